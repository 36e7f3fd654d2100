// What a count of zero still leaves possible: the rule of three.

/** As many events as can stand behind a count of zero, with 95 % confidence (Poisson: e^-3 is 0.05). */
export const mostBehindZero = 3;

/** 95 % upper bound, 0 to 1, of a share of which 0 of `trials` were seen: 3 ÷ trials, at most 1. 1 where nothing was tried. */
export function computeZeroUpperBound(trials: number): number {
  return trials <= 0 ? 1 : Math.min(1, mostBehindZero / trials);
}

/** The bound as a clause for a fact's detail; empty where the count is not zero or nothing was tried. */
export function describeZeroBound(count: number, trials: number): string {
  if (count !== 0 || trials <= 0) return "";
  return `; 0 means at most ${(computeZeroUpperBound(trials) * 100).toFixed(2)} % of them, with 95 % confidence`;
}
