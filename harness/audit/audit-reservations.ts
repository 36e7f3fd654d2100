// Money that is set aside on customers' cards: nobody has it, and the customer cannot spend it.
import type { AuditTerms } from "./audit-terms.ts";
import type { BookOrder, BookPayment, Books } from "./books.ts";

/** A reservation that nobody asks for any more. */
export interface ReservationBreach {
  readonly orderNumber: string;
  readonly says: string;
}

/**
 * Payments that still reserve money which their order does not ask for: no such order, a cancelled one, or one whose
 * payments come to more than its total, in cents. Only in a settled drill, and not where the shop's books say that they
 * owe the release: it follows a failed attempt in the background.
 */
export function listReservationBreaches(
  { orders, payments, releasesOwed = new Set() }: Books,
  { isSettled }: Pick<AuditTerms, "isSettled">,
): ReservationBreach[] {
  if (!isSettled) return [];
  const byNumber = new Map(orders.map((order) => [order.orderNumber, order]));
  const takenCents = new Map<string, number>();
  for (const payment of payments) {
    const { orderNumber } = payment;
    takenCents.set(orderNumber, (takenCents.get(orderNumber) ?? 0) + computeTakenCents(payment));
  }
  return payments.flatMap(({ orderNumber, paymentId, reservedCents }) => {
    if (reservedCents === 0 || releasesOwed.has(orderNumber)) return [];
    const why = explain(byNumber.get(orderNumber), takenCents.get(orderNumber) ?? 0);
    if (why === null) return [];
    return [
      { orderNumber, says: `payment ${paymentId} reserves ${reservedCents} cents for order ${orderNumber}, ${why}` },
    ];
  });
}

/** What a payment takes from its customer: held or set aside. */
function computeTakenCents({ capturedCents, refundedCents, reservedCents }: BookPayment): number {
  return capturedCents - refundedCents + reservedCents;
}

function explain(order: BookOrder | undefined, takenCents: number): string | null {
  if (order === undefined) return "which is not in the books";
  if (order.state === "cancelled") return "which is cancelled";
  if (takenCents > order.totalCents) return `whose payments come to ${takenCents} cents of ${order.totalCents}`;
  return null;
}
