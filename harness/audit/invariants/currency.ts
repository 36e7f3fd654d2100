import type { Breach, Invariant } from "../invariant.ts";

/** Sums are compared in cents of one currency: in another one they would say nothing. */
export const currency: Invariant = {
  name: "currency",
  says: "orders are in the currency of the drilled shop, and payments in that of their order",
  list: ({ orders, payments }, terms) => {
    const ofOrders = new Map(orders.map((order) => [order.orderNumber, order.currency]));
    return [
      ...orders.flatMap(({ orderNumber, currency: found }) =>
        compare(orderNumber, `order ${orderNumber}`, found, terms.currency),
      ),
      ...payments.flatMap(({ orderNumber, paymentId, currency: found }) =>
        compare(
          orderNumber,
          `payment ${paymentId} of order ${orderNumber}`,
          found,
          ofOrders.get(orderNumber) ?? terms.currency,
        ),
      ),
    ];
  },
};

function compare(orderNumber: string, what: string, found?: string, expected?: string): Breach[] {
  if (found === undefined || expected === undefined || found === expected) return [];
  return [{ orderNumber, says: `${what} is in ${found}, and expected is ${expected}` }];
}
