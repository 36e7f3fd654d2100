// What latency costs: the same customers with and without so many ms more on every page (CO-9's paired drill).
import type { AddedLatencyCost, Interval } from "../record/comparison.ts";
import type { RunRecord } from "../record/run-record.ts";
import { type CustomerColumns, findLargestEffects } from "./customer-columns.ts";
import { type Column, computeInterval, computeZeroBound, resampleSums, sumColumn } from "./resample.ts";

export interface LostRatioOptions {
  readonly resamples: number;
  readonly seed: number;
  /** The largest that one customer can differ by, in the columns' unit. */
  readonly largestEffect: number;
}

/**
 * Share of sales lost, 0.03 for 3 %: 1 − slowed ÷ plain, with a 95 % interval of the paired bootstrap; of a pair of columns.
 * Where no customer differs: what the rule of three leaves possible, ÷ plain.
 */
export function computeLostRatio(
  plain: Column,
  slowed: Column,
  { resamples, seed, largestEffect }: LostRatioOptions,
): Interval {
  const ratio = (kept: number, of: number) => (of === 0 ? Number.NaN : 1 - kept / of);
  const value = ratio(sumColumn(slowed), sumColumn(plain));
  if (plain.every((kept, index) => kept === slowed[index])) {
    const bound = computeZeroBound(plain.length, largestEffect) / sumColumn(plain);
    return { value, low: -bound, high: bound };
  }
  const [plainSums, slowedSums] = resampleSums([plain, slowed], resamples, seed) as [Float64Array, Float64Array];
  return computeInterval(
    value,
    slowedSums.map((kept, index) => ratio(kept, plainSums[index] as number)),
  );
}

/** An interval for each 100 ms of so many: in proportion, as CO-9 states it. */
export function computeSalesLostPer100Ms(lost: Interval, addedMs: number): Interval {
  const scale = (ratio: number) => (ratio * 100) / addedMs;
  return { value: scale(lost.value), low: scale(lost.low), high: scale(lost.high) };
}

/** Of the drills with `addedLatencyMs` 0 and above 0, the first of each; null without both, cut short, or with no sales. */
export function computeAddedLatencyCost(
  drills: readonly { readonly record: RunRecord; readonly columns: CustomerColumns | null }[],
  resamples: number,
  seed: number,
): AddedLatencyCost | null {
  const addedMsOf = ({ record }: { readonly record: RunRecord }) => record.recorded.selection.addedLatencyMs;
  const usable = drills.filter(({ record, columns }) => record.recorded.complete && columns !== null);
  const plain = usable.find((drill) => addedMsOf(drill) === 0)?.columns ?? null;
  const slowedDrill = usable.find((drill) => (addedMsOf(drill) ?? 0) > 0);
  const slowed = slowedDrill?.columns ?? null;
  if (plain === null || slowed === null || slowedDrill === undefined || sumColumn(plain.soldCents) === 0) return null;
  const addedMs = addedMsOf(slowedDrill) as number;
  const largest = findLargestEffects(slowed, plain);
  const compare = (name: "soldCents" | "orders") =>
    computeLostRatio(plain[name], slowed[name], { resamples, seed, largestEffect: largest[name] });
  const [salesLostRatio, ordersLostRatio] = [compare("soldCents"), compare("orders")];
  return {
    addedMs,
    salesLostRatio,
    ordersLostRatio,
    salesLostPer100Ms: computeSalesLostPer100Ms(salesLostRatio, addedMs),
    ordersLostPer100Ms: computeSalesLostPer100Ms(ordersLostRatio, addedMs),
  };
}
