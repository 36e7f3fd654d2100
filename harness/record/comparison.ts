// `comparison.json` of a run of several drills: those of one plan set side by side. Strict, versioned; the reports draw
// it, `tilldrill schema comparison` prints its JSON Schema.
import { z } from "zod";

export const comparisonVersion = 1;

const count = z.number().nonnegative();
const cents = z.number();

/**
 * A difference to the base or a share, with its 95 % interval. Where no rehearsed customer differed: 0, and from -b to b
 * with b = 3 (rule of three) times the largest difference that one customer can make.
 */
const interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/**
 * What a deal came to in one drill, at full scale. `uses`: orders with a discount that the bug gave or that is over the cap,
 * `damageCents` their discounts; null where the books tell nothing. `readersCame` of `readersPlanned` deal readers.
 * `turnedAway`: buyers and deal's customers whom a busy, error or timed-out page met on their first visit; null in older drills.
 */
const deal = z.strictObject({
  damageCents: cents.nullable(),
  uses: count.nullable(),
  readersCame: count,
  readersPlanned: count,
  turnedAway: count.nullable(),
});

/**
 * What one drill came to. Customers, orders and pages at full scale (rehearsed times weight); money in integer cents at full
 * scale, over the customers of the counterfactual; latency in wall ms of the twin.
 */
const figures = z.strictObject({
  /** Orders sold to customers who would have bought without the incident; deferred ones once they are completed. */
  orders: count,
  soldCents: cents,
  netLossCents: cents,
  /** Customers who would have bought without the incident and never got their order; null without their whole history. */
  customersLost: count.nullable(),
  /** Pages with an error, whatever their status; any step. */
  errorPages: count,
  /** Busy and maintenance pages, no answer, refused connections, wrong pages; any step. */
  otherBadPages: count,
  /** Orders that customers were told are confirmed later. */
  deferredOrders: count,
  /** Share of the 30-day budget of `checkout-availability`; null where it was not measured. */
  checkoutBudgetConsumedRatio: z.number().nullable(),
  /** Slowest phase's p99 of `ok` place-order steps. `isRough`: fewer than 10 samples beyond it. Null without an `ok` one. */
  placeOrderOkP99: z.strictObject({ ms: z.number(), phase: z.string(), isRough: z.boolean() }).nullable(),
  /** Absent where the incident has no deal, and in older comparisons. */
  deal: deal.exactOptional(),
});

/** Differences to the base, drill minus base, at full scale. Intervals: paired bootstrap over customers. */
const differences = z.strictObject({
  orders: interval,
  soldCents: interval,
  netLossCents: interval,
  customersLost: interval,
  /** Of the deal's damage, resampled by account; absent where the books of either drill tell nothing of it. */
  damageCents: interval.exactOptional(),
});

const defence = z.strictObject({
  name: z.string(),
  kind: z.enum(["containing", "preventive"]),
  by: z.enum(["shop", "harness"]),
  says: z.string(),
  costs: z.string(),
  counts: z.record(z.string(), z.number()),
});

const drill = z.strictObject({
  /** Short and unique within the comparison. */
  label: z.string(),
  /** Relative to the file, or as the reader can use it. */
  directory: z.string(),
  variant: z.enum(["as-it-happened", "defended"]),
  defences: z.array(z.string()),
  judgedBy: z.enum(["facts", "objectives"]),
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  complete: z.boolean(),
  figures,
  /** Null for the base, and where `notComparedBecause` says why. */
  againstBase: differences.nullable(),
  notComparedBecause: z.string().nullable(),
  defenceReports: z.array(defence),
});

/** What so many wall ms more on every page cost: shares of sales lost, 0.03 for 3 %. */
const addedLatency = z.strictObject({
  addedMs: z.number().positive(),
  /** Share of money, and of orders, that the slowed drill sold less than the other. */
  salesLostRatio: interval,
  ordersLostRatio: interval,
  /** The same for each 100 ms; CO-9 says 0.01. */
  salesLostPer100Ms: interval,
  ordersLostPer100Ms: interval,
});

export const comparisonSchema = z.strictObject({
  incident: z.string(),
  planSha256: z.string(),
  seed: z.number().int(),
  pace: z.number(),
  share: z.number(),
  weight: z.number(),
  currency: z.string(),
  /** Rehearsed customers of the counterfactual: who is resampled. */
  customers: z.number().int().nonnegative(),
  resamples: z.number().int().positive(),
  /** Label of the drill that the others are held against: as it happened where that ran. */
  base: z.string(),
  drills: z.array(drill).min(1),
  addedLatency: addedLatency.nullable(),
});

export const runComparisonSchema = z.strictObject({
  schemaVersion: z.literal(comparisonVersion),
  comparisons: z.array(comparisonSchema),
});

export type Interval = z.infer<typeof interval>;
export type DrillFiguresAtFullScale = z.infer<typeof figures>;
export type ComparedDeal = z.infer<typeof deal>;
export type DrillDifferences = z.infer<typeof differences>;
export type ComparedDrill = z.infer<typeof drill>;
export type AddedLatencyCost = z.infer<typeof addedLatency>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type RunComparison = z.infer<typeof runComparisonSchema>;
