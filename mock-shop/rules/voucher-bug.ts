import type { PricedCart } from "./cart.ts";
import { decideVoucher, type Grant, type Voucher, type VoucherBug } from "./voucher.ts";

/** What a basket's discount is decided from. `cart` is priced without one; minutes are of the incident clock. */
export interface GrantQuestion {
  readonly vouchers: readonly Voucher[];
  /** The code that the customer typed, if any. */
  readonly typedCode: string | undefined;
  /** What the session carries along from the last time it was decided. */
  readonly carried: Grant | undefined;
  readonly cart: PricedCart;
  readonly minute: number;
}

/** Why it is asked: the basket was changed in the cart or in the review, or a page or an order needs its price. */
export type GrantOccasion = "cart-change" | "review-change" | "pricing";

/** RIGHT: whatever happened before, the basket as it is now decides, with the code that was typed. */
export function decideGrant(question: GrantQuestion): Grant | undefined {
  const voucher = question.vouchers.find(({ code }) => code === question.typedCode);
  if (!voucher) return undefined;
  const decision = decideVoucher(voucher, question.cart, question.minute);
  return decision.granted ? decision.grant : undefined;
}

/**
 * BUG, first stage (`kept`): decides when the cart changes, and then believes what the session carries. The review step
 * can remove articles too, and nobody thought of it: the discount outlives the article that it was given for.
 */
export function decideGrantOnceInTheCart(question: GrantQuestion, occasion: GrantOccasion): Grant | undefined {
  if (occasion === "cart-change") return decideGrant(question);
  return question.carried; // WRONG: the basket has changed since, and its voucher's window may have closed
}

/** The categories of the campaign's banner; what a voucher is good for stands in the voucher itself. */
export const bannerCategories: readonly string[] = ["offers", "own-brand"];

/**
 * BUG, second stage (`everyone`), on top of the first: a banner that shows the campaign's price became the price. Any
 * basket with an article of the banner's categories gets the discount.
 */
export function decideGrantByBanner(question: GrantQuestion, occasion: GrantOccasion): Grant | undefined {
  const [voucher] = question.vouchers;
  if (!voucher || !isOnBanner(question.cart)) return decideGrantOnceInTheCart(question, occasion);
  return { code: voucher.code, discountCents: voucher.discountCents }; // WRONG: no code, no window, no minimum, own brand
}

/** Whether this basket would get the discount of the second stage. */
export function isOnBanner({ lines }: PricedCart): boolean {
  return lines.some((line) => bannerCategories.includes(line.categorySlug));
}

/** Which of the three the shop runs at this moment. */
export function decideGrantWith(bug: VoucherBug, question: GrantQuestion, occasion: GrantOccasion): Grant | undefined {
  if (bug === "everyone") return decideGrantByBanner(question, occasion);
  if (bug === "kept") return decideGrantOnceInTheCart(question, occasion);
  return decideGrant(question);
}
