// Where an order's discount comes from: the shop's rules, the drilled bug, or nowhere.
import type { RecordedVoucher } from "../record/recorded-promotion.ts";
import type { BookPromotionTerms, BugPeriod } from "./book-terms.ts";
import type { BasketEntry, BookOrder, OrderDetails } from "./books.ts";
import type { BugStage } from "./bug-windows.ts";

/**
 * `rightful`: the code was typed and the basket is eligible. `trick`, `banner`: the drilled bug gives it, as its events
 * show. `unexplained`: neither. `unknown`: nobody knows when the bug was in, and it could be its doing.
 */
export type DiscountOrigin = "rightful" | "trick" | "banner" | "unexplained" | "unknown";

/** An order with a discount. */
export type DiscountedOrder = BookOrder & { readonly details: OrderDetails };

/** Whose price the campaign's banner shows (INCIDENTS.md, VD-4). */
const bannerCategories: readonly string[] = ["offers", "own-brand"];

/** Entries that a basket keeps at most; of a longer history the beginning is gone. */
export const basketEntriesKept = 50;

/** Wall ms, at most, from when a price is decided to when the books have the order: its payment runs in between. */
export const decidingMs = 3_000;

/** Orders whose details say that they have a discount, in order of the books. */
export function listDiscounted(orders: readonly BookOrder[]): DiscountedOrder[] {
  return orders.filter(
    (order): order is DiscountedOrder => order.details !== undefined && order.details.discountCents !== 0,
  );
}

/** Judges a discount by the order's own lines and basket, and by when it was placed. */
export function findDiscountOrigin({ details }: DiscountedOrder, terms: BookPromotionTerms): DiscountOrigin {
  const voucher = terms.vouchers.find(({ code }) => code === details.voucherCode);
  if (voucher === undefined) return "unexplained";
  const isTyped = readTypedCode(details.basket, voucher.code);
  if (isTyped && isEligible(details, voucher)) return "rightful";
  const { bugPeriods } = terms;
  const origin = findBugOrigin(details, { terms, voucher, isTyped, bugPeriods: bugPeriods ?? [alwaysIn] });
  return origin !== "unexplained" && bugPeriods === null ? "unknown" : origin;
}

const alwaysIn: BugPeriod = {
  stage: "everyone",
  fromMs: Number.NEGATIVE_INFINITY,
  untilMs: Number.POSITIVE_INFINITY,
};

interface BugQuestion {
  readonly terms: BookPromotionTerms;
  readonly voucher: RecordedVoucher;
  readonly isTyped: boolean;
  readonly bugPeriods: readonly BugPeriod[];
}

/**
 * Both stages believe what the session carries from the last change in the cart: a basket that was eligible then, of which
 * the review removed articles since. The second one also gives the banner's price to the basket as it is, without a code.
 */
function findBugOrigin(
  details: OrderDetails,
  { terms, voucher, isTyped, bugPeriods }: BugQuestion,
): "trick" | "banner" | "unexplained" {
  const { placedAtMs, basket, lines } = details;
  const isIn = (stages: readonly BugStage[], fromMs: number) =>
    bugPeriods.some(
      (period) =>
        stages.includes(period.stage) &&
        period.fromMs <= placedAtMs + terms.startErrorMs &&
        period.untilMs >= fromMs - terms.startErrorMs,
    );
  // Without any bug the shop decides again when the order is placed.
  if (!isIn(["kept", "everyone"], placedAtMs - decidingMs)) return "unexplained";
  const cartIndex = basket.findLastIndex(({ on }) => on !== "review");
  const removed = basket.slice(cartIndex + 1).filter(({ kind }) => kind === "removed");
  const categories = lines.map(({ category }) => category);
  const categoriesInCart = [...categories, ...removed.map(({ category }) => category)];
  const had = (wanted: readonly string[]) => categoriesInCart.some((category) => wanted.includes(category));
  if (isTyped && removed.length > 0 && had(voucher.eligibleCategories)) return "trick";
  const decidedAtMs = basket[cartIndex]?.atMs ?? placedAtMs;
  const isBanner = terms.vouchers[0] === voucher && had(bannerCategories) && isIn(["everyone"], decidedAtMs);
  return isBanner ? "banner" : "unexplained";
}

/** Whether this code stands at the end of the basket's history; a history that lost its beginning may have had it. */
function readTypedCode(basket: readonly BasketEntry[], code: string): boolean {
  const last = basket.findLast(({ kind }) => kind.startsWith("voucher-"));
  if (last === undefined) return basket.length >= basketEntriesKept;
  return last.subject === code && (last.kind === "voucher-granted" || last.kind === "voucher-refused");
}

function isEligible({ lines }: OrderDetails, voucher: RecordedVoucher): boolean {
  const { eligibleCategories, minimumBasketCents } = voucher;
  const subtotalCents = lines.reduce((sum, { quantity, unitCents }) => sum + quantity * unitCents, 0);
  return lines.some(({ category }) => eligibleCategories.includes(category)) && subtotalCents >= minimumBasketCents;
}
