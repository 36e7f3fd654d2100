import { listUsesOverCap } from "../discounts-over-cap.ts";
import type { Invariant } from "../invariant.ts";

/** No account uses a voucher more often than it may, where something holds the cap; elsewhere it is damage. */
export const voucherCap: Invariant = {
  name: "voucher-cap",
  says: "no account uses a voucher more often than it may, where the cap is enforced without a race",
  list: (books, { promotion }) => {
    if (promotion === null || !promotion.isCapEnforced) return [];
    return listUsesOverCap(books, promotion).map(({ use, count, capPerAccount }) => ({
      orderNumber: use.orderNumber,
      says: `order ${use.orderNumber} is use number ${count} of ${use.code} by ${use.account}, and the cap is ${capPerAccount}`,
    }));
  },
};
