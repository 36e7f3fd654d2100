import { type Currency, formatCents } from "./cents.ts";
import type { OrderState } from "./fulfilment.ts";

/** What a message about a cancelled order has to know of it. */
export interface CancelledOrder {
  readonly orderNumber: string;
  /** Where it was when it was cancelled. */
  readonly state: OrderState;
  readonly paymentId: string | null;
  readonly totalCents: number;
  readonly currency: Currency;
}

/** What a customer is told: which order, why, what becomes of the money, and of a parcel that is on its way. */
export function composeCancellation(order: CancelledOrder, reason: string): { subject: string; body: string } {
  const parcel = order.state === "shipped" ? " Your parcel is on its way already; please keep it." : "";
  return {
    subject: `Your order ${order.orderNumber} was cancelled`,
    body: `We had to cancel your order ${order.orderNumber}: ${reason}. ${describeMoney(order)}${parcel}`,
  };
}

function describeMoney({ state, paymentId, totalCents, currency }: CancelledOrder): string {
  if (paymentId === null && state !== "deferred") return "There was nothing to pay, so there is nothing to give back.";
  if (state === "placed" || state === "deferred") {
    return "You are not charged; should your bank show a reserved amount, it is being released.";
  }
  return `We are giving back the ${formatCents(totalCents, currency)} that you paid.`;
}
