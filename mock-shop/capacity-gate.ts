import type { WorkKind } from "./capacity/route-work.ts";
import { type CapacityState, WorkerPool, type WorkerPoolSettings } from "./capacity/worker-pool.ts";
import { type Clock, waitUntil } from "./clock.ts";

/** Puts the pure model of workers in front of real requests: each waits until its virtual finish time. */
export interface Capacity {
  /** Resolves when the work is done; false at once when the queue is too long. */
  pass(kind: WorkKind): Promise<boolean>;
  /** As `pass`, for work that was begun and is never rejected. */
  finish(kind: WorkKind): Promise<void>;
  readState(): CapacityState;
}

export class CapacityGate implements Capacity {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #isOn: boolean;

  constructor(settings: WorkerPoolSettings & { readonly isOn: boolean }, clock: Clock) {
    this.#pool = new WorkerPool(settings, clock.elapsedMs());
    this.#clock = clock;
    this.#isOn = settings.isOn;
  }

  async pass(kind: WorkKind): Promise<boolean> {
    if (!this.#isOn) return true;
    const admission = this.#pool.admit(kind, this.#clock.elapsedMs());
    if (admission.admitted) await waitUntil(this.#clock, admission.finishMs);
    return admission.admitted;
  }

  async finish(kind: WorkKind): Promise<void> {
    if (!this.#isOn) return;
    const admission = this.#pool.admit(kind, this.#clock.elapsedMs(), true);
    if (admission.admitted) await waitUntil(this.#clock, admission.finishMs);
  }

  readState(): CapacityState {
    return this.#pool.readState(this.#clock.elapsedMs());
  }
}
