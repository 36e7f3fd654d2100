// Rules that were not held against the books, since the record does not tell what they need.
import type { BookTerms } from "./book-terms.ts";
import type { Books } from "./books.ts";
import { findDiscountOrigin, listDiscounted } from "./discount-origins.ts";

/** They need what the shop was told of its vouchers. */
export const voucherRules: readonly string[] = [
  "voucher-value",
  "wrong-discount",
  "discount-while-off",
  "voucher-cap",
  "promotion-budget",
];

/** They need a drill whose shop had nothing left to capture, void or refund. */
export const settledRules: readonly string[] = ["reserved-not-released", "payment-in-books", "held-by-nobody"];

/** They need the pace: without it a promise is the shop's own deadline. */
const paceRules: readonly string[] = ["deferred-overdue"];

/** `missing`: the record should tell and does not. `open`: the drill ended before it was settled, so nobody can. */
export interface UnjudgedRules {
  readonly missing: readonly string[];
  readonly open: readonly string[];
}

/** By name. Books without any discount have nothing that the voucher rules could say. */
export function listUnjudgedRules(books: Books, terms: BookTerms, hasRecord: boolean): UnjudgedRules {
  return {
    missing: [
      ...(hasRecord ? [] : settledRules),
      ...(terms.pace === null ? paceRules : []),
      ...(terms.currency === undefined ? ["currency"] : []),
      ...listUnjudgedVoucherRules(books, terms, hasRecord),
    ],
    open: hasRecord && !terms.isSettled ? settledRules : [],
  };
}

/** Without the vouchers' terms all of them; else those that turn on a time which cannot be told in the books' own. */
function listUnjudgedVoucherRules({ orders }: Books, { promotion }: BookTerms, hasRecord: boolean): readonly string[] {
  const discounted = listDiscounted(orders);
  if (hasRecord && discounted.length === 0) return [];
  if (promotion === null) return voucherRules;
  const isUnknown = discounted.some((order) => findDiscountOrigin(order, promotion) === "unknown");
  return [...(isUnknown ? ["wrong-discount"] : []), ...(promotion.offPeriods === null ? ["discount-while-off"] : [])];
}
