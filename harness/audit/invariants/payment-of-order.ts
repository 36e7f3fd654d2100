import type { BookPayment } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/**
 * Whose money it is, by the shop's books, by the provider's and by the key under which it was asked for. Sums do not tell:
 * two payments of one amount may be exchanged. At any time, as both are written before the order is.
 */
export const paymentOfOrder: Invariant = {
  name: "payment-of-order",
  says: "the payment that an order's books name is at the provider that order's, by its number and by its key",
  list: ({ orders, payments }) => {
    const owners = new Map<string, string[]>();
    for (const { orderNumber, details } of orders) {
      const paymentId = details?.paymentId ?? null;
      if (paymentId !== null) owners.set(paymentId, [...(owners.get(paymentId) ?? []), orderNumber]);
    }
    return payments.flatMap((payment) => judge(payment, owners.get(payment.paymentId) ?? []));
  },
};

function judge({ paymentId, orderNumber, keyOrderNumber }: BookPayment, owners: readonly string[]): Breach[] {
  const other = owners.find((owner) => owner !== orderNumber);
  if (other !== undefined) {
    const says = `order ${other} is paid by payment ${paymentId}, which at the provider is of order ${orderNumber}`;
    return [{ orderNumber: other, says }];
  }
  if (keyOrderNumber === undefined || keyOrderNumber === orderNumber) return [];
  const says = `payment ${paymentId} of order ${orderNumber} was asked for under the key of order ${keyOrderNumber}`;
  return [{ orderNumber, says }];
}
