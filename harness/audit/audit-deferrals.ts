// Orders that were taken before their payment: completed once, and in time or not at all.
import type { CustomerHistory } from "../record/customer-history.ts";
import type { BookOrder, Books } from "./books.ts";

/** A row that breaks a rule about deferred orders. */
export interface DeferralBreach {
  readonly orderNumber: string;
  readonly says: string;
}

/** Wall ms: a shop may need so long to carry out what its deadline says. */
const graceMs = 5_000;

/**
 * Invariant to breaking rows, in order of the books: an order that was completed more than once, by its own history; one
 * that was neither completed nor cancelled at the newest entry of the books, though its deadline was over.
 */
export function listDeferralBreaches(books: Books): ReadonlyMap<string, readonly DeferralBreach[]> {
  const { orders, lastEventMs = null } = books;
  const twice = orders.flatMap(({ orderNumber, deferral }) =>
    deferral !== null && deferral.completions > 1
      ? [{ orderNumber, says: `order ${orderNumber} was deferred once and completed ${deferral.completions} times` }]
      : [],
  );
  const overdue = orders.flatMap(({ orderNumber, state, deferral }) => {
    if (state !== "deferred" || deferral === null || lastEventMs === null) return [];
    const lateMs = lastEventMs - deferral.dueMs;
    const says = `order ${orderNumber} still waits for its payment ${Math.round(lateMs)} ms after its deadline`;
    return lateMs > graceMs ? [{ orderNumber, says }] : [];
  });
  return new Map([
    ["deferred-completed-twice", twice],
    ["deferred-overdue", overdue],
  ]);
}

/**
 * How many times a customer was told "order taken, will be confirmed" of an order that was then completed by its deadline
 * and stands: raw place-order steps. By order number; where the page showed none, by key.
 */
export function countCompletedDeferrals(histories: readonly CustomerHistory[], books: Books): number {
  const completed = books.orders.filter(isCompletedInTime);
  const numbers = new Set(completed.map(({ orderNumber }) => orderNumber));
  const keys = new Set(completed.map(({ key }) => key));
  const told = histories.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome === "deferred"));
  return told.filter(({ orderNumber, key }) => (orderNumber === null ? keys.has(key) : numbers.has(orderNumber)))
    .length;
}

function isCompletedInTime({ deferral, state }: BookOrder): boolean {
  if (deferral === null || state === "cancelled" || state === "deferred") return false;
  return deferral.completedAtMs !== null && deferral.completedAtMs <= deferral.dueMs;
}
