import type { PricedCart } from "./cart.ts";

/** A voucher as data; its codes, sums and windows come with the configuration. Minutes are of the incident clock. */
export interface Voucher {
  readonly code: string;
  readonly discountCents: number;
  readonly eligibleCategories: readonly string[];
  readonly minimumBasketCents: number;
  readonly capPerAccount: number;
  readonly promotionBudgetCents: number | null;
  readonly fromMinute: number;
  readonly untilMinute: number | null;
}

/** Which bug the shop runs with; voucher-bug.ts shows both beside the right code. */
export type VoucherBug = "none" | "kept" | "everyone";

/** A discount that a basket has; `priceCart` takes it off, at most the subtotal. */
export interface Grant {
  readonly code: string;
  readonly discountCents: number;
}

/** What a voucher does for a basket; the reason is for the customer, without a full stop. */
export type VoucherDecision =
  | { readonly granted: true; readonly grant: Grant }
  | { readonly granted: false; readonly reason: string };

/** What this voucher gives this basket, priced without a discount, at this minute of the incident clock. */
export function decideVoucher(voucher: Voucher, cart: PricedCart, minute: number): VoucherDecision {
  const { code, discountCents, eligibleCategories, minimumBasketCents, fromMinute, untilMinute } = voucher;
  if (minute < fromMinute) return refuse("this voucher is not valid yet");
  if (untilMinute !== null && minute >= untilMinute) return refuse("this voucher has run out");
  if (!cart.lines.some((line) => eligibleCategories.includes(line.categorySlug))) {
    return refuse(`this voucher needs an article of ${eligibleCategories.join(" or ")}`);
  }
  if (cart.subtotalCents < minimumBasketCents) return refuse("this voucher needs a larger basket");
  return { granted: true, grant: { code, discountCents } };
}

function refuse(reason: string): VoucherDecision {
  return { granted: false, reason };
}
