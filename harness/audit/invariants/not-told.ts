import type { BookOrder, Deferral } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** A message is written with its change, so it is not older than what it tells; what it says is not looked at. */
export const notTold: Invariant = {
  name: "not-told",
  says: "who orders is told when the order is cancelled, and when one that had to wait is completed",
  list: ({ orders }) => orders.flatMap(judge),
};

function judge(order: BookOrder): Breach[] {
  const { orderNumber, state, deferral } = order;
  const endedMs = state === "cancelled" ? findCancelledMs(order) : (deferral?.completedAtMs ?? null);
  const lastToldMs = findLastToldMs(order);
  if (endedMs === null || lastToldMs >= endedMs) return [];
  const what = state === "cancelled" ? "cancelled" : "completed";
  return [{ orderNumber, says: `order ${orderNumber} was ${what}, and its customer was not told` }];
}

/** The newest end counts: an order may be completed first and cancelled later. Null where the books do not say when. */
function findCancelledMs({ deferral, details }: BookOrder): number | null {
  const cancelledAtMs =
    details?.events.findLast(({ kind }) => kind === "cancelled")?.atMs ?? deferral?.cancelledAtMs ?? null;
  const completedAtMs = deferral?.completedAtMs ?? null;
  if (deferral !== null) return Math.max(cancelledAtMs ?? deferral.atMs, completedAtMs ?? deferral.atMs);
  return cancelledAtMs;
}

function findLastToldMs({ deferral, details }: { deferral: Deferral | null; details?: BookOrder["details"] }): number {
  return Math.max(deferral?.lastToldMs ?? Number.NEGATIVE_INFINITY, ...(details?.messagesAtMs ?? []));
}
