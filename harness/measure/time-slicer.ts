// Steps over time: counts and percentiles per slice of the incident clock, in flat memory.
import { type Outcome, type StepName, type StepSample, stepNames } from "../../scenarios/outcome.ts";
import type { TimeSlice } from "../record/run-record.ts";
import { StepHistogram } from "./step-histogram.ts";

interface OpenStep {
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly okHistogram: StepHistogram;
}

interface OpenSlice {
  readonly index: number;
  readonly steps: Map<StepName, OpenStep>;
}

export interface TimeSlicerOptions {
  /** Length of a slice in incident minutes. */
  readonly sliceMinutes: number;
  /** How late a sample may arrive behind a newer one: the response timeout, in incident minutes. */
  readonly lateMinutes: number;
}

/**
 * Puts each sample into the slice of its start. As samples arrive by their end, slices stay open for `lateMinutes`
 * (ceil(late ÷ length) + 2 slices at most); a later sample goes to the oldest open slice. Closed slices keep counts,
 * p50, p95, p99 and max of `ok` steps. Slices come out by time, then by step in the order of `stepNames`.
 */
export class TimeSlicer {
  readonly #sliceMinutes: number;
  readonly #mostOpen: number;
  /** Open slices by index; kept in order of index. */
  #open: OpenSlice[] = [];
  readonly #closed: TimeSlice[] = [];
  readonly #spare: StepHistogram[] = [];
  #lastClosedIndex = Number.NEGATIVE_INFINITY;

  constructor(options: TimeSlicerOptions) {
    this.#sliceMinutes = options.sliceMinutes;
    this.#mostOpen = Math.ceil(options.lateMinutes / options.sliceMinutes) + 2;
  }

  record(sample: StepSample): void {
    const steps = this.#findSlice(Math.floor(sample.clockMinute / this.#sliceMinutes));
    let step = steps.get(sample.step);
    if (step === undefined) {
      step = { outcomes: {}, okHistogram: this.#spare.pop() ?? new StepHistogram() };
      steps.set(sample.step, step);
    }
    step.outcomes[sample.outcome] = (step.outcomes[sample.outcome] ?? 0) + 1;
    if (sample.outcome === "ok") step.okHistogram.record(sample.latencyMs);
  }

  /** All slices so far that hold a sample, open ones included; changes nothing, so that a checkpoint can ask. */
  snapshot(): TimeSlice[] {
    return [...this.#closed, ...this.#open.flatMap((slice) => this.#describe(slice))];
  }

  #findSlice(index: number): Map<StepName, OpenStep> {
    const oldest = this.#open[0];
    if (index <= this.#lastClosedIndex && oldest !== undefined) return oldest.steps;
    const found = this.#open.find((slice) => slice.index === index);
    if (found !== undefined) return found.steps;
    const slice: OpenSlice = { index, steps: new Map() };
    this.#open.push(slice);
    this.#open.sort((a, b) => a.index - b.index);
    if (this.#open.length > this.#mostOpen) this.#closeOldest();
    // The newcomer itself was the oldest and is closed: its sample belongs to the next one.
    return this.#open.includes(slice) ? slice.steps : (this.#open[0] as OpenSlice).steps;
  }

  #closeOldest(): void {
    const slice = this.#open.shift();
    if (slice === undefined) return;
    this.#lastClosedIndex = slice.index;
    this.#closed.push(...this.#describe(slice));
    for (const { okHistogram } of slice.steps.values()) {
      okHistogram.reset();
      this.#spare.push(okHistogram);
    }
  }

  #describe({ index, steps }: OpenSlice): TimeSlice[] {
    return stepNames.flatMap((step) => {
      const held = steps.get(step);
      if (held === undefined) return [];
      return {
        fromMinute: index * this.#sliceMinutes,
        toMinute: (index + 1) * this.#sliceMinutes,
        step,
        outcomes: { ...held.outcomes },
        okLatencyMs: computeSliceLatency(held.okHistogram),
      };
    });
  }
}

function computeSliceLatency(histogram: StepHistogram): TimeSlice["okLatencyMs"] {
  if (histogram.count === 0) return null;
  return {
    p50: histogram.computePercentileMs(500) as number,
    p95: histogram.computePercentileMs(950) as number,
    p99: histogram.computePercentileMs(990) as number,
    max: histogram.maxMs as number,
  };
}
