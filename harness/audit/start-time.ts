// When a drill began on the wall clock: the books keep wall time, the customers' history incident minutes.
import type { IncidentClock } from "../../scenarios/time.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { BookOrder } from "./books.ts";
import { isAcknowledged } from "./order-claims.ts";

/**
 * T0 in epoch ms. `takenAtMs`: when the books took each order, by number. Median over these of (taken in the books − wall
 * time of the first page that told the customer); null without one. Off by the answer's way, some ms.
 */
export function estimateStartMs(
  history: readonly CustomerHistory[],
  takenAtMs: ReadonlyMap<string, number>,
  clock: IncidentClock,
): number | null {
  const starts: number[] = [];
  const seen = new Set<string>();
  for (const { attempts } of history) {
    for (const attempt of attempts) {
      const { orderNumber, endedMinute } = attempt;
      if (orderNumber === null || seen.has(orderNumber) || !isAcknowledged(attempt)) continue;
      seen.add(orderNumber);
      const atMs = takenAtMs.get(orderNumber);
      if (atMs !== undefined) starts.push(atMs - clock.wallMsAt(endedMinute));
    }
  }
  starts.sort((a, b) => a - b);
  return starts[Math.floor(starts.length / 2)] ?? null;
}

/** When the books took each order, epoch ms by number; those whose details are not known are left out. */
export function listPlacedTimes(orders: readonly BookOrder[]): ReadonlyMap<string, number> {
  return new Map(
    orders.flatMap(({ orderNumber, details }) =>
      details === undefined ? [] : [[orderNumber, details.placedAtMs] as const],
    ),
  );
}
