// The built-in shop in virtual time: its worker pool, its payment calls, customers who wait at most so long.
import { EventHeap } from "../../mock-shop/capacity/event-heap.ts";
import { drawLognormalService, type ServiceShape } from "../../mock-shop/capacity/service-time.ts";
import type { Ticket } from "../../mock-shop/capacity/ticket.ts";
import { WorkerPool } from "../../mock-shop/capacity/worker-pool.ts";
import { usualPaymentsInFlight } from "../../mock-shop/rules/payment-limits.ts";
import type { Outcome } from "../../scenarios/outcome.ts";
import { drawPaymentCall, type FaultInForce } from "./payment-calls.ts";
import type { StepChain } from "./step-chains.ts";

/** Wall ms; `faultAt`: by wall ms of the run. */
export interface VirtualShopSettings {
  readonly workers: number;
  readonly serviceMs: number;
  readonly queueBoundMs: number;
  readonly responseTimeoutMs: number;
  readonly paymentDeadlineMs: number;
  readonly pageDelayMs: number;
  readonly seed: number;
  readonly faultAt: (atMs: number) => FaultInForce | null;
  /** Told of each request that a worker began: when it came, and how long it waited. */
  readonly onWait: (arrivedAtMs: number, waitedMs: number) => void;
}

/** How a step ended. `served`: how many requests of its chain were answered well. */
export interface StepEnd {
  readonly outcome: Outcome;
  readonly latencyMs: number;
  readonly served: number;
}

/** The running shop's service times, drawn once: a million draws would take longer than all else. */
const serviceTimes = Float64Array.from({ length: 8192 }, (_, count) => drawLognormalService(1, count));
/** An odd stride visits all of them before one comes again. */
const drawService: ServiceShape = (seed, count) =>
  serviceTimes[(Math.imul(seed, 2_654_435) + Math.imul(count, 4_241)) & (serviceTimes.length - 1)] as number;

/** Events and pool on one virtual clock; `run` is the only place where time passes. */
export class VirtualShop {
  readonly #settings: VirtualShopSettings;
  readonly #pool: WorkerPool;
  readonly #events = new EventHeap<() => void>();
  /** Everybody waits equally long, so that steps time out in the order in which they began. */
  #pending: StepRun[] = [];
  #oldest = 0;
  #settled: { run: StepRun; ticket: Ticket }[] = [];
  #nowMs = 0;
  #calls = 0;
  #inFlight = 0;

  constructor(settings: VirtualShopSettings) {
    this.#settings = settings;
    this.#pool = new WorkerPool({ ...settings, shape: drawService }, 0);
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Worker-milliseconds of work done since the start. */
  get busyMs(): number {
    return this.#pool.readState(this.#nowMs).busyMs;
  }

  /** Something that happens at that time; at once when it is past. */
  at(atMs: number, happens: () => void): void {
    this.#events.push(Math.max(atMs, this.#nowMs), happens);
  }

  /** Asks for a step now; `onEnd` hears once how it ended. */
  ask(chain: StepChain, onEnd: (end: StepEnd) => void): void {
    const run = new StepRun(chain, this.#nowMs, onEnd, (ticket) => this.#settled.push({ run, ticket }));
    this.#pending.push(run);
    this.#send(run);
  }

  /** Lets everything happen until then. */
  run(untilMs: number): void {
    for (;;) {
      const poolMs = this.#pool.nextEventMs;
      const eventMs = this.#events.nextMs;
      const timeoutMs = this.#findTimeoutMs();
      const nextMs = Math.min(poolMs, eventMs, timeoutMs);
      if (nextMs > untilMs) break;
      this.#nowMs = nextMs;
      if (poolMs === nextMs) this.#pool.advance(nextMs);
      else if (eventMs === nextMs) this.#events.pop()();
      else this.#timeOut(this.#pending[this.#oldest] as StepRun);
      this.#hearSettled();
    }
    this.#nowMs = untilMs;
  }

  /** When the oldest step that is not over times out; Infinity without one. */
  #findTimeoutMs(): number {
    while (this.#pending[this.#oldest]?.isOver) this.#oldest++;
    if (this.#oldest > 10_000) {
      this.#pending = this.#pending.slice(this.#oldest);
      this.#oldest = 0;
    }
    const oldest = this.#pending[this.#oldest];
    return oldest === undefined ? Number.POSITIVE_INFINITY : oldest.startedMs + this.#settings.responseTimeoutMs;
  }

  /** The pool must not be called while it settles: what it settled is heard afterwards, in its order. */
  #hearSettled(): void {
    while (this.#settled.length > 0) {
      const settled = this.#settled;
      this.#settled = [];
      for (const { run, ticket } of settled) this.#hear(run, ticket);
    }
  }

  #hear(run: StepRun, ticket: Ticket): void {
    if (ticket.state === "served") {
      this.#settings.onWait(ticket.arrivedAtMs, ticket.startedAtMs - ticket.arrivedAtMs);
      run.served++;
      if (run.chain.pays && run.served === 1 && !run.isOver) this.#pay(run);
      else this.#goOn(run);
    } else if (ticket.state === "busy") this.#end(run, "shed");
  }

  #send(run: StepRun): void {
    const kind = run.chain.kinds[run.served];
    if (kind === undefined) return;
    const mustFinish = kind === "place-order-after-payment";
    run.ticket = this.#pool.arrive({ kind, mustFinish, settle: run.settle }, this.#nowMs);
  }

  #goOn(run: StepRun): void {
    if (run.isOver) return;
    if (run.served < run.chain.kinds.length) this.#send(run);
    else if (this.#settings.pageDelayMs === 0) this.#end(run, "ok");
    else this.at(this.#nowMs + this.#settings.pageDelayMs, () => this.#end(run, "ok"));
  }

  #pay(run: StepRun): void {
    if (this.#inFlight >= usualPaymentsInFlight) {
      this.#end(run, "shed");
      return;
    }
    this.#inFlight++;
    const { seed, faultAt, paymentDeadlineMs } = this.#settings;
    const call = drawPaymentCall(seed, ++this.#calls, faultAt(this.#nowMs), paymentDeadlineMs);
    this.at(this.#nowMs + call.tookMs, () => {
      this.#inFlight--;
      // A payment that went through is entered into the books, whether or not the customer still waits.
      if (call.isGood) this.#send(run);
      else this.#end(run, "error-page");
    });
  }

  #timeOut(run: StepRun): void {
    if (run.isOver) return;
    this.#end(run, "timeout");
    if (run.ticket !== null) this.#pool.abandon(run.ticket, this.#nowMs);
  }

  #end(run: StepRun, outcome: Outcome): void {
    if (run.isOver) return;
    run.isOver = true;
    const latencyMs = outcome === "timeout" ? this.#settings.responseTimeoutMs : this.#nowMs - run.startedMs;
    run.onEnd({ outcome, latencyMs, served: run.served });
  }
}

class StepRun {
  readonly chain: StepChain;
  readonly startedMs: number;
  readonly onEnd: (end: StepEnd) => void;
  readonly settle: (ticket: Ticket) => void;
  served = 0;
  isOver = false;
  ticket: Ticket | null = null;

  constructor(chain: StepChain, startedMs: number, onEnd: (end: StepEnd) => void, settle: (ticket: Ticket) => void) {
    this.chain = chain;
    this.startedMs = startedMs;
    this.onEnd = onEnd;
    this.settle = settle;
  }
}
