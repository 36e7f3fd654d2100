import type { Books } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** Money goes back to customers of cancelled orders only. The other way round: `cancelled-not-refunded`. */
export const refundedNotCancelled: Invariant = {
  name: "refunded-not-cancelled",
  says: "money goes back only for an order that is cancelled",
  list: ({ orders, payments }: Books) => {
    const byNumber = new Map(orders.map((order) => [order.orderNumber, order]));
    return payments.flatMap(({ orderNumber, paymentId, refundedCents }): Breach[] => {
      const order = byNumber.get(orderNumber);
      // A second payment of one order is given back, and the order stands.
      if (refundedCents === 0 || order === undefined || order.state === "cancelled") return [];
      if (order.details !== undefined && order.details.paymentId !== paymentId) return [];
      return [
        { orderNumber, says: `payment ${paymentId} gave ${refundedCents} cents back, and order ${orderNumber} stands` },
      ];
    });
  },
};
