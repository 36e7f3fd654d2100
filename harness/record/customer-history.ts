// The customers' order history: what each customer planned, tried and was told. One line of
// `orders.jsonl` is one customer; this file is the shape that audit, money and facts read.
import type { Outcome, StepName } from "../../scenarios/outcome.ts";

/** One press of the place-order button. Minutes on the incident clock; cents raw. */
export interface OrderAttempt {
  readonly attempt: number;
  readonly visit: number;
  /** Idempotency key of the form; the books hold the same text. */
  readonly key: string;
  readonly startedMinute: number;
  readonly endedMinute: number;
  readonly outcome: Outcome;
  readonly status: number;
  /** The order number on the page the customer saw; null without one. */
  readonly orderNumber: string | null;
  /** The total on the page the customer saw; null without one. */
  readonly totalCents: number | null;
  /** Where it was not the customer's first one. */
  readonly account?: string;
}

/** How a customer's evening ended. */
export type CustomerEnd =
  | "bought"
  | "browsed"
  | "competitor"
  | "gave-up"
  | "left-slow"
  | "declined"
  | "unfinished"
  | "stayed-home"
  | "never-came";

export interface CustomerHistory {
  readonly customer: number;
  readonly population: string;
  readonly weight: number;
  /** Normalised e-mail. */
  readonly account: string;
  /** True where this customer would have bought with no fault (the counterfactual). */
  readonly buys: boolean;
  /** Minute of the place-order step in the counterfactual; null for those who never buy. */
  readonly counterfactualMinute: number | null;
  /** Value of the intended basket by the price list read before the drill; null without one. */
  readonly listCents: number | null;
  /** The last total this customer saw (cart or review); null without one. */
  readonly seenCents: number | null;
  readonly cameMinute: number | null;
  readonly visits: number;
  /** When and where the first error page met them; null if none did. */
  readonly firstErrorMinute: number | null;
  readonly firstErrorStep: StepName | null;
  /** Start of the last step of the first visit that counts as bad (any step, any bad outcome); null if none did. */
  readonly firstVisitFailedMinute: number | null;
  /** When the maintenance page met them first, on any step; null or absent if it never did. */
  readonly firstPausedMinute?: number | null;
  /**
   * Start of the first step of the first visit that a busy, error or timed-out page met, or no connection; null if none
   * did, absent in histories of older drills.
   */
  readonly firstTurnedAwayMinute?: number | null;
  readonly end: CustomerEnd;
  readonly endMinute: number | null;
  readonly attempts: readonly OrderAttempt[];
}
