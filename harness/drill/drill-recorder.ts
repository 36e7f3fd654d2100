// Takes k6's rows as they come and keeps what the judgement needs, in flat memory.
import type { Incident } from "../../scenarios/incident.ts";
import type { StepSample } from "../../scenarios/outcome.ts";
import { computeWeight, type Plan } from "../../scenarios/plan.ts";
import type { EndRow, Row, StepRow } from "../../scenarios/rows.ts";
import { computeMinutes, type IncidentClock, roundMinute } from "../../scenarios/time.ts";
import { ForumHealth } from "../measure/forum-health.ts";
import { GeneratorHealth } from "../measure/generator-health.ts";
import { ObjectiveCounter } from "../measure/objective-counter.ts";
import { StepRecorder } from "../measure/step-recorder.ts";
import { WaitTracker } from "../measure/wait-tracker.ts";
import type { Objective } from "../objectives/open-slo.ts";
import { HistoryBuilder } from "./history-builder.ts";
import type { SampleFile } from "./sample-file.ts";
import { StepCounter } from "./step-counter.ts";

/** Live counts for the progress line. */
export interface LiveCounts {
  steps: number;
  orders: number;
  failedAttempts: number;
  inside: number;
}

/** The clock's slices: about a hundred and fifty to two hundred over a drill, whole or tenths of minutes. */
export function computeSliceMinutes(clock: IncidentClock): number {
  const wanted = computeMinutes(clock.wallMs, clock.pace) / 500;
  return [0.1, 0.25, 0.5, 1, 2, 5].find((minutes) => minutes >= wanted) ?? 5;
}

export interface RecorderOptions {
  readonly incident: Incident;
  readonly plan: Plan;
  readonly clock: IncidentClock;
  readonly objectives: readonly Objective[];
  readonly expectedPerMinute: ReadonlyMap<string, number>;
  readonly samples: SampleFile | null;
}

export class DrillRecorder {
  readonly #options: RecorderOptions;
  readonly #weights: Map<string, number>;
  readonly steps: StepRecorder;
  readonly objectives: ObjectiveCounter;
  readonly waits: WaitTracker;
  readonly generator: GeneratorHealth;
  readonly forum = new ForumHealth();
  readonly history: HistoryBuilder;
  readonly stepCounts = new StepCounter();
  readonly live: LiveCounts = { steps: 0, orders: 0, failedAttempts: 0, inside: 0 };
  statusMessagesSeen = 0;
  started = 0;
  /** Epoch ms of the newest moment that a row told of; 0 before the first. */
  newestMs = 0;
  ended = 0;
  #t0Ms: number | null = null;
  readonly #clockSet = Promise.withResolvers<number>();

  constructor(options: RecorderOptions) {
    const { incident, plan, clock, objectives, expectedPerMinute } = options;
    this.#options = options;
    this.#weights = new Map(
      incident.populations.map(({ name, thinner }) => [name, computeWeight(plan.pace, plan.share, thinner)]),
    );
    const lateMinutes = computeMinutes(incident.responseTimeoutMs, clock.pace);
    this.steps = new StepRecorder({ sliceMinutes: computeSliceMinutes(clock), lateMinutes });
    this.waits = new WaitTracker(clock);
    this.objectives = new ObjectiveCounter({ objectives, clock, expectedPerMinute, waits: this.waits });
    this.generator = new GeneratorHealth(plan.customers.length);
    this.history = new HistoryBuilder(incident, plan);
  }

  /** Epoch ms of T0, once the load generator has said it. */
  get t0(): Promise<number> {
    return this.#clockSet.promise;
  }

  get t0Ms(): number | null {
    return this.#t0Ms;
  }

  add(row: Row): void {
    switch (row.kind) {
      case "clock":
        this.#t0Ms = row.t0Ms;
        this.#clockSet.resolve(row.t0Ms);
        break;
      case "price":
        this.history.addPrice(row);
        break;
      case "start":
        this.started++;
        this.live.inside++;
        this.generator.recordStart(row.latenessMs);
        break;
      case "step":
        this.#addStep(row);
        break;
      case "forum":
        this.forum.record(row.status);
        break;
      case "end":
        this.#addEnd(row);
    }
  }

  #addEnd(row: EndRow): void {
    const endedMinute = this.#options.clock.minuteAt(row.endedMs - (this.#t0Ms ?? row.endedMs));
    this.newestMs = Math.max(this.newestMs, row.endedMs);
    this.ended++;
    this.live.inside--;
    this.history.addEnd(row, endedMinute);
    this.waits.leave(row.customer, endedMinute);
  }

  #addStep(row: StepRow): void {
    const { clock, plan, samples } = this.#options;
    this.newestMs = Math.max(this.newestMs, row.startedMs);
    const startedMs = row.startedMs - (this.#t0Ms ?? row.startedMs);
    const clockMinute = roundMinute(clock.minuteAt(startedMs));
    const population = plan.customers[row.customer]?.population ?? "unknown";
    const sample: StepSample = {
      startedAtUs: row.startedMs * 1000,
      clockMinute,
      phase: clock.phaseAt(startedMs),
      population,
      weight: this.#weights.get(population) ?? 1,
      customer: row.customer,
      attempt: row.attempt,
      step: row.step,
      outcome: row.outcome,
      status: row.status,
      latencyMs: row.latencyMs,
    };
    this.steps.record(sample);
    this.waits.record(sample, row.visit);
    this.objectives.record(sample);
    this.stepCounts.record(sample);
    this.history.addStep(row, clockMinute, clock.minuteAt(startedMs + row.latencyMs));
    samples?.write(sample);
    this.live.steps++;
    if (row.statusMessage) this.statusMessagesSeen++;
    if (row.step === "place-order" && row.outcome === "ok") this.live.orders++;
    if (row.step === "place-order" && row.outcome !== "ok") this.live.failedAttempts++;
  }
}
