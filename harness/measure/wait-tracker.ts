// Who waits in the shop's line, from when to when: told by the customers' steps, not by the shop.
import type { Outcome, StepSample } from "../../scenarios/outcome.ts";
import { computeMinutes, type IncidentClock } from "../../scenarios/time.ts";

/** One stay in the line. Minutes are rehearsed ones since T0: a jump of the incident clock is no wait. */
export interface Wait {
  readonly population: string;
  /** Of the first waiting-room page. */
  readonly phase: string;
  /** Start of the step that got the first waiting-room page. */
  readonly joinedMinute: number;
  /** Start of the step that was let in; otherwise of the last one that was told to wait. */
  readonly lastMinute: number;
  readonly end: "let-in" | "gave-up" | "waiting";
}

/** Visits of one population, begun in one phase, that were let in without a wait. */
export interface VisitsLetInAtOnce {
  readonly population: string;
  readonly phase: string;
  count: number;
}

export interface TrackedWaits {
  /** Those that have ended, in the order of their ends, then those in line. */
  readonly waits: readonly Wait[];
  readonly atOnce: readonly VisitsLetInAtOnce[];
  /** The newest moment that anybody was heard of. */
  readonly nowMinute: number;
}

interface HeldVisit {
  readonly visit: number;
  wait: { -readonly [Key in keyof Wait]: Wait[Key] } | null;
  isIn: boolean;
}

/** No page from behind the door: whoever waits goes on waiting. */
const unserved: readonly Outcome[] = ["timeout", "refused", "shed"];

/**
 * A wait begins at the first `queued` step and ends when another page of the shop is shown, in the same visit; an end of
 * the visit before that is a giving up. A step without an answer, or a busy page, lets nobody in.
 */
export class WaitTracker {
  readonly #clock: IncidentClock;
  /** Bounded by the customers who are under way. */
  readonly #visits = new Map<number, HeldVisit>();
  readonly #ended: Wait[] = [];
  readonly #atOnce = new Map<string, VisitsLetInAtOnce>();
  #nowMinute = 0;

  constructor(clock: IncidentClock) {
    this.#clock = clock;
  }

  /** Steps of one customer in their order; `visit` counts the customer's visits from 1. */
  record(sample: StepSample, visit: number): void {
    const minute = this.#rehearse(sample.clockMinute);
    const held = this.#hold(sample.customer, visit);
    if (sample.outcome === "queued") {
      const { population, phase } = sample;
      held.wait ??= { population, phase, joinedMinute: minute, lastMinute: minute, end: "waiting" };
      held.wait.lastMinute = minute;
      return;
    }
    if (unserved.includes(sample.outcome)) return;
    if (held.wait !== null) this.#ended.push({ ...held.wait, lastMinute: minute, end: "let-in" });
    else if (!held.isIn) this.#countAtOnce(sample);
    held.wait = null;
    held.isIn = true;
  }

  /** The customer is gone for good, at that minute of the incident clock. */
  leave(customer: number, clockMinute: number): void {
    this.#rehearse(clockMinute);
    this.#giveUp(this.#visits.get(customer));
    this.#visits.delete(customer);
  }

  /** What is known so far; changes nothing, so that a checkpoint can ask. */
  snapshot(): TrackedWaits {
    const inLine = [...this.#visits.values()].flatMap(({ wait }) => (wait === null ? [] : [{ ...wait }]));
    const atOnce = [...this.#atOnce.values()].map((visits) => ({ ...visits }));
    return { waits: [...this.#ended, ...inLine], atOnce, nowMinute: this.#nowMinute };
  }

  #rehearse(clockMinute: number): number {
    const minute = computeMinutes(this.#clock.wallMsAt(clockMinute), this.#clock.pace);
    this.#nowMinute = Math.max(this.#nowMinute, minute);
    return minute;
  }

  #hold(customer: number, visit: number): HeldVisit {
    const held = this.#visits.get(customer);
    if (held?.visit === visit) return held;
    this.#giveUp(held);
    const next: HeldVisit = { visit, wait: null, isIn: false };
    this.#visits.set(customer, next);
    return next;
  }

  #giveUp(held: HeldVisit | undefined): void {
    if (held?.wait) this.#ended.push({ ...held.wait, end: "gave-up" });
  }

  #countAtOnce({ population, phase }: StepSample): void {
    const key = `${population} ${phase}`;
    const visits = this.#atOnce.get(key) ?? { population, phase, count: 0 };
    visits.count++;
    this.#atOnce.set(key, visits);
  }
}
