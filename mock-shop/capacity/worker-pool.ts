import { BusyMeter } from "./busy-meter.ts";
import { type WorkKind, workFactors } from "./route-work.ts";
import { drawLognormalService, type ServiceShape } from "./service-time.ts";

export interface WorkerPoolSettings {
  readonly workers: number;
  readonly serviceMs: number;
  readonly queueBoundMs: number;
  readonly seed: number;
  readonly shape?: ServiceShape;
}

/** When a request is worked on, on the virtual clock; or that its wait would exceed the bound. */
export type Admission =
  | { readonly admitted: true; readonly startMs: number; readonly finishMs: number }
  | { readonly admitted: false; readonly waitMs: number };

export interface CapacityState {
  readonly workers: number;
  readonly busy: number;
  readonly queued: number;
  readonly admitted: number;
  readonly rejected: number;
  readonly offeredWorkMs: number;
  readonly busyMs: number;
  readonly utilisation: number;
  readonly utilisationSinceStart: number;
}

/**
 * The shop's workers: one queue, first come first served, on virtual finish times. Each request gets the worker that
 * is free first; lateness of real timers therefore eats no capacity. The clock (milliseconds, never falling) is passed
 * in.
 */
export class WorkerPool {
  readonly #settings: WorkerPoolSettings;
  readonly #shape: ServiceShape;
  readonly #startedAtMs: number;
  readonly #freeAtMs: number[];
  readonly #meter = new BusyMeter();
  #waitingStartsMs: number[] = [];
  #requests = 0;
  #admitted = 0;
  #rejected = 0;
  #offeredWorkMs = 0;
  #admittedWorkMs = 0;

  constructor(settings: WorkerPoolSettings, nowMs: number) {
    this.#settings = settings;
    this.#shape = settings.shape ?? drawLognormalService;
    this.#startedAtMs = nowMs;
    this.#freeAtMs = new Array<number>(settings.workers).fill(nowMs);
  }

  /** Work that must be finished once it was begun (`mustFinish`) queues like all other, but is never rejected. */
  admit(kind: WorkKind, nowMs: number, mustFinish = false): Admission {
    const serviceMs = this.#settings.serviceMs * workFactors[kind] * this.#shape(this.#settings.seed, this.#requests);
    this.#requests += 1;
    this.#offeredWorkMs += serviceMs;
    const worker = this.#findFirstFreeWorker();
    const startMs = Math.max(nowMs, this.#freeAtMs[worker] as number);
    const waitMs = startMs - nowMs;
    if (waitMs > this.#settings.queueBoundMs && !mustFinish) {
      this.#rejected += 1;
      return { admitted: false, waitMs };
    }
    const finishMs = startMs + serviceMs;
    this.#freeAtMs[worker] = finishMs;
    this.#admitted += 1;
    this.#admittedWorkMs += serviceMs;
    this.#meter.add(startMs, finishMs);
    this.#meter.forget(nowMs);
    this.#forgetStarted(nowMs);
    if (waitMs > 0) this.#waitingStartsMs.push(startMs);
    return { admitted: true, startMs, finishMs };
  }

  /** `utilisation` is over the last second; offered work counts rejected requests too, busy time does not. */
  readState(nowMs: number): CapacityState {
    this.#forgetStarted(nowMs);
    const { workers } = this.#settings;
    const remainingMs = this.#freeAtMs.reduce((sum, freeAtMs) => sum + Math.max(0, freeAtMs - nowMs), 0);
    const busyMs = this.#admittedWorkMs - remainingMs;
    const elapsedMs = nowMs - this.#startedAtMs;
    return {
      workers,
      busy: this.#freeAtMs.filter((freeAtMs) => freeAtMs > nowMs).length,
      queued: this.#waitingStartsMs.length,
      admitted: this.#admitted,
      rejected: this.#rejected,
      offeredWorkMs: this.#offeredWorkMs,
      busyMs,
      utilisation: this.#meter.computeBusyWorkers(nowMs) / workers,
      utilisationSinceStart: elapsedMs > 0 ? busyMs / (elapsedMs * workers) : 0,
    };
  }

  #findFirstFreeWorker(): number {
    let best = 0;
    for (let worker = 1; worker < this.#freeAtMs.length; worker += 1) {
      if ((this.#freeAtMs[worker] as number) < (this.#freeAtMs[best] as number)) best = worker;
    }
    return best;
  }

  /** Starts never fall in a first-come queue, so those that are past stand at the front. */
  #forgetStarted(nowMs: number): void {
    const firstWaiting = this.#waitingStartsMs.findIndex((startMs) => startMs > nowMs);
    if (firstWaiting === -1) this.#waitingStartsMs = [];
    else if (firstWaiting > 0) this.#waitingStartsMs = this.#waitingStartsMs.slice(firstWaiting);
  }
}
