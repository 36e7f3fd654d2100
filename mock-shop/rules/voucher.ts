import type { PricedCart } from "./cart.ts";
import type { Catalogue } from "./catalogue.ts";

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
export const voucherBugs = ["none", "kept", "everyone"] as const;
export type VoucherBug = (typeof voucherBugs)[number];

/** A discount that a basket has; `priceCart` takes it off, at most the subtotal. */
export interface Grant {
  readonly code: string;
  readonly discountCents: number;
}

/** What a voucher does for a basket. */
export type VoucherDecision = { readonly granted: true; readonly grant: Grant } | RefusedVoucher;

/** Why it does nothing. `no-article`: the basket has nothing of these categories. */
export type RefusedVoucher =
  | { readonly granted: false; readonly because: "unknown" | "early" | "run-out" | "small-basket" | "switched-off" }
  | { readonly granted: false; readonly because: "no-article"; readonly categorySlugs: readonly string[] };

/** On which side of its window this minute lies; undefined inside. `untilMinute` itself is outside. */
export function findOutsideWindow(
  { fromMinute, untilMinute }: Voucher,
  minute: number,
): "early" | "run-out" | undefined {
  if (minute < fromMinute) return "early";
  return untilMinute !== null && minute >= untilMinute ? "run-out" : undefined;
}

/** What this voucher gives this basket, priced without a discount, at this minute of the incident clock. */
export function decideVoucher(voucher: Voucher, cart: PricedCart, minute: number): VoucherDecision {
  const { code, discountCents, eligibleCategories, minimumBasketCents } = voucher;
  const outside = findOutsideWindow(voucher, minute);
  if (outside) return { granted: false, because: outside };
  if (!cart.lines.some((line) => eligibleCategories.includes(line.categorySlug))) {
    return { granted: false, because: "no-article", categorySlugs: eligibleCategories };
  }
  if (cart.subtotalCents < minimumBasketCents) return { granted: false, because: "small-basket" };
  return { granted: true, grant: { code, discountCents } };
}

/** The reason for the customer, without a full stop; departments go by the names that the shop gives them. */
export function explainRefusal(refused: RefusedVoucher, { categories }: Catalogue): string {
  switch (refused.because) {
    case "unknown":
      return "we do not know this voucher";
    case "early":
      return "this voucher is not valid yet";
    case "run-out":
      return "this voucher has run out";
    case "switched-off":
      return "vouchers cannot be used at the moment";
    case "small-basket":
      return "this voucher needs a larger basket";
    case "no-article": {
      const names = refused.categorySlugs.map((slug) => categories.find((known) => known.slug === slug)?.name ?? slug);
      return `this voucher needs an article of ${names.join(" or ")}`;
    }
  }
}
