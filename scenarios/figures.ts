// What the facts of an incident may ask of a finished drill. The harness answers; incidents state expectations.
import type { Outcome, StepName } from "./outcome.ts";

export interface DrillFigures {
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
