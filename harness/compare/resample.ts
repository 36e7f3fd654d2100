// The paired bootstrap: customers are drawn again with replacement, the same draw for every column, so that what the drills
// have in common (who came, with which basket) cancels out. Pure and seeded.
import { mostBehindZero } from "../../scenarios/zero-bound.ts";
import type { Interval } from "../record/comparison.ts";

/** One column of customers: a number for each, same order in all columns. */
export type Column = Float64Array;

/** Mixes 32 bits (Murmur3's finaliser); the counter makes the stream. */
function mix(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Sums of each column over `resamples` draws of n customers out of n: `sums[column][resample]`. Costs resamples x n draws
 * once, and one addition for each column. All columns must be as long as the first. `customers`: n, where further ones have
 * 0 in every column and are left out of them; they are drawn all the same.
 */
export function resampleSums(
  columns: readonly Column[],
  resamples: number,
  seed: number,
  customers = columns[0]?.length ?? 0,
): Float64Array[] {
  const size = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== size))
    throw new Error("columns of a bootstrap must be of the same customers");
  if (customers < size) throw new Error(`a bootstrap of ${customers} customers cannot have ${size} in its columns`);
  const sums = columns.map(() => new Float64Array(resamples));
  const picks = new Uint32Array(customers);
  let counter = mix(seed ^ 0x5bd1e995);
  for (let resample = 0; resample < resamples; resample++) {
    let picked = 0;
    for (let i = 0; i < customers; i++) {
      counter = (counter + 0x9e3779b9) | 0;
      const pick = Math.floor((mix(counter) / 0x1_0000_0000) * customers);
      if (pick < size) picks[picked++] = pick;
    }
    for (const [index, column] of columns.entries()) {
      let sum = 0;
      for (let i = 0; i < picked; i++) sum += column[picks[i] as number] as number;
      (sums[index] as Float64Array)[resample] = sum;
    }
  }
  return sums;
}

/** The middle 95 % of resampled values (nearest rank, 2.5 % cut at each end), around the value of the drill itself. */
export function computeInterval(value: number, resampled: Float64Array): Interval {
  const sorted = resampled.filter((one) => Number.isFinite(one)).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  return { value, low: at(0.025) ?? value, high: at(0.975) ?? value };
}

/**
 * The interval of the sum of a column of differences. Where no customer differs, drawing them again cannot tell how many
 * might: by the rule of three (95 %) at most 3 of n do, each by at most `largestEffect`, this way or that.
 */
export function computeDifferenceInterval(
  differences: Column,
  resampled: Float64Array,
  largestEffect: number,
): Interval {
  if (differences.some((difference) => difference !== 0)) return computeInterval(sumColumn(differences), resampled);
  const bound = computeZeroBound(differences.length, largestEffect);
  return { value: 0, low: bound === 0 ? 0 : -bound, high: bound };
}

/** min(3, n) x the largest effect of one customer, in its unit: what no difference among n customers still leaves possible. */
export function computeZeroBound(customers: number, largestEffect: number): number {
  return Math.min(mostBehindZero, customers) * largestEffect;
}

/** The sum of a column. */
export function sumColumn(column: Column): number {
  return column.reduce((sum, one) => sum + one, 0);
}

/** Column by column difference, drill minus base. */
export function subtractColumn(drill: Column, base: Column): Column {
  return drill.map((one, index) => one - (base[index] as number));
}
