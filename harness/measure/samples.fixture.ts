// Samples for tests: a plain good step, with what a test changes.
import type { StepSample } from "../../scenarios/outcome.ts";

const plainSample: StepSample = {
  startedAtUs: 0,
  clockMinute: 0,
  phase: "calm",
  population: "buyers",
  weight: 1,
  customer: 1,
  attempt: 1,
  step: "place-order",
  outcome: "ok",
  status: 200,
  latencyMs: 10,
};

export function buildSample(changes: Partial<StepSample> = {}): StepSample {
  return { ...plainSample, ...changes };
}
