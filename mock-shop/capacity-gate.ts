import type { QueueDiscipline } from "./capacity/queue-discipline.ts";
import type { WorkKind } from "./capacity/route-work.ts";
import type { Outcome, Ticket } from "./capacity/ticket.ts";
import { type CapacityState, WorkerPool, type WorkerPoolSettings } from "./capacity/worker-pool.ts";
import type { CancelTimer, Clock } from "./clock.ts";

/** What became of a request at the workers; how long it waited, and how long it was worked on. */
export interface Passage {
  readonly outcome: Outcome;
  readonly waitedMs: number;
  readonly workedMs: number;
}

/** Puts the pure model of workers in front of real requests: each waits until its virtual finish time. */
export interface Capacity {
  /** Resolves when the work is done, at once when the queue sends it away, or when `abandoned` says that nobody waits. */
  pass(kind: WorkKind, abandoned?: AbortSignal): Promise<Passage>;
  /** As `pass`, for work that was begun and is never sent away. */
  finish(kind: WorkKind): Promise<Passage>;
  readState(): CapacityState;
}

export interface CapacityGateSettings extends WorkerPoolSettings {
  readonly isOn: boolean;
}

const freePassage: Promise<Passage> = Promise.resolve({ outcome: "served", waitedMs: 0, workedMs: 0 });

export class CapacityGate implements Capacity {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #isOn: boolean;
  readonly #findDiscipline: () => QueueDiscipline | undefined;
  #wakesAtMs = Number.POSITIVE_INFINITY;
  #cancelWake: CancelTimer | undefined;

  /** `findDiscipline` is asked before each event, so that it can change while the shop runs. */
  constructor(settings: CapacityGateSettings, clock: Clock, findDiscipline: () => QueueDiscipline | undefined) {
    this.#pool = new WorkerPool(settings, clock.elapsedMs());
    this.#clock = clock;
    this.#isOn = settings.isOn;
    this.#findDiscipline = findDiscipline;
  }

  pass(kind: WorkKind, abandoned?: AbortSignal): Promise<Passage> {
    return this.#isOn ? this.#work(kind, false, abandoned) : freePassage;
  }

  finish(kind: WorkKind): Promise<Passage> {
    return this.#isOn ? this.#work(kind, true) : freePassage;
  }

  readState(): CapacityState {
    return this.#act((nowMs) => this.#pool.readState(nowMs));
  }

  #work(kind: WorkKind, mustFinish: boolean, abandoned?: AbortSignal): Promise<Passage> {
    return new Promise((resolve) => {
      const leave = () => this.#act((nowMs) => this.#pool.abandon(ticket, nowMs));
      const settle = (settled: Ticket) => {
        abandoned?.removeEventListener("abort", leave);
        resolve(describePassage(settled));
      };
      const ticket = this.#act((nowMs) => this.#pool.arrive({ kind, mustFinish, settle }, nowMs));
      if (ticket.state !== "waiting") return;
      if (abandoned?.aborted) leave();
      else abandoned?.addEventListener("abort", leave, { once: true });
    });
  }

  #act<Result>(action: (nowMs: number) => Result): Result {
    this.#pool.use(this.#findDiscipline());
    const result = action(this.#clock.elapsedMs());
    this.#wakeForNextEvent();
    return result;
  }

  /** One timer for all. When it is late, the pool makes up for it: it starts the next work at the virtual finish. */
  #wakeForNextEvent(): void {
    const nextMs = this.#pool.nextEventMs;
    if (nextMs === this.#wakesAtMs) return;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    this.#wakesAtMs = nextMs;
    if (nextMs === Number.POSITIVE_INFINITY) return;
    this.#cancelWake = this.#clock.schedule(nextMs - this.#clock.elapsedMs(), () => {
      this.#wakesAtMs = Number.POSITIVE_INFINITY;
      this.#cancelWake = undefined;
      this.#act((nowMs) => this.#pool.advance(nowMs));
    });
  }
}

function describePassage({ state, arrivedAtMs, startedAtMs, settledAtMs }: Ticket): Passage {
  if (state === "served") {
    return { outcome: state, waitedMs: startedAtMs - arrivedAtMs, workedMs: settledAtMs - startedAtMs };
  }
  return { outcome: state === "abandoned" ? state : "busy", waitedMs: settledAtMs - arrivedAtMs, workedMs: 0 };
}
