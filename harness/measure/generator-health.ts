// Whether the load was what the plan says: arrivals that were dropped or late are the generator's fault, not the shop's.
import type { GeneratorResult } from "../record/drill-result.ts";
import { StepHistogram } from "./step-histogram.ts";

/** An arrival that starts later than this is a dropped arrival; also the limit of the 99th percentile. Wall ms. */
export const mostStartLatenessMs = 250;

/** Share of planned arrivals that may be dropped before the measurement is invalid. */
export const mostDroppedRatio = 0.001;

/** Streams the start lateness of each iteration (wall ms; early counts as 0) against the number planned. */
export class GeneratorHealth {
  readonly #planned: number;
  readonly #lateness = new StepHistogram();
  #tooLate = 0;

  constructor(planned: number) {
    this.#planned = planned;
  }

  recordStart(latenessMs: number): void {
    this.#lateness.record(Math.max(0, latenessMs));
    if (latenessMs > mostStartLatenessMs) this.#tooLate++;
  }

  /**
   * dropped = due − started + those that started over 250 ms late. `due`: all that are planned, or in a drill that was
   * cut short those whose time had come. Percentile: nearest rank.
   */
  finish(due = this.#planned): GeneratorResult {
    const started = this.#lateness.count;
    return {
      planned: this.#planned,
      started,
      dropped: Math.max(0, due - started) + this.#tooLate,
      startLatenessMs: { p99: this.#lateness.computePercentileMs(990), max: this.#lateness.maxMs },
    };
  }
}

/** Why the load makes the measurement invalid, a sentence each; empty when it is valid. Limits: DESIGN.md, judgement. */
export function listGeneratorProblems(generator: GeneratorResult): string[] {
  const { planned, started, dropped, startLatenessMs } = generator;
  if (planned === 0 || started === 0) return ["The load generator started no customer."];
  const problems: string[] = [];
  if (dropped > mostDroppedRatio * planned) {
    problems.push(`The load generator dropped ${dropped} of ${planned} arrivals; at most 0.1 % may be.`);
  }
  if (startLatenessMs.p99 === null || startLatenessMs.p99 > mostStartLatenessMs) {
    const p99 = startLatenessMs.p99 === null ? "unknown" : `${startLatenessMs.p99.toFixed(1)} ms`;
    problems.push(`The 99th percentile of start lateness is ${p99}; at most ${mostStartLatenessMs} ms may be.`);
  }
  return problems;
}
