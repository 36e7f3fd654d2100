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

/** `accounts`: all that could have had such an item, those without one as well; `weight`: of a rehearsed item. */
export interface SumOptions {
  readonly accounts: ReadonlySet<string>;
  readonly weight: number;
  readonly seed: number;
}

/**
 * Each measure's sum over all items, with the middle 95 % of a seeded bootstrap over all accounts, so that how many of them
 * have an item varies too. Where no item has any, drawing again tells nothing: by the rule of three at most 3 accounts may,
 * each with the most that any account could have.
 */
export function estimateSums<Item>(
  items: readonly Item[],
  accountOf: (item: Item) => string,
  measures: readonly Measure<Item>[],
  { accounts, weight, seed }: SumOptions,
): EstimatedAmount[] {
  const rows = new Map([...new Set(items.map(accountOf))].map((account, index) => [account, index]));
  const most = new Set([...accounts, ...rows.keys()]).size;
  const sumByAccount = (amount: (item: Item) => number): Column => {
    const column = new Float64Array(rows.size);
    for (const item of items) {
      const row = rows.get(accountOf(item)) as number;
      column[row] = (column[row] as number) + amount(item);
    }
    return column;
  };
  const columns = measures.map(({ of }) => sumByAccount(of));
  const sums = resampleSums(columns, resamples, seed, most);
  return columns.map((column, index) => {
    const value = sumColumn(column);
    const { atMost } = measures[index] as Measure<Item>;
    const interval =
      value === 0
        ? { value, low: 0, high: computeZeroBound(most, Math.max(0, ...sumByAccount(atMost))) }
        : computeInterval(value, sums[index] as Float64Array);
    return scaleEstimate(interval, weight);
  });
}
