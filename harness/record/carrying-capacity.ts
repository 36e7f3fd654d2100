// What VD-14 asks: the workers that would have carried the evening. Shares of the buyers' steps, 0 to 1.

export interface CarryingCapacity {
  /** The twin's own. */
  readonly workers: number;
  /** Of the buyers' steps, what an evening that is carried may turn away. */
  readonly mostTurnedAwayRatio: number;
  readonly ownRatio: number;
  /** With the voucher decided rightly, on the twin's own workers. */
  readonly rightRatio: number;
  readonly withRightCode: boolean;
  /** The fewest workers that carry it lie above this, and ... */
  readonly tooFew: number;
  /** ... at or below this; null: more than eight times its own. */
  readonly enough: number | null;
}
