// The terms of a voucher as it was meant, and whether an order meets them.
import { type DiscountedOrder, findDiscountOrigin } from "../audit/discount-origins.ts";
import type { RecordedVoucher } from "../record/recorded-promotion.ts";

/** What a shop knows of its own voucher. Minimum in cents of the basket's subtotal. */
export type VoucherTerms = Pick<RecordedVoucher, "code" | "eligibleCategories" | "minimumBasketCents">;

/**
 * Whether the voucher was meant to give this discount: its code stands in the order's history, and the basket that was
 * ordered has an article that it is for. The same rule that the audit holds discounts against, with no bug to explain them.
 */
export function isRightful(order: DiscountedOrder, vouchers: readonly VoucherTerms[]): boolean {
  return findDiscountOrigin(order, buildRules(vouchers)) === "rightful";
}

function buildRules(vouchers: readonly VoucherTerms[]): Parameters<typeof findDiscountOrigin>[1] {
  const unlimited = { discountCents: 0, capPerAccount: Number.MAX_SAFE_INTEGER, promotionBudgetCents: null };
  return {
    vouchers: vouchers.map((voucher) => ({ ...unlimited, ...voucher })),
    isCapEnforced: false,
    guardBudgetCents: null,
    bugPeriods: [],
    offPeriods: [],
    startErrorMs: 0,
  };
}

/** The terms as the drilled shop was told of them; where the record does not say, as the incident means them. */
export function listVoucherTerms(
  recorded: readonly VoucherTerms[] | undefined,
  promotion: { readonly code: string; readonly eligibleCategories: readonly string[] } | undefined,
): readonly VoucherTerms[] {
  if (recorded !== undefined) return recorded;
  return promotion === undefined ? [] : [{ ...promotion, minimumBasketCents: 0 }];
}
