// Time slices of the sample drill: what customers met, in slices of two incident minutes. Made up by a
// deterministic function with the shape of a real checkout outage; nothing here was measured.
import type { TimeSlice } from "../harness/record/run-record.ts";
import type { Outcome, StepName } from "../scenarios/outcome.ts";

export interface SamplePhase {
  readonly name: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Share of the payment calls that fail. */
  readonly failing: number;
  /** Arrivals against the calm rate; over 1 where customers come back. */
  readonly traffic: number;
}

export const samplePhases: readonly SamplePhase[] = [
  { name: "calm", fromMinute: 0, toMinute: 60, failing: 0, traffic: 1 },
  { name: "precursors", fromMinute: 60, toMinute: 150, failing: 0.15, traffic: 1 },
  { name: "outage", fromMinute: 150, toMinute: 330, failing: 1, traffic: 1 },
  { name: "catch-up", fromMinute: 330, toMinute: 390, failing: 0, traffic: 1.24 },
  { name: "normal", fromMinute: 390, toMinute: 450, failing: 0, traffic: 1.03 },
  { name: "morning", fromMinute: 750, toMinute: 810, failing: 0, traffic: 1.32 },
];

/** Steps of a journey a buyer: pages asked for, and the mean service time in wall ms. */
const stepShapes: readonly (readonly [step: StepName, perBuyer: number, serviceMs: number])[] = [
  ["home", 2.2, 8],
  ["category", 2.4, 11],
  ["product", 3.9, 10],
  ["cart", 1.7, 9],
  ["address", 1.05, 8],
  ["payment", 1.04, 8],
  ["review", 1.03, 12],
  ["place-order", 1, 34],
  ["order-status", 0.22, 7],
];

const buyersPerMinute = 4.8;
const sliceMinutes = 2;

/** A number from 0 to 1 out of two integers; the same for the same integers, everywhere. */
export function drawSample(a: number, b: number): number {
  let hash = Math.imul(a + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** About the mean, spread as a count is (normal approximation of Poisson by three draws). */
function drawCount(mean: number, key: number, salt: number): number {
  const spread = drawSample(key, salt) + drawSample(key, salt + 1) + drawSample(key, salt + 2) - 1.5;
  return Math.max(0, Math.round(mean + spread * 2 * Math.sqrt(mean)));
}

/** Customers press the button again after a failure: 1 attempt when all is well, 1.62 in the outage. */
function attemptsPerBuyer(failing: number): number {
  return 1 + 0.62 * failing ** 0.8;
}

function splitOutcomes(count: number, step: StepName, phase: SamplePhase, key: number): TimeSlice["outcomes"] {
  const outcomes: Partial<Record<Outcome, number>> = {};
  const put = (outcome: Outcome, n: number) => {
    if (n > 0) outcomes[outcome] = n;
  };
  if (step !== "place-order") {
    const slow = phase.name === "catch-up" && drawSample(key, 71) > 0.93 ? 1 : 0;
    put("timeout", Math.min(slow, count));
    put("ok", count - Math.min(slow, count));
    return outcomes;
  }
  const declined = phase.failing === 1 ? 0 : Math.min(count, drawSample(key, 61) > 0.86 ? 1 : 0);
  const failed = phase.failing === 1 ? count : Math.min(count - declined, drawCount(count * phase.failing, key, 40));
  const timeout = phase.failing === 1 && drawSample(key, 51) > 0.9 ? 1 : 0;
  put("ok", count - failed - declined);
  put("error-page", Math.max(0, failed - timeout));
  put("timeout", Math.min(timeout, failed));
  put("declined", declined);
  return outcomes;
}

function shapeLatency(serviceMs: number, phase: SamplePhase, key: number): NonNullable<TimeSlice["okLatencyMs"]> {
  const busy = phase.name === "catch-up" ? 1.7 : phase.name === "outage" ? 1.25 : phase.name === "morning" ? 1.4 : 1;
  const at = (factor: number, salt: number) =>
    Math.round(serviceMs * busy * factor * (0.88 + 0.24 * drawSample(key, salt)) * 100) / 100;
  const p50 = at(1.05, 1);
  const p95 = Math.max(p50, at(2.1, 2));
  const p99 = Math.max(p95, at(3.2, 3));
  return { p50, p95, p99, max: Math.max(p99, at(4.4, 4)) };
}

/** All slices of the sample drill, or of other phases, in order of time and then of step. */
export function buildSampleSlices(phases: readonly SamplePhase[] = samplePhases): TimeSlice[] {
  const slices: TimeSlice[] = [];
  for (const phase of phases) {
    for (let from = phase.fromMinute; from < phase.toMinute; from += sliceMinutes) {
      for (const [index, [step, perBuyer, serviceMs]] of stepShapes.entries()) {
        const key = from * 16 + index;
        const pressed = step === "place-order" ? attemptsPerBuyer(phase.failing) : 1;
        const reached = step === "order-status" ? 1 - phase.failing : 1;
        const count = drawCount(buyersPerMinute * sliceMinutes * phase.traffic * perBuyer * pressed * reached, key, 10);
        if (count === 0) continue;
        const outcomes = splitOutcomes(count, step, phase, key);
        const okLatencyMs = (outcomes.ok ?? 0) > 0 ? shapeLatency(serviceMs, phase, key) : null;
        slices.push({ fromMinute: from, toMinute: from + sliceMinutes, step, outcomes, okLatencyMs });
      }
    }
  }
  return slices;
}
