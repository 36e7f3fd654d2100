// Orders that were taken before their payment: completed once, in time or not at all, nothing left.
import type { BookOrder, Books, Deferral } from "./books.ts";
import { computeDueMs, graceMs } from "./completed-deferrals.ts";

/** A row that breaks a rule about deferred orders. */
export interface DeferralBreach {
  readonly orderNumber: string;
  readonly says: string;
}

type Judge = (order: BookOrder, deferral: Deferral) => string | null;

/**
 * Invariant to breaking rows, in order of the books: an order that was completed more than once, by its own history; one
 * that was neither completed nor cancelled at the newest entry of the books, though its deadline was over; a card's token
 * kept after the order's wait; an order that was completed or cancelled without a message to its customer.
 */
export function listDeferralBreaches(
  books: Books,
  pace: number | null = null,
): ReadonlyMap<string, readonly DeferralBreach[]> {
  const { orders, lastEventMs = null } = books;
  const list = (judge: Judge) =>
    orders.flatMap((order): DeferralBreach[] => {
      const says = order.deferral === null ? null : judge(order, order.deferral);
      return says === null ? [] : [{ orderNumber: order.orderNumber, says }];
    });
  return new Map([
    ["deferred-completed-twice", list(describeSecondCompletion)],
    ["deferred-overdue", list((order, deferral) => describeOverdue(order, deferral, { lastEventMs, pace }))],
    ["token-left", list(describeLeftToken)],
  ]);
}

function describeSecondCompletion({ orderNumber }: BookOrder, { completions }: Deferral): string | null {
  return completions > 1 ? `order ${orderNumber} was deferred once and completed ${completions} times` : null;
}

function describeOverdue(
  { orderNumber, state }: BookOrder,
  deferral: Deferral,
  { lastEventMs, pace }: { readonly lastEventMs: number | null; readonly pace: number | null },
): string | null {
  if (state !== "deferred" || lastEventMs === null) return null;
  const lateMs = lastEventMs - computeDueMs(deferral, pace);
  if (lateMs <= graceMs) return null;
  return `order ${orderNumber} still waits for its payment ${Math.round(lateMs)} ms after its deadline`;
}

function describeLeftToken({ orderNumber, state }: BookOrder, { holdsToken }: Deferral): string | null {
  return holdsToken && state !== "deferred"
    ? `order ${orderNumber} waits no longer, and the books still hold the token of its card`
    : null;
}
