import type { Defence } from "./defence.ts";

/** Counts an account's uses and takes one in the same transaction, so that parallel orders cannot all be the first. */
export const voucherCap: Defence = {
  name: "voucher-cap",
  kind: "containing",
  says: "enforces a voucher's cap per account in one transaction with the order",
  costs: "one more look into the books for each order with a voucher; who shares an account shares its cap",
  start() {
    let refused = 0;
    return {
      readCounts: () => ({ refused }),
      capsVouchersAtomically: {
        countRefusal: () => {
          refused += 1;
        },
      },
    };
  },
};
