// What the drilled shop was told of its vouchers: an audit cannot tell a right discount from a wrong one without it.

/** A voucher's terms. Cents; `capPerAccount`: uses; `promotionBudgetCents`: null where none was set. */
export interface RecordedVoucher {
  readonly code: string;
  readonly discountCents: number;
  readonly eligibleCategories: readonly string[];
  readonly minimumBasketCents: number;
  readonly capPerAccount: number;
  readonly promotionBudgetCents: number | null;
}

export interface RecordedPromotion {
  readonly vouchers: readonly RecordedVoucher[];
  /** The shop's own check of the cap, besides defences: only `atomic` holds it. */
  readonly capCheck: "off" | "read-then-write" | "atomic";
  /** What the defence `voucher-budget` was told, in cents of discount; null where nothing. */
  readonly guardBudgetCents: number | null;
}
