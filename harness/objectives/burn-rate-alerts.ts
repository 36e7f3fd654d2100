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

/** The first firing of each window pair for each alerting objective, in order of objective, then window. */
export function computeAlerts(counts: readonly ObjectiveCount[]): AlertResult[] {
  return counts.filter((count) => count.alerting).flatMap((count) => computeBurnRateAlerts(count));
}

/**
 * One result per window pair that fires. Windows (t − w, t] in incident minutes; evaluated after each bad event; good
 * events before minute 0: floor(expectedPerMinute x minutes of the window before 0). A window exceeds when
 * P(X ≥ bad | n, min(1, burn x (1 − target))) < 0.01; both must. `resolutionMinutes`: since the bad event before the
 * firing one, as nothing is evaluated in between; rounded to 0.0001. O(n log n).
 */
export function computeBurnRateAlerts(objective: AlertedObjective): AlertResult[] {
  const stream = buildStream(objective.events);
  const alerts: AlertResult[] = [];
  for (const window of alertWindows) {
    const fired = findFirstFiring(stream, window, objective);
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

/** Events in order of time; badUpTo[i]: bad events among the first i. */
interface EventStream {
  readonly endMinutes: Float64Array;
  readonly badUpTo: Uint32Array;
}

function buildStream(events: readonly ObjectiveEvent[]): EventStream {
  const sorted = [...events].sort((a, b) => a[0] - b[0]);
  const endMinutes = new Float64Array(sorted.length);
  const badUpTo = new Uint32Array(sorted.length + 1);
  for (const [index, [minute, good]] of sorted.entries()) {
    endMinutes[index] = minute;
    badUpTo[index + 1] = (badUpTo[index] as number) + (1 - good);
  }
  return { endMinutes, badUpTo };
}

interface Firing {
  readonly atMinute: number;
  readonly badBeforeMinute: number;
}

function findFirstFiring(stream: EventStream, window: AlertWindow, objective: AlertedObjective): Firing | null {
  const { endMinutes, badUpTo } = stream;
  const threshold = Math.min(1, window.burnRate * (1 - objective.target));
  const starts = { long: 0, short: 0 };
  let badBeforeMinute = Number.NaN;
  for (let index = 0, end = 0; index < endMinutes.length; index++) {
    if (badUpTo[index + 1] === badUpTo[index]) continue;
    const atMinute = endMinutes[index] as number;
    // Events that end in the same instant are all inside (t − w, t].
    end = Math.max(end, index + 1);
    while (end < endMinutes.length && endMinutes[end] === atMinute) end++;
    while ((endMinutes[starts.long] as number) <= atMinute - window.longMinutes) starts.long++;
    while ((endMinutes[starts.short] as number) <= atMinute - window.shortMinutes) starts.short++;
    const exceeds = (start: number, minutes: number, leastBad: number) => {
      const bad = (badUpTo[end] as number) - (badUpTo[start] as number);
      const history = Math.floor(objective.expectedPerMinute * Math.min(minutes, Math.max(0, minutes - atMinute)));
      return bad >= leastBad && isAboveThreshold(bad, end - start + history, threshold);
    };
    if (exceeds(starts.long, window.longMinutes, leastBadEvents) && exceeds(starts.short, window.shortMinutes, 1)) {
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
