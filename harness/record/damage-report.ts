// What a voucher bug cost, by the books: discounts that nobody should have had, and who had them.

/** Orders with a discount, and their discounts' sum in raw cents. */
export interface DiscountSum {
  readonly uses: number;
  readonly cents: number;
}

/**
 * `undeserved`: the bug as drilled explains them, the shop's rules do not. `overCap`: beyond what an account may have,
 * where nothing enforced it. `total`: either of the two, each order once; `sunk`, `recovered` and `recoverable` are its parts.
 */
export interface DamageReport {
  readonly undeserved: DiscountSum;
  /** Of `undeserved`: the article that earned it was removed in the review; stage two's banner price, code or none. */
  readonly byTrick: DiscountSum;
  readonly byBanner: DiscountSum;
  readonly overCap: DiscountSum;
  readonly total: DiscountSum;
  /** The oldest, by when it was placed. */
  readonly firstOrderNumber: string | null;
  /** Accounts by how many orders of `undeserved` they placed, as VD-8 counts them. */
  readonly accounts: {
    readonly once: number;
    readonly twoToFive: number;
    readonly sixToThirty: number;
    readonly overThirty: number;
  };
  /** Of `undeserved`, with nothing left to pay, as VD-3 counts them. */
  readonly freeOrders: number;
  /** The goods are gone: shipped or delivered, whatever became of the order afterwards. */
  readonly sunk: DiscountSum;
  /** Cancelled before the goods were gone. */
  readonly recovered: DiscountSum;
  /** Neither: it could still be cancelled. */
  readonly recoverable: DiscountSum;
  /** What could not be told, and why; a plain sentence each. */
  readonly notes: readonly string[];
}
