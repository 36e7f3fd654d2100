import type { Defence } from "./defence.ts";

/** The right voucher code has the last word when the order is placed; a discount that does not hold is taken back first. */
export const voucherRevalidation: Defence = {
  name: "voucher-revalidation",
  kind: "preventive",
  says: "decides a voucher again, from the basket as it is, when the order is placed",
  costs: "who loses a discount sees the new total and has to place the order once more",
  start() {
    let refused = 0;
    return {
      readCounts: () => ({ refused }),
      revalidatesVouchers: {
        countRefusal: () => {
          refused += 1;
        },
      },
    };
  },
};
