import { z } from "zod";

export const voucherCapChecks = ["off", "read-then-write", "atomic"] as const;

const cents = z.int().min(0).max(100_000_000);
const minute = z.number().min(0).max(10_000_000);

/** A voucher as data. Minutes are of the shop's incident clock, which starts when its books are first opened. */
export const voucherSchema = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]{3,20}$/, "expected 3 to 20 capital letters or digits"),
  discountCents: cents.min(1),
  /** An article of one of these must be in the basket. */
  eligibleCategories: z.array(z.string()).min(1).max(20),
  minimumBasketCents: cents,
  capPerAccount: z.int().min(1).max(1_000),
  /** The promotion's budget in cents of discount; null: none was set. */
  promotionBudgetCents: cents.nullable(),
  fromMinute: minute,
  untilMinute: minute.nullable(),
});

/** For all vouchers together: discounts in cents, and orders with a discount an incident minute, a decimal number. */
export const promotionGuardSchema = z.strictObject({
  budgetCents: z.int().min(0).max(1_000_000_000_000),
  usesPerMinute: z.number().min(0).max(1_000_000),
});

/** The promotion that the shop runs unless it is told otherwise: 10 off with an article of the offers category. */
export const standardVouchers: z.output<typeof voucherSchema>[] = [
  {
    code: "DEAL10",
    discountCents: 1_000,
    eligibleCategories: ["offers"],
    minimumBasketCents: 0,
    capPerAccount: 1,
    promotionBudgetCents: null,
    fromMinute: 0,
    untilMinute: null,
  },
];
