// The tests of arrivals: is a stream of times a Poisson process?

/** z of the upper 0.05 %: both tails together 99.9 % (table). */
const z9995 = 3.2905;

/** 0.05th and 99.95th percentile of chi-square, by Wilson and Hilferty (1931); good to 0.1 % from 30 degrees of freedom. */
export function computeChiSquareBounds(degrees: number): { low: number; high: number } {
  const spread = 2 / (9 * degrees);
  const at = (z: number) => degrees * (1 - spread + z * Math.sqrt(spread)) ** 3;
  return { low: at(-z9995), high: at(z9995) };
}

/** Counts of events in windows of that width, from 0 to the last whole window below `untilMs`. */
export function countInWindows(timesMs: readonly number[], windowMs: number, untilMs: number): number[] {
  const counts = new Array<number>(Math.floor(untilMs / windowMs + 1e-9)).fill(0);
  for (const timeMs of timesMs) {
    const index = Math.floor(timeMs / windowMs);
    if (index < counts.length) counts[index] = (counts[index] as number) + 1;
  }
  return counts;
}

export interface Dispersion {
  /** Variance ÷ mean of the counts: 1 for Poisson, below for even streams, above for bursts. */
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** Index of dispersion, and the interval in which 99.9 % of Poisson streams have it. (n − 1) x index is chi-square. */
export function computeDispersion(counts: readonly number[]): Dispersion {
  const degrees = counts.length - 1;
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  const { low, high } = computeChiSquareBounds(degrees);
  return { index: squares / degrees / mean, low: low / degrees, high: high / degrees };
}

/** True where the index lies in its interval. */
export function isPoissonDispersed({ index, low, high }: Dispersion): boolean {
  return index >= low && index <= high;
}

/** √n x the largest distance between values and a distribution (Kolmogorov–Smirnov). */
export function computeKolmogorov(values: readonly number[], distribution: (value: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  let distance = 0;
  for (const [index, value] of sorted.entries()) {
    const expected = distribution(value);
    distance = Math.max(distance, expected - index / sorted.length, (index + 1) / sorted.length - expected);
  }
  return Math.sqrt(sorted.length) * distance;
}

/** 99.9th percentile of Kolmogorov's distribution (table). */
export const kolmogorovLimit = 1.9495;
