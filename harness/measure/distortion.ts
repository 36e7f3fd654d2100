// How much the time lapse bends a journey: waiting for pages is not compressed, thinking is.
import type { PhaseResult } from "../record/drill-result.ts";
import type { ObjectiveCount } from "../record/run-record.ts";

/** Above this, latency and journey times of a phase are inconclusive. */
export const mostDistortion = 2;

/**
 * Distortion = pace x p95 latency ÷ mean think time, both in incident time: incident ms waited for a page per incident ms
 * of thought. Not rounded; 0 when the phase has no step. `p95LatencyMs` wall ms, `thinkMinutes` incident minutes.
 */
export function computeDistortion(pace: number, p95LatencyMs: number | null, thinkMinutes: number): number {
  return p95LatencyMs === null ? 0 : (pace * p95LatencyMs) / (thinkMinutes * 60_000);
}

/** Latency objectives that rest on a distorted or too short phase: name to the reason. `shortPhases`: see `--allow-short-phases`. */
export function listDistortedObjectives(
  counts: readonly Pick<ObjectiveCount, "name" | "kind" | "phase">[],
  phases: readonly Pick<PhaseResult, "name" | "distortion">[],
  shortPhases: readonly string[] = [],
): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const count of counts) {
    if (count.kind !== "latency") continue;
    for (const phase of phases) {
      if ((count.phase ?? phase.name) !== phase.name) continue;
      if (phase.distortion > mostDistortion) {
        reasons.set(count.name, `phase ${phase.name} is distorted ${phase.distortion.toFixed(1)} times, more than 2`);
      } else if (shortPhases.includes(phase.name)) {
        reasons.set(count.name, `phase ${phase.name} is shorter than 5 response timeouts`);
      }
    }
  }
  return reasons;
}
