// When a burn-rate alert would have fired: the SRE Workbook's windows, decided by an exact test so that it holds at a twin's counts.
import { roundMinute } from "../../scenarios/time.ts";
import type { AlertResult } from "../record/drill-result.ts";
import type { ObjectiveCount, ObjectiveEvent } from "../record/run-record.ts";
import { type AlertWindow, alertWindows } from "./alert-windows.ts";
import { computeUpperTail } from "./binomial.ts";

/** A window exceeds its threshold when so many bad events would come by chance with less than this probability. */
export const alertSignificance = 0.01;

/** Fewer bad events than this in the long window: not decidable, does not fire. */
export const leastBadEvents = 2;

export type AlertedObjective = Pick<ObjectiveCount, "name" | "target" | "expectedPerMinute" | "events">;

/** What ended at one instant, an incident minute: how many good events, how many bad ones. */
export type InstantCount = readonly [endMinute: number, good: number, bad: number];

/** The same objective with its events counted by instant, in order of time, each instant once. */
export type CountedObjective = Omit<AlertedObjective, "events"> & { readonly instants: readonly InstantCount[] };

/** The first firing at or after `fromMinute` of each window pair for each alerting objective, in order of objective, then window. */
export function computeAlerts(counts: readonly ObjectiveCount[], fromMinute?: number): AlertResult[] {
  return counts.filter((count) => count.alerting).flatMap((count) => computeBurnRateAlerts(count, fromMinute));
}

/** `computeCountedAlerts` of single events, in any order. O(n log n). */
export function computeBurnRateAlerts(objective: AlertedObjective, fromMinute?: number): AlertResult[] {
  return computeCountedAlerts({ ...objective, instants: countByInstant(objective.events) }, fromMinute);
}

/**
 * One result per window pair that fires. Windows (t − w, t] in incident minutes; evaluated after each bad event from
 * `fromMinute` on; good events before minute 0: floor(expectedPerMinute x minutes of the window before 0). A window exceeds
 * when P(X ≥ bad | n, min(1, burn x (1 − target))) < 0.01; both must. `resolutionMinutes`: since the bad event before the
 * firing one, as nothing is evaluated in between; rounded to 0.0001.
 */
export function computeCountedAlerts(
  objective: CountedObjective,
  fromMinute: number = Number.NEGATIVE_INFINITY,
): AlertResult[] {
  const stream = buildStream(objective.instants);
  const alerts: AlertResult[] = [];
  for (const window of alertWindows) {
    const fired = findFirstFiring(stream, window, objective, fromMinute);
    if (fired === null) continue;
    alerts.push({
      objective: objective.name,
      severity: window.severity,
      longWindow: window.longWindow,
      shortWindow: window.shortWindow,
      firedAtMinute: fired.atMinute,
      resolutionMinutes: roundMinute(fired.atMinute - fired.badBeforeMinute),
    });
  }
  return alerts;
}

/** Events that end in the same instant are all inside (t − w, t], so it is evaluated once. */
function countByInstant(events: readonly ObjectiveEvent[]): InstantCount[] {
  const instants: [endMinute: number, good: number, bad: number][] = [];
  for (const [minute, good] of [...events].sort((a, b) => a[0] - b[0])) {
    const last = instants.at(-1);
    const instant: [number, number, number] = last !== undefined && last[0] === minute ? last : [minute, 0, 0];
    if (instant !== last) instants.push(instant);
    instant[good === 1 ? 1 : 2]++;
  }
  return instants;
}

/** Instants in order of time; allUpTo[i], badUpTo[i]: all and bad events of the first i instants. */
interface EventStream {
  readonly endMinutes: Float64Array;
  readonly allUpTo: Float64Array;
  readonly badUpTo: Float64Array;
}

function buildStream(instants: readonly InstantCount[]): EventStream {
  const endMinutes = new Float64Array(instants.length);
  const allUpTo = new Float64Array(instants.length + 1);
  const badUpTo = new Float64Array(instants.length + 1);
  for (const [index, [minute, good, bad]] of instants.entries()) {
    endMinutes[index] = minute;
    allUpTo[index + 1] = (allUpTo[index] as number) + good + bad;
    badUpTo[index + 1] = (badUpTo[index] as number) + bad;
  }
  return { endMinutes, allUpTo, badUpTo };
}

interface Firing {
  readonly atMinute: number;
  readonly badBeforeMinute: number;
}

function findFirstFiring(
  { endMinutes, allUpTo, badUpTo }: EventStream,
  window: AlertWindow,
  { target, expectedPerMinute }: CountedObjective,
  fromMinute: number,
): Firing | null {
  const threshold = Math.min(1, window.burnRate * (1 - target));
  const starts = { long: 0, short: 0 };
  let badBeforeMinute = Number.NaN;
  for (let index = 0; index < endMinutes.length; index++) {
    const end = index + 1;
    if (badUpTo[end] === badUpTo[index]) continue;
    const atMinute = endMinutes[index] as number;
    while ((endMinutes[starts.long] as number) <= atMinute - window.longMinutes) starts.long++;
    while ((endMinutes[starts.short] as number) <= atMinute - window.shortMinutes) starts.short++;
    const exceeds = (start: number, minutes: number, leastBad: number) => {
      const bad = (badUpTo[end] as number) - (badUpTo[start] as number);
      const all = (allUpTo[end] as number) - (allUpTo[start] as number);
      const history = Math.floor(expectedPerMinute * Math.min(minutes, Math.max(0, minutes - atMinute)));
      return bad >= leastBad && isAboveThreshold(bad, all + history, threshold);
    };
    if (
      atMinute >= fromMinute &&
      exceeds(starts.long, window.longMinutes, leastBadEvents) &&
      exceeds(starts.short, window.shortMinutes, 1)
    ) {
      return { atMinute, badBeforeMinute: Number.isNaN(badBeforeMinute) ? atMinute : badBeforeMinute };
    }
    badBeforeMinute = atMinute;
  }
  return null;
}

function isAboveThreshold(bad: number, count: number, threshold: number): boolean {
  // At or below the mean the tail is far above 1 %: saves the sum.
  return bad > count * threshold && computeUpperTail(bad, count, threshold) < alertSignificance;
}
