// What became of the orders that were taken before their payment.
import type { IncidentClock } from "../../scenarios/time.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { DeferralReport } from "../record/run-record.ts";
import type { BookOrder, Books } from "./books.ts";
import { isCompletedInTime } from "./completed-deferrals.ts";
import { countOutOfOrder } from "./out-of-order.ts";
import { estimateStartMs } from "./start-time.ts";

type Deferred = BookOrder & { readonly deferral: NonNullable<BookOrder["deferral"]> };

/** Wall ms: an order whose payment fails again and again steps aside for up to ten seconds, and may be overtaken so long. */
const overtakenMs = 10_000;

/** Counts over the books' deferred orders (raw), and when the first and last were taken and completed. */
export function summariseDeferrals(
  history: readonly CustomerHistory[],
  books: Books,
  clock: IncidentClock,
): DeferralReport {
  const deferred = books.orders.filter((order): order is Deferred => order.deferral !== null);
  const startMs = estimateStartMs(
    history,
    new Map(deferred.map(({ orderNumber, deferral }) => [orderNumber, deferral.atMs])),
    clock,
  );
  const minuteAt = (atMs: number | undefined) =>
    atMs === undefined || startMs === null ? null : Math.round(clock.minuteAt(atMs - startMs) * 10) / 10;
  const taken = deferred.map(({ deferral }) => deferral.atMs).sort((a, b) => a - b);
  const done = deferred.flatMap(({ deferral }) => (deferral.completedAtMs === null ? [] : [deferral]));
  const completedAt = done.map((deferral) => deferral.completedAtMs as number).sort((a, b) => a - b);
  const open = deferred.filter(({ deferral }) => deferral.completedAtMs === null);
  const cancelled = open.filter(({ state }) => state === "cancelled").length;
  return {
    taken: deferred.length,
    completed: done.length,
    completedByDeadline: deferred.filter((order) => isCompletedInTime(order, clock.pace)).length,
    completedOutOfOrder: countOutOfOrder(
      done.toSorted((a, b) => (a.completedAtMs as number) - (b.completedAtMs as number)).map(({ atMs }) => atMs),
      overtakenMs,
    ),
    cancelled,
    waiting: open.length - cancelled,
    firstTakenMinute: minuteAt(taken[0]),
    lastTakenMinute: minuteAt(taken.at(-1)),
    firstCompletedMinute: minuteAt(completedAt[0]),
    lastCompletedMinute: minuteAt(completedAt.at(-1)),
  };
}
