// What the facts of an incident may ask of a finished drill. The harness answers; incidents state expectations.
import type { Outcome, StepName } from "./outcome.ts";

/** The hardest stretch of a deal is looked for with a window of so many incident minutes. */
export const dealPeakMinutes = 5;

/**
 * Orders with an undeserved discount, raw: the voucher was not meant to give it, and the drilled bug explains it. A use over
 * an account's cap is not among them; `damage` (harness/audit/damage.ts) is both together.
 */
export interface DiscountFigures {
  /** By the trick, and placed before the second stage of the bug, which needs none, was put in. */
  readonly trickOrders: number;
  readonly undeservedOrders: number;
  readonly undeservedCents: number;
  readonly freeOrders: number;
  /** Of buyers who did nothing wrong; all others of known customers are affected orders. */
  readonly windfallOrders: number;
  readonly usesByAccount: {
    readonly once: number;
    readonly twoToFive: number;
    readonly sixToThirty: number;
    readonly overThirty: number;
  };
  /** With a parcel number when ordering was paused; null where it was not, or nobody knows when by the books' time. */
  readonly affectedParcelsAtPause: number | null;
  readonly windfallParcelsAtPause: number | null;
  /** Of digital goods alone, and delivered. */
  readonly affectedDigitalDelivered: number;
  readonly windfallDigitalDelivered: number;
}

/** What a deal that spread on a forum came to. Raw counts; minutes of the incident clock. Null: nobody knows. */
export interface DealFigures {
  readonly weight: number;
  /** When each deal reader sent a first request to the shop, in order. */
  readonly readersCameMinutes: readonly number[];
  /** Null where nobody posted as well. `posts` null: the forum's books could not be read. */
  readonly firstPostMinute: number | null;
  readonly posts: number | null;
  /** Null where terms, details or the bug's times are not known: then no discount can be told from another. */
  readonly discounts: DiscountFigures | null;
  /** Of the deal's customers who came in the hardest minutes: share that met a busy, error or timed-out page. Work offered ÷ capacity in them. */
  readonly peakTurnedAwayRatio: number | null;
  readonly peakOfferedRatio: number | null;
  /** Null where the operator did not do it. */
  readonly pausedAtMinute: number | null;
  readonly resumedAtMinute: number | null;
  /** Orders that the books took, or a page confirmed, in that time, begun in it; and how often the button was pressed. */
  readonly ordersWhilePaused: number | null;
  readonly attemptsWhilePaused: number | null;
  /** Buyers who met the maintenance page, at the order or on the way to it. */
  readonly refusedWhilePaused: number | null;
  /** Fewest workers that would have carried the evening ÷ the twin's own, as a bracket; `atMost` null: more than were tried. */
  readonly carryingWorkers: { readonly above: number; readonly atMost: number | null; readonly own: number } | null;
  /** Whether the twin's own workers carry it with the voucher decided rightly; null where it was not computed. */
  readonly carriesWithRightCode: boolean | null;
  /** Both in a sentence; absent where it was not computed. */
  readonly carryingTold?: string;
  /** How the filter that is carried out scored against what the harness knows; null where it was not scored. */
  readonly filter: {
    readonly recall: number;
    readonly precision: number;
    readonly wronglyCancelled: number;
    readonly savedCents: number;
    readonly sunkCents: number;
  } | null;
  readonly cancelledOrders: number;
  readonly cancelledTold: number | null;
}

export interface DrillFigures {
  /** Null where no deal was part of the drill, or nothing is known of it. */
  readonly deal: DealFigures | null;
  /** Steps of a phase by outcome, raw; `steps` are added up. Optional population; default: those of the base weight. */
  countSteps(phase: string, steps: readonly StepName[], outcomes?: readonly Outcome[]): number;
  /** Acknowledged orders whose place-order step started in [from, to), raw count and weighted cents. */
  soldBetween(fromMinute: number, toMinute: number): { readonly orders: number; readonly cents: number };
  /** The same minutes in the counterfactual: the same customers' intents, no fault. */
  counterfactualBetween(fromMinute: number, toMinute: number): { readonly orders: number; readonly cents: number };
  /** Of customers whose first visit failed in the named phase: weighted value lost in it; and bought later in [from, to). */
  lostIn(phase: string): number;
  regainedBetween(fromMinute: number, toMinute: number): number;
  /** Customers who failed before `beforeMinute` and bought in the named phase, same basket; raw. */
  boughtInPhaseAfterFailing(phase: string, beforeMinute: number): number;
  /** Full-scale cents. */
  readonly netLossCents: number | null;
  readonly defectedCents: number | null;
  /** Minutes at which each customer saw a first error page, in order; each stands for `weight` customers. */
  readonly firstErrorMinutes: readonly { readonly minute: number; readonly weight: number }[];
  readonly firstHarmMinute: number | null;
  readonly firstPageMinute: number | null;
  /** Until when the drill observed: the end of the last phase, or of what was recorded of a drill cut short; null if nothing was. */
  readonly endMinute: number | null;
  /** When the cause was verified gone; null if never. */
  readonly restoredAtMinute: number | null;
  readonly changes: readonly { readonly atMinute: number; readonly key: string; readonly says: string }[];
  readonly statusMessagesSeen: number;
  /** Sales lost per 100 ms of delay on every page, by a sweep of the pure model with common random numbers; 0 to 1. */
  readonly salesLostPer100Ms: number | null;
  /** Median wall ms of an `ok` product page in the calm phase; null without one. */
  readonly calmPageMs: number | null;
  /** Share of sales lost for each 100 ms more on every page, against the drill beside this one, with its 95 % interval; 0 to 1. */
  readonly pairedSalesLost: { readonly value: number; readonly low: number; readonly high: number } | null;
}
