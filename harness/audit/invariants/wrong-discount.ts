import { findDiscountOrigin, listDiscounted } from "../discount-origins.ts";
import type { Invariant } from "../invariant.ts";

/**
 * A discount comes from a code that was typed for an eligible basket, or from the drilled bug, in a way that the order's
 * own events show, while it was in. What the bug explains is damage (`computeDamage`) and no violation.
 */
export const wrongDiscount: Invariant = {
  name: "wrong-discount",
  says: "a discount comes from a typed code and an eligible basket, or from the drilled bug while it was in",
  list: ({ orders }, { promotion }) => {
    if (promotion === null) return [];
    return listDiscounted(orders)
      .filter((order) => findDiscountOrigin(order, promotion) === "unexplained")
      .map(({ orderNumber, details: { discountCents, voucherCode } }) => ({
        orderNumber,
        says: `order ${orderNumber} has ${discountCents} cents off by ${voucherCode}, which neither its basket nor a drilled bug explains`,
      }));
  },
};
