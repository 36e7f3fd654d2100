// What "as in the calm" means: the level at which place-order counts as back.
import { countsAsGood, type Outcome } from "../../scenarios/outcome.ts";
import type { FaultResult } from "../record/drill-result.ts";
import type { TimeSlice } from "../record/run-record.ts";

/** Calm level: bad share at most calm + 1 percentage point; p95 at most twice calm's, or calm's + 50 ms. */
export const calmLevel = { badRatioMargin: 0.01, latencyFactor: 2, latencyMarginMs: 50 } as const;

/** Minutes on the incident clock, end exclusive. */
export interface Stretch {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Slices of place-order together. `p95Ms`: mean of the slices' p95, weighted by `ok` steps; null without one. */
export interface Level {
  readonly good: number;
  readonly bad: number;
  readonly badRatio: number;
  readonly p95Ms: number | null;
}

/** The most that still counts as calm: bad share (0 to 1), and p95 of `ok` steps in wall ms. */
export interface CalmBounds {
  readonly mostBadRatio: number;
  readonly mostP95Ms: number;
}

/** The calm phase without what a fault that was put in force before its end has touched: faults are injected ahead of time. */
export function computeCalmStretch(
  calmPhase: Stretch,
  faults: readonly Pick<FaultResult, "injectedAtMinute">[],
): Stretch {
  const injected = faults.map(({ injectedAtMinute }) => injectedAtMinute).filter((minute) => minute !== null);
  return { fromMinute: calmPhase.fromMinute, toMinute: Math.min(calmPhase.toMinute, ...injected) };
}

/** Bounds from the slices that lie in the calm stretch; null where calm itself has no `ok` step. */
export function computeCalmBounds(placeOrders: readonly TimeSlice[], calm: Stretch): CalmBounds | null {
  const { badRatioMargin, latencyFactor, latencyMarginMs } = calmLevel;
  const level = computeLevel(
    placeOrders.filter((slice) => slice.fromMinute >= calm.fromMinute && slice.toMinute <= calm.toMinute),
  );
  if (level.p95Ms === null) return null;
  return {
    mostBadRatio: level.badRatio + badRatioMargin,
    mostP95Ms: Math.max(level.p95Ms * latencyFactor, level.p95Ms + latencyMarginMs),
  };
}

/** Whether slices are at calm level. Nothing without an `ok` step is. */
export function isAtCalmLevel({ badRatio, p95Ms }: Level, bounds: CalmBounds): boolean {
  return badRatio <= bounds.mostBadRatio && p95Ms !== null && p95Ms <= bounds.mostP95Ms;
}

/** Slices taken together; raw counts, outcomes that availability does not count left out. */
export function computeLevel(slices: readonly TimeSlice[]): Level {
  let good = 0;
  let bad = 0;
  let ok = 0;
  let p95Sum = 0;
  for (const slice of slices) {
    for (const [outcome, count] of Object.entries(slice.outcomes)) {
      const isGood = countsAsGood(outcome as Outcome);
      if (isGood === true) good += count;
      else if (isGood === false) bad += count;
    }
    if (slice.okLatencyMs !== null) {
      const okHere = slice.outcomes.ok ?? 0;
      ok += okHere;
      p95Sum += okHere * slice.okLatencyMs.p95;
    }
  }
  const count = good + bad;
  return { good, bad, badRatio: count === 0 ? 0 : bad / count, p95Ms: ok === 0 ? null : p95Sum / ok };
}
