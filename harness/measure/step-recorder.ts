// What each step gave, per phase: counts by outcome and latency percentiles, from samples taken one at a time.
import { type Outcome, type StepName, type StepSample, stepNames } from "../../scenarios/outcome.ts";
import type { StepResult } from "../record/drill-result.ts";
import type { TimeSlice } from "../record/run-record.ts";
import { StepHistogram } from "./step-histogram.ts";
import { TimeSlicer, type TimeSlicerOptions } from "./time-slicer.ts";

/** The steps of one phase. `p95LatencyMs`: over all steps and outcomes, for the distortion; null without steps. */
export interface PhaseSteps {
  readonly steps: Partial<Record<StepName, StepResult>>;
  readonly p95LatencyMs: number | null;
}

export interface StepRecord {
  /** By the name of the phase in which a step started. Phases without a step are absent. */
  readonly phases: ReadonlyMap<string, PhaseSteps>;
  readonly timeSlices: readonly TimeSlice[];
}

interface HeldStep {
  count: number;
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly all: StepHistogram;
  readonly ok: StepHistogram;
}

interface HeldPhase {
  readonly all: StepHistogram;
  readonly steps: Map<StepName, HeldStep>;
}

/** Streams samples into dense histograms per phase and step, and into time slices. Counts are raw and exact. */
export class StepRecorder {
  readonly #phases = new Map<string, HeldPhase>();
  readonly #slicer: TimeSlicer;

  constructor(options: TimeSlicerOptions) {
    this.#slicer = new TimeSlicer(options);
  }

  record(sample: StepSample): void {
    const phase = this.#holdPhase(sample.phase);
    phase.all.record(sample.latencyMs);
    const step = holdStep(phase, sample.step);
    step.count++;
    step.outcomes[sample.outcome] = (step.outcomes[sample.outcome] ?? 0) + 1;
    step.all.record(sample.latencyMs);
    if (sample.outcome === "ok") step.ok.record(sample.latencyMs);
    this.#slicer.record(sample);
  }

  /** What is recorded so far; changes nothing, so that a checkpoint can ask. */
  snapshot(): StepRecord {
    const phases = new Map<string, PhaseSteps>();
    for (const [name, phase] of this.#phases) {
      phases.set(name, { steps: buildStepResults(phase), p95LatencyMs: phase.all.computePercentileMs(950) });
    }
    return { phases, timeSlices: this.#slicer.snapshot() };
  }

  #holdPhase(name: string): HeldPhase {
    let phase = this.#phases.get(name);
    if (phase === undefined) {
      phase = { all: new StepHistogram(), steps: new Map() };
      this.#phases.set(name, phase);
    }
    return phase;
  }
}

function holdStep(phase: HeldPhase, name: StepName): HeldStep {
  let step = phase.steps.get(name);
  if (step === undefined) {
    step = { count: 0, outcomes: {}, all: new StepHistogram(), ok: new StepHistogram() };
    phase.steps.set(name, step);
  }
  return step;
}

function buildStepResults(phase: HeldPhase): Partial<Record<StepName, StepResult>> {
  const results: Partial<Record<StepName, StepResult>> = {};
  for (const name of stepNames) {
    const step = phase.steps.get(name);
    if (step === undefined) continue;
    results[name] = {
      count: step.count,
      outcomes: { ...step.outcomes },
      latencyMs: step.all.computePercentiles(),
      latencyMsOk: step.ok.computePercentiles(),
    };
  }
  return results;
}
