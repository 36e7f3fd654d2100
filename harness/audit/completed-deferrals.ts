// Which orders that were taken before their payment count as a success, and when they are due.
import { deferralPromiseMinutes } from "../../scenarios/customers/deferral-promise.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import type { CompletedDeferral } from "../measure/objective-counter.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { BookOrder, Books, Deferral } from "./books.ts";

/** Wall ms: a shop may need so long to carry out what its deadline says. */
export const graceMs = 5_000;

/**
 * Epoch ms: the shop's own deadline, or what customers are promised where the shop gave itself more than that. Without a
 * pace nobody knows what the promise is in wall time.
 */
export function computeDueMs({ atMs, dueMs }: Deferral, pace: number | null): number {
  if (pace === null) return dueMs;
  const promisedMs = atMs + computeWallMs(deferralPromiseMinutes, pace);
  return dueMs > promisedMs + graceMs ? promisedMs : dueMs;
}

/** Whether an order was deferred, completed by its deadline, and stands. */
export function isCompletedInTime({ deferral, state }: BookOrder, pace: number | null): boolean {
  if (deferral === null || state === "cancelled" || state === "deferred") return false;
  return deferral.completedAtMs !== null && deferral.completedAtMs <= computeDueMs(deferral, pace);
}

/**
 * Each time that a customer was told "order taken, will be confirmed" of an order that was then completed by its deadline
 * and stands: raw place-order steps. By order number; where the page showed none, by key.
 */
export function listCompletedDeferrals(
  histories: readonly CustomerHistory[],
  books: Books,
  pace: number | null,
): CompletedDeferral[] {
  const completed = books.orders.filter((order) => isCompletedInTime(order, pace));
  const numbers = new Set(completed.map(({ orderNumber }) => orderNumber));
  const keys = new Set(completed.map(({ key }) => key));
  return histories.flatMap(({ attempts, population }) =>
    attempts
      .filter(({ outcome }) => outcome === "deferred")
      .filter(({ orderNumber, key }) => (orderNumber === null ? keys.has(key) : numbers.has(orderNumber)))
      .map(({ startedMinute }) => ({ population, startedMinute })),
  );
}
