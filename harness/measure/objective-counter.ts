// Good and bad events of each objective, counted as the samples come.
import { countsAsGood, type StepSample } from "../../scenarios/outcome.ts";
import { type IncidentClock, roundMinute } from "../../scenarios/time.ts";
import type { Objective } from "../objectives/open-slo.ts";
import type { ObjectiveCount, ObjectiveEvent } from "../record/run-record.ts";
import { countWaits } from "./count-waits.ts";
import type { WaitTracker } from "./wait-tracker.ts";

export interface ObjectiveCounterOptions {
  readonly objectives: readonly Objective[];
  readonly clock: IncidentClock;
  /** By name: the plan's first attempts per calm incident minute, rehearsed scale. Absent: 0, hence undecidable. */
  readonly expectedPerMinute: ReadonlyMap<string, number>;
  /** Told of the same steps by its owner. Absent: waiting objectives count nothing, hence are undecidable. */
  readonly waits?: WaitTracker;
}

/** A place-order step whose deferred order was completed by its deadline: who pressed, and its start on the incident clock. */
export interface CompletedDeferral {
  readonly population: string;
  readonly startedMinute: number;
}

interface Tally {
  readonly objective: Objective;
  good: number;
  bad: number;
  deferred: number;
  /** End minute and 1 or 0 in turn: kept as pairs, these events would be most of the harness's memory. */
  readonly events: number[];
}

/**
 * Counts events by DESIGN.md's table of outcomes. Latency objectives count `ok` steps only: good when
 * latencyMs ≤ limitMs. Order success: `deferred` is good only when completed by its deadline (told at the end).
 * Waiting objectives are counted at the end, from the visits: see countWaits.
 */
export class ObjectiveCounter {
  readonly #clock: IncidentClock;
  readonly #expectedPerMinute: ReadonlyMap<string, number>;
  readonly #tallies: readonly Tally[];
  readonly #waits: WaitTracker | null;

  constructor(options: ObjectiveCounterOptions) {
    this.#clock = options.clock;
    this.#expectedPerMinute = options.expectedPerMinute;
    this.#waits = options.waits ?? null;
    this.#tallies = options.objectives.map((objective) => ({ objective, good: 0, bad: 0, deferred: 0, events: [] }));
  }

  record(sample: StepSample): void {
    for (const tally of this.#tallies) {
      const { objective } = tally;
      if (objective.kind === "waiting" || !isCounted(objective, sample)) continue;
      if (objective.kind === "order-success" && sample.outcome === "deferred") {
        tally.deferred++;
        continue;
      }
      const isGood = isGoodFor(objective, sample);
      if (isGood === null) continue;
      if (isGood) tally.good++;
      else tally.bad++;
      if (objective.alerting) tally.events.push(computeEndMinute(sample, objective, this.#clock), isGood ? 1 : 0);
    }
  }

  /** Bad events of alerting objectives so far: where it has not grown, no alert can have come. */
  countAlertingBad(): number {
    return this.#tallies.reduce((sum, { objective, bad }) => sum + (objective.alerting ? bad : 0), 0);
  }

  /**
   * The counts, events in order of time. `completedDeferrals`: presses of the button whose deferred order was completed by
   * its deadline; each objective is credited with those that it counts.
   */
  finish(completedDeferrals: readonly CompletedDeferral[] = []): ObjectiveCount[] {
    const tracked = this.#waits?.snapshot() ?? null;
    return this.#tallies.map(({ objective, good, bad, deferred, events }) => {
      const waited = tracked === null ? null : countWaits(objective, tracked);
      const credited = completedDeferrals.filter(({ population, startedMinute }) =>
        isCounted(objective, { step: "place-order", population, phase: this.#phaseAt(startedMinute) }),
      );
      const completed = Math.min(deferred, credited.length);
      return {
        name: objective.name,
        says: objective.says,
        kind: objective.kind,
        steps: objective.steps,
        phase: objective.phase,
        populations: objective.populations,
        target: objective.target,
        limitMs: objective.limitMs,
        ...(objective.limitMinutes === undefined ? {} : { limitMinutes: objective.limitMinutes }),
        budgetAllowedRatio: objective.budgetAllowedRatio,
        alerting: objective.alerting,
        good: good + completed + (waited?.good ?? 0),
        bad: bad + deferred - completed + (waited?.bad ?? 0),
        expectedPerMinute: this.#expectedPerMinute.get(objective.name) ?? 0,
        events: pairEvents(events),
      };
    });
  }

  #phaseAt(minute: number): string {
    return this.#clock.phaseAt(this.#clock.wallMsAt(minute));
  }
}

/**
 * End of a step on the incident clock: start + latency, capped at the objective's limit (a hanging step counts when it
 * exceeds the limit, not when it ends). Incident minutes, rounded to 0.0001.
 */
export function computeEndMinute(
  sample: StepSample,
  objective: Pick<Objective, "limitMs">,
  clock: IncidentClock,
): number {
  const tookMs = Math.min(sample.latencyMs, objective.limitMs ?? Number.POSITIVE_INFINITY);
  return roundMinute(clock.minuteAt(clock.wallMsAt(sample.clockMinute) + tookMs));
}

/** Pairs of end minute and good, in order of time. */
function pairEvents(flat: readonly number[]): ObjectiveEvent[] {
  const events: ObjectiveEvent[] = [];
  for (let index = 0; index < flat.length; index += 2)
    events.push([flat[index] as number, flat[index + 1] === 1 ? 1 : 0]);
  return events.sort((a, b) => a[0] - b[0]);
}

function isCounted(objective: Objective, sample: Pick<StepSample, "step" | "phase" | "population">): boolean {
  return (
    objective.steps.includes(sample.step) &&
    (objective.phase === null || objective.phase === sample.phase) &&
    (objective.populations === null || objective.populations.includes(sample.population))
  );
}

function isGoodFor(objective: Objective, sample: StepSample): boolean | null {
  if (objective.kind !== "latency") return countsAsGood(sample.outcome);
  return sample.outcome === "ok" ? sample.latencyMs <= (objective.limitMs ?? 0) : null;
}
