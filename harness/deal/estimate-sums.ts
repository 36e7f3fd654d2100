// Sums over orders with 95 % intervals: whole accounts are drawn again, since what one account did hangs together.
import { type Column, computeInterval, computeZeroBound, resampleSums, sumColumn } from "../compare/resample.ts";
import type { EstimatedAmount } from "../record/deal-report.ts";
import { scaleEstimate } from "./amounts.ts";

const resamples = 2_000;

/** A raw amount of an item, 0 or more, and the most that it could be. */
export interface Measure<Item> {
  readonly of: (item: Item) => number;
  readonly atMost: (item: Item) => number;
}

/**
 * Each measure's sum over all items, with the middle 95 % of a seeded bootstrap over accounts. Where no item has any, drawing
 * again tells nothing: by the rule of three at most 3 accounts may, each with the most that any account could have.
 */
export function estimateSums<Item>(
  items: readonly Item[],
  accountOf: (item: Item) => string,
  measures: readonly Measure<Item>[],
  { weight, seed }: { readonly weight: number; readonly seed: number },
): EstimatedAmount[] {
  const rows = new Map([...new Set(items.map(accountOf))].map((account, index) => [account, index]));
  const sumByAccount = (amount: (item: Item) => number): Column => {
    const column = new Float64Array(rows.size);
    for (const item of items) {
      const row = rows.get(accountOf(item)) as number;
      column[row] = (column[row] as number) + amount(item);
    }
    return column;
  };
  const columns = measures.map(({ of }) => sumByAccount(of));
  const sums = resampleSums(columns, resamples, seed);
  return columns.map((column, index) => {
    const value = sumColumn(column);
    const { atMost } = measures[index] as Measure<Item>;
    const interval =
      value === 0
        ? { value, low: 0, high: computeZeroBound(rows.size, Math.max(0, ...sumByAccount(atMost))) }
        : computeInterval(value, sums[index] as Float64Array);
    return scaleEstimate(interval, weight);
  });
}
