// Rules that were not held against the books, since the record does not tell what they need.
import type { AuditTerms } from "./audit-terms.ts";
import type { Books } from "./books.ts";
import { listDiscounted } from "./discount-origins.ts";

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
export function listUnjudgedRules({ orders }: Books, terms: AuditTerms, hasRecord: boolean): UnjudgedRules {
  const isVoucherKnown = terms.promotion !== undefined || (hasRecord && listDiscounted(orders).length === 0);
  return {
    missing: [
      ...(hasRecord ? [] : settledRules),
      ...(terms.pace === null ? paceRules : []),
      ...(isVoucherKnown ? [] : voucherRules),
    ],
    open: hasRecord && !terms.isSettled ? settledRules : [],
  };
}
