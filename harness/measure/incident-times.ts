// The times an operator asks for: first harm, detection, action, cause gone, service back.
import { roundMinute } from "../../scenarios/time.ts";
import type { ActionResult, AlertResult, FaultResult, SinceMinutes, TimesResult } from "../record/drill-result.ts";
import type { ObjectiveEvent, TimeSlice } from "../record/run-record.ts";
import { computeCalmBounds, computeLevel, isAtCalmLevel, type Stretch } from "./calm-level.ts";

/** For how long the service must be at calm level before it counts as back. */
export const calmForMinutes = 5;

/** Attempts must span this much of them. */
const leastMeasuredMinutes = 3;

export interface TimesInput {
  /** Events of checkout availability: [end minute, good]. */
  readonly harmEvents: readonly ObjectiveEvent[];
  /** The planned one; null where the incident has none. */
  readonly outageMinute: number | null;
  readonly alerts: readonly Pick<AlertResult, "severity" | "firedAtMinute">[];
  readonly actions: readonly ActionResult[];
  readonly faults: readonly FaultResult[];
  readonly timeSlices: readonly TimeSlice[];
  /** The reference: see `computeCalmStretch`. */
  readonly calm: Stretch;
}

/** Minutes on the incident clock; null if never. */
export interface Moments {
  readonly firstHarm: number | null;
  readonly outage: number | null;
  readonly detect: number | null;
  readonly act: number | null;
  readonly causeGone: number | null;
  readonly serviceBack: number | null;
}

/**
 * First harm: end of the first bad event of checkout availability. Outage: `computeOutageMinute`. Detect: first page. Act:
 * first operator action. Cause gone: last restore, all verified. Service back: `computeServiceBackMinute`.
 */
export function computeMoments(input: TimesInput): Moments {
  const pages = input.alerts.filter((alert) => alert.severity === "page").map((alert) => alert.firedAtMinute);
  const causeGone = computeCauseGoneMinute(input.faults);
  return {
    firstHarm: computeLeast(input.harmEvents.filter(([, good]) => good === 0).map(([minute]) => minute)),
    outage: computeOutageMinute(input.outageMinute, input.faults),
    detect: computeLeast(pages),
    act: computeLeast(input.actions.map((action) => action.atMinute)),
    causeGone,
    serviceBack: causeGone === null ? null : computeServiceBackMinute(input.timeSlices, input.calm, causeGone),
  };
}

/** The moments as a record holds them: minutes since first harm and since the outage, rounded to 0.0001. */
export function computeTimes(moments: Moments): TimesResult {
  const since = (minute: number | null): SinceMinutes => ({
    sinceFirstHarm: subtract(minute, moments.firstHarm),
    sinceOutage: subtract(minute, moments.outage),
  });
  return {
    firstHarmMinute: moments.firstHarm,
    outageMinute: moments.outage,
    detect: since(moments.detect),
    act: since(moments.act),
    causeGone: since(moments.causeGone),
    serviceBack: since(moments.serviceBack),
  };
}

/**
 * The planned minute; null if the outage never began: the last stage planned by then was prevented, never injected, or
 * taken back before it. Without faults there is none.
 */
export function computeOutageMinute(plannedMinute: number | null, faults: readonly FaultResult[]): number | null {
  if (plannedMinute === null) return null;
  const startMinute = Math.max(
    ...faults.map(({ plannedFromMinute }) => plannedFromMinute).filter((minute) => minute <= plannedMinute),
  );
  const began = faults.some(
    ({ plannedFromMinute, state, injectedAtMinute, restoredAtMinute }) =>
      plannedFromMinute === startMinute &&
      state !== "prevented" &&
      injectedAtMinute !== null &&
      (restoredAtMinute === null || restoredAtMinute > plannedMinute),
  );
  return began ? plannedMinute : null;
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
  calm: Stretch,
  fromMinute: number,
): number | null {
  const slices = timeSlices.filter((slice) => slice.step === "place-order");
  const bounds = computeCalmBounds(slices, calm);
  if (bounds === null) return null;
  for (const [index, first] of slices.entries()) {
    if (first.fromMinute < fromMinute || !isAtCalmLevel(computeLevel([first]), bounds)) continue;
    const window = collectWindow(slices, index);
    const measuredMinutes = (window.at(-1) as TimeSlice).toMinute - first.fromMinute;
    if (measuredMinutes >= leastMeasuredMinutes && isAtCalmLevel(computeLevel(window), bounds)) return first.fromMinute;
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

function computeLeast(minutes: readonly number[]): number | null {
  let least: number | null = null;
  for (const minute of minutes) if (least === null || minute < least) least = minute;
  return least;
}

function subtract(minute: number | null, from: number | null): number | null {
  return minute === null || from === null ? null : roundMinute(minute - from);
}
