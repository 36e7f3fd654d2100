// The times an operator asks for: first harm, detection, action, cause gone, service back.
import { countsAsGood, type Outcome } from "../../scenarios/outcome.ts";
import type { ActionResult, AlertResult, FaultResult, SinceMinutes, TimesResult } from "../record/drill-result.ts";
import type { ObjectiveEvent, TimeSlice } from "../record/run-record.ts";

/** For how long the service must be at calm level before it counts as back. */
export const calmForMinutes = 5;

/** Attempts must span this much of them. */
const leastMeasuredMinutes = 3;

/** Calm level: bad share at most calm + 1 percentage point; p95 at most twice calm's, or calm's + 50 ms. */
export const calmLevel = { badRatioMargin: 0.01, latencyFactor: 2, latencyMarginMs: 50 } as const;

export interface TimesInput {
  /** Events of checkout availability: [end minute, good]. */
  readonly harmEvents: readonly ObjectiveEvent[];
  readonly outageMinute: number | null;
  readonly alerts: readonly Pick<AlertResult, "severity" | "firedAtMinute">[];
  readonly actions: readonly ActionResult[];
  readonly faults: readonly FaultResult[];
  readonly timeSlices: readonly TimeSlice[];
  readonly calmPhase: { readonly fromMinute: number; readonly toMinute: number };
}

/**
 * All on the incident clock, in minutes, rounded to 0.0001; null if never. First harm: end of the first bad event of
 * checkout availability. Detect: first page. Act: first operator action. Cause gone: last restore, all verified.
 * Service back: see `computeServiceBackMinute`.
 */
export function computeTimes(input: TimesInput): TimesResult {
  const { outageMinute } = input;
  const firstHarmMinute = computeLeast(input.harmEvents.filter(([, good]) => good === 0).map(([minute]) => minute));
  const pages = input.alerts.filter((alert) => alert.severity === "page").map((alert) => alert.firedAtMinute);
  const causeGoneMinute = computeCauseGoneMinute(input.faults);
  const since = (minute: number | null): SinceMinutes => ({
    sinceFirstHarm: subtract(minute, firstHarmMinute),
    sinceOutage: subtract(minute, outageMinute),
  });
  return {
    firstHarmMinute,
    outageMinute,
    detect: since(computeLeast(pages)),
    act: since(computeLeast(input.actions.map((action) => action.atMinute))),
    causeGone: since(causeGoneMinute),
    serviceBack: since(
      causeGoneMinute === null ? null : computeServiceBackMinute(input.timeSlices, input.calmPhase, causeGoneMinute),
    ),
  };
}

/** Minute of the last restore of the faults that acted; null when none acted, or one is not verified gone. */
export function computeCauseGoneMinute(faults: readonly FaultResult[]): number | null {
  const acted = faults.filter((fault) => fault.injectedAtMinute !== null);
  let lastMinute: number | null = null;
  for (const fault of acted) {
    if (fault.state === "not-restored" || !fault.restoreVerified || fault.restoredAtMinute === null) return null;
    lastMinute = Math.max(lastMinute ?? fault.restoredAtMinute, fault.restoredAtMinute);
  }
  return lastMinute;
}

/**
 * Start of the first slice at or after `fromMinute` from which place-order is at calm level: the slice itself, and the
 * 5 minutes it begins taken together. p95 of several slices is their mean weighted by `ok` steps, for calm as for the
 * window. Attempts over less than 3 of the 5 minutes (the drill's end, a jump) are no evidence. Null if never.
 */
export function computeServiceBackMinute(
  timeSlices: readonly TimeSlice[],
  calmPhase: { readonly fromMinute: number; readonly toMinute: number },
  fromMinute: number,
): number | null {
  const slices = timeSlices.filter((slice) => slice.step === "place-order");
  const isInCalm = (slice: TimeSlice) =>
    slice.fromMinute >= calmPhase.fromMinute && slice.toMinute <= calmPhase.toMinute;
  const isCalm = buildCalmTest(computeLevel(slices.filter(isInCalm)));
  for (const [index, first] of slices.entries()) {
    if (first.fromMinute < fromMinute || !isCalm(computeLevel([first]))) continue;
    const window = collectWindow(slices, index);
    const measuredMinutes = (window.at(-1) as TimeSlice).toMinute - first.fromMinute;
    if (measuredMinutes >= leastMeasuredMinutes && isCalm(computeLevel(window))) return first.fromMinute;
  }
  return null;
}

/** The slices that begin in the 5 minutes from the one at `index`. */
function collectWindow(slices: readonly TimeSlice[], index: number): TimeSlice[] {
  const endMinute = (slices[index] as TimeSlice).fromMinute + calmForMinutes;
  const window: TimeSlice[] = [];
  for (let at = index; at < slices.length; at++) {
    const slice = slices[at] as TimeSlice;
    if (slice.fromMinute >= endMinute) break;
    window.push(slice);
  }
  return window;
}

/** Nothing is at calm level when calm itself has no `ok` step, and nothing without an attempt is. */
function buildCalmTest(calm: Level): (level: Level) => boolean {
  const { badRatioMargin, latencyFactor, latencyMarginMs } = calmLevel;
  const calmP95Ms = calm.p95Ms;
  if (calmP95Ms === null) return () => false;
  const mostBadRatio = calm.badRatio + badRatioMargin;
  const mostP95Ms = Math.max(calmP95Ms * latencyFactor, calmP95Ms + latencyMarginMs);
  return ({ badRatio, p95Ms }) => badRatio <= mostBadRatio && p95Ms !== null && p95Ms <= mostP95Ms;
}

interface Level {
  readonly badRatio: number;
  readonly p95Ms: number | null;
}

function computeLevel(slices: readonly TimeSlice[]): Level {
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
  return { badRatio: count === 0 ? 0 : bad / count, p95Ms: ok === 0 ? null : p95Sum / ok };
}

function computeLeast(minutes: readonly number[]): number | null {
  let least: number | null = null;
  for (const minute of minutes) if (least === null || minute < least) least = minute;
  return least;
}

function subtract(minute: number | null, from: number | null): number | null {
  return minute === null || from === null ? null : Math.round((minute - from) * 10_000) / 10_000;
}
