// What latency costs: the same customers with and without so many ms more on every page (CO-9's paired drill).
import type { AddedLatencyCost, Interval } from "../record/comparison.ts";
import type { RunRecord } from "../record/run-record.ts";
import type { CustomerColumns } from "./customer-columns.ts";
import { type Column, computeInterval, resampleSums, sumColumn } from "./resample.ts";

/** Share of sales lost, 0.03 for 3 %: 1 − slowed ÷ plain, with a 95 % interval of the paired bootstrap; of a pair of columns. */
export function computeLostRatio(plain: Column, slowed: Column, resamples: number, seed: number): Interval {
  const ratio = (kept: number, of: number) => (of === 0 ? Number.NaN : 1 - kept / of);
  const value = ratio(sumColumn(slowed), sumColumn(plain));
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
  const salesLostRatio = computeLostRatio(plain.soldCents, slowed.soldCents, resamples, seed);
  const ordersLostRatio = computeLostRatio(plain.orders, slowed.orders, resamples, seed);
  return {
    addedMs,
    salesLostRatio,
    ordersLostRatio,
    salesLostPer100Ms: computeSalesLostPer100Ms(salesLostRatio, addedMs),
    ordersLostPer100Ms: computeSalesLostPer100Ms(ordersLostRatio, addedMs),
  };
}
