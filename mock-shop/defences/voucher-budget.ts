import type { Defence } from "./defence.ts";

/** Reserves each discount in the books before money is asked for, from one budget that no order can overdraw. */
export const voucherBudget: Defence = {
  name: "voucher-budget",
  kind: "containing",
  says: "gives no more discounts than the promotion's budget holds, whichever way they were granted",
  costs: "once it is spent, who was shown a discount sees the new total and has to place the order once more",
  start({ promotionGuard }) {
    let refused = 0;
    let spentCents = 0;
    return {
      // Discounts of the orders placed while it is on; the books know what was given back since.
      readCounts: () => ({ refused, spentCents }),
      limitsDiscounts: {
        budgetCents: promotionGuard?.budgetCents ?? null,
        countRefusal: () => {
          refused += 1;
        },
      },
      observeDiscount: (discountCents) => {
        spentCents += discountCents;
      },
    };
  },
};
