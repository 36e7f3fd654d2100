// Uses of a voucher beyond what an account may have.
import type { BookPromotionTerms } from "./book-terms.ts";
import type { Books, BookVoucherUse } from "./books.ts";

/** A use too many; `count`: which of its account's it is, from 1. */
export interface UseOverCap {
  readonly use: BookVoucherUse;
  readonly count: number;
  readonly capPerAccount: number;
}

/** An account's uses of a code beyond the cap, oldest first. A cancelled order has used its voucher up all the same. */
export function listUsesOverCap({ voucherUses = [] }: Books, { vouchers }: BookPromotionTerms): UseOverCap[] {
  const caps = new Map(vouchers.map(({ code, capPerAccount }) => [code, capPerAccount]));
  const counts = new Map<string, number>();
  return voucherUses
    .toSorted((a, b) => a.atMs - b.atMs)
    .flatMap((use) => {
      const owner = JSON.stringify([use.account, use.code]);
      const count = (counts.get(owner) ?? 0) + 1;
      counts.set(owner, count);
      const capPerAccount = caps.get(use.code) ?? Number.POSITIVE_INFINITY;
      return count > capPerAccount ? [{ use, count, capPerAccount }] : [];
    });
}
