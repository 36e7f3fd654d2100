// Payments against orders in both directions, to the cent.
import { type AuditTerms, unknownTerms } from "./audit-terms.ts";
import type { BookOrder, BookPayment, Books } from "./books.ts";

/** A row that breaks a rule about money. */
export interface PaymentBreach {
  readonly orderNumber: string | null;
  readonly says: string;
}

export interface PaymentAudit {
  /** Payments that hold money no order asks for: no such order, more than its total, or a cancelled one not paid back. */
  readonly withoutOrder: number;
  /** Orders whose payments hold less than their total. */
  readonly withoutPayment: number;
  /** Invariant to breaking rows, in order of the books. */
  readonly breaches: ReadonlyMap<string, readonly PaymentBreach[]>;
}

/**
 * Per order: captured − refunded over its payments = the total, in cents. A cancelled order must come to 0; a deferred one
 * not yet due may be at 0 or at its total; a total of 0 needs no payment. Payments at 0 need no order. Where a drill did
 * not settle, a refund that the shop's books say they owe is under way.
 */
export function auditPayments(books: Books, { isSettled }: Pick<AuditTerms, "isSettled"> = unknownTerms): PaymentAudit {
  const orders = new Map(books.orders.map((order) => [order.orderNumber, order]));
  const heldCents = new Map<string, number>();
  const breaches = new Map<string, PaymentBreach[]>();
  const add = (invariant: string, breach: PaymentBreach) => {
    const list = breaches.get(invariant);
    if (list === undefined) breaches.set(invariant, [breach]);
    else list.push(breach);
  };
  let withoutOrder = 0;
  let withoutPayment = 0;
  for (const payment of books.payments) {
    const cents = computeHeldCents(payment);
    const { orderNumber, paymentId } = payment;
    heldCents.set(orderNumber, (heldCents.get(orderNumber) ?? 0) + cents);
    if (cents === 0 || orders.has(orderNumber)) continue;
    withoutOrder++;
    add("payment-without-order", {
      orderNumber,
      says: `payment ${paymentId} holds ${cents} cents for order ${orderNumber}, which is not in the books`,
    });
  }
  const isUnderWay = ({ orderNumber, state }: BookOrder) =>
    !isSettled && state === "cancelled" && books.releasesOwed?.has(orderNumber) === true;
  for (const order of orders.values()) {
    if (isUnderWay(order)) continue;
    const breach = judgeOrder(order, heldCents.get(order.orderNumber) ?? 0);
    if (breach === null) continue;
    if (breach.isTooMuch) withoutOrder++;
    else withoutPayment++;
    add(breach.invariant, { orderNumber: order.orderNumber, says: breach.says });
  }
  return { withoutOrder, withoutPayment, breaches };
}

function computeHeldCents(payment: BookPayment): number {
  return payment.capturedCents - payment.refundedCents;
}

interface OrderBreach {
  readonly invariant: string;
  readonly isTooMuch: boolean;
  readonly says: string;
}

function judgeOrder(order: BookOrder, heldCents: number): OrderBreach | null {
  const { orderNumber, totalCents, state } = order;
  const dueCents = state === "cancelled" || (state === "deferred" && heldCents === 0) ? 0 : totalCents;
  if (heldCents === dueCents) return null;
  const isTooMuch = heldCents > dueCents;
  const paid = `its payments hold ${heldCents} cents`;
  if (state === "cancelled") {
    return { invariant: "cancelled-not-refunded", isTooMuch, says: `order ${orderNumber} is cancelled and ${paid}` };
  }
  const says = `order ${orderNumber} is ${totalCents} cents and ${paid}`;
  if (heldCents === 0) {
    return {
      invariant: "order-without-payment",
      isTooMuch,
      says: `order ${orderNumber} of ${totalCents} cents is not paid`,
    };
  }
  return { invariant: isTooMuch ? "paid-too-much" : "paid-too-little", isTooMuch, says };
}
