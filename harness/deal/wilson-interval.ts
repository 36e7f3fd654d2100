import type { Interval } from "../record/comparison.ts";

/** The 97.5 % point of the normal distribution. */
const z = 1.959964;

/**
 * Share of `hits` among `trials`, 0 to 1, with its 95 % score interval (Wilson, 1927); null without trials. Trials count as
 * independent: orders of one account are not, so it is on the narrow side where a few accounts place many.
 */
export function computeWilsonInterval(hits: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const value = hits / trials;
  const widening = z ** 2 / trials;
  const middle = value + widening / 2;
  const spread = z * Math.sqrt((value * (1 - value) + widening / 4) / trials);
  return {
    value,
    low: hits === 0 ? 0 : Math.max(0, (middle - spread) / (1 + widening)),
    high: hits === trials ? 1 : Math.min(1, (middle + spread) / (1 + widening)),
  };
}
