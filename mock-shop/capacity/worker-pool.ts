import { BusyMeter } from "./busy-meter.ts";
import { EventHeap } from "./event-heap.ts";
import { buildFirstComeFirstServed, type QueueDiscipline } from "./queue-discipline.ts";
import { workFactors } from "./route-work.ts";
import { drawLognormalService, type ServiceShape } from "./service-time.ts";
import { type Outcome, Ticket, type WorkRequest } from "./ticket.ts";
import { WaitingQueue } from "./waiting-queue.ts";

export interface WorkerPoolSettings {
  readonly workers: number;
  readonly serviceMs: number;
  /** The longest wait under the standard discipline. */
  readonly queueBoundMs: number;
  /** How many may wait under any discipline: 10,000 where it is not said. */
  readonly queueLimit?: number;
  readonly seed: number;
  readonly shape?: ServiceShape;
}

/** Counts and times are since the start, where nothing else is said. */
export interface CapacityState {
  readonly workers: number;
  readonly busy: number;
  readonly queued: number;
  /** Begun at once or let into the queue. */
  readonly admitted: number;
  /** Sent away at arrival. */
  readonly rejected: number;
  /** Sent away out of the queue. */
  readonly shed: number;
  /** Left the queue because nobody waited for them any more. */
  readonly abandoned: number;
  readonly offeredWorkMs: number;
  readonly busyMs: number;
  /** Time spent in the queue by all together: its growth by elapsed time is the mean length of the queue. */
  readonly waitedMs: number;
  /** Over the last second. */
  readonly utilisation: number;
  readonly utilisationSinceStart: number;
}

/**
 * The shop's workers and the queue before them, as events on a virtual clock (milliseconds, never falling, passed in).
 * A worker that becomes free begins the next request at the virtual finish of the last, however late the caller tells
 * the time: late timers eat no capacity. What nobody waits for is not begun; what was begun is finished.
 */
export class WorkerPool {
  readonly #settings: WorkerPoolSettings;
  readonly #shape: ServiceShape;
  readonly #queueLimit: number;
  readonly #standard: QueueDiscipline;
  readonly #queue = new WaitingQueue();
  readonly #working = new EventHeap<Ticket>();
  readonly #meter: BusyMeter;
  #discipline: QueueDiscipline;
  #workers: number;
  #nowMs: number;
  #finishSumMs = 0;
  #arrived = 0;
  #rejected = 0;
  #shed = 0;
  #abandoned = 0;
  #offeredWorkMs = 0;
  #waitedMs = 0;
  #capacityMs = 0;

  constructor(settings: WorkerPoolSettings, nowMs: number) {
    this.#settings = settings;
    this.#shape = settings.shape ?? drawLognormalService;
    this.#queueLimit = settings.queueLimit ?? 10_000;
    this.#standard = buildFirstComeFirstServed(settings.queueBoundMs);
    this.#discipline = this.#standard;
    this.#workers = settings.workers;
    this.#nowMs = nowMs;
    this.#meter = new BusyMeter(nowMs);
  }

  /** When `advance` has something to do next; Infinity while no worker is busy. */
  get nextEventMs(): number {
    return this.#working.nextMs;
  }

  /** Undefined stands for the standard discipline. Who waits goes on waiting. */
  use(discipline: QueueDiscipline | undefined): void {
    this.#discipline = discipline ?? this.#standard;
  }

  /** A free worker begins at once; else the request waits, or is sent away: see the ticket's state. */
  arrive(request: WorkRequest, nowMs: number): Ticket {
    this.advance(nowMs);
    const workMs =
      this.#settings.serviceMs * workFactors[request.kind] * this.#shape(this.#settings.seed, this.#arrived);
    const ticket = new Ticket(request, this.#arrived, nowMs, workMs);
    this.#arrived += 1;
    this.#offeredWorkMs += workMs;
    if (this.#working.size < this.#workers) this.#begin(ticket);
    else if (request.mustFinish || this.#hasRoomFor(ticket)) this.#queue.add(ticket);
    else {
      this.#rejected += 1;
      this.#settle(ticket, "busy");
    }
    return ticket;
  }

  /** Nobody waits for it any more: out of the queue. Work that was begun, or must be finished, goes on. */
  abandon(ticket: Ticket, nowMs: number): void {
    this.advance(nowMs);
    if (ticket.state !== "waiting" || ticket.request.mustFinish) return;
    this.#queue.remove(ticket);
    this.#abandoned += 1;
    this.#settle(ticket, "abandoned");
  }

  /** From now on so many workers; who is busy beyond that finishes first. Simulations take capacity away with it. */
  resize(workers: number, nowMs: number): void {
    this.advance(nowMs);
    this.#workers = workers;
    this.#beginWaiting();
  }

  /** Lets everything happen that is due by `nowMs`, in the order of the virtual clock. */
  advance(nowMs: number): void {
    while (this.#working.nextMs <= nowMs) {
      this.#passTimeUntil(this.#working.nextMs);
      const finished = this.#working.pop();
      this.#finishSumMs = this.#working.size === 0 ? 0 : this.#finishSumMs - this.#nowMs;
      this.#settle(finished, "served");
      this.#beginWaiting();
    }
    this.#passTimeUntil(nowMs);
  }

  /** Offered work counts rejected requests too, busy time does not. */
  readState(nowMs: number): CapacityState {
    this.advance(nowMs);
    return {
      workers: this.#workers,
      busy: this.#working.size,
      queued: this.#queue.count,
      admitted: this.#arrived - this.#rejected,
      rejected: this.#rejected,
      shed: this.#shed,
      abandoned: this.#abandoned,
      offeredWorkMs: this.#offeredWorkMs,
      busyMs: this.#meter.busyMs,
      waitedMs: this.#waitedMs,
      utilisation: this.#workers > 0 ? this.#meter.computeBusyWorkers() / this.#workers : 0,
      utilisationSinceStart: this.#capacityMs > 0 ? this.#meter.busyMs / this.#capacityMs : 0,
    };
  }

  #hasRoomFor(ticket: Ticket): boolean {
    if (this.#queue.count >= this.#queueLimit) return false;
    const remainingMs = this.#finishSumMs - this.#working.size * this.#nowMs;
    const aheadMs = remainingMs + this.#queue.workMs;
    const expectedWaitMs = this.#workers > 0 ? aheadMs / this.#workers : Number.POSITIVE_INFINITY;
    return this.#discipline.admits(ticket, this.#queue, expectedWaitMs);
  }

  #beginWaiting(): void {
    while (this.#working.size < this.#workers && this.#queue.count > 0) {
      const shed = this.#discipline.chooseShed?.(this.#queue, this.#nowMs);
      if (shed) {
        this.#queue.remove(shed);
        this.#shed += 1;
        this.#settle(shed, "busy");
        continue;
      }
      const next = this.#discipline.chooseNext(this.#queue, this.#nowMs) ?? this.#queue.oldest;
      if (!next) return;
      this.#queue.remove(next);
      this.#begin(next);
    }
  }

  #begin(ticket: Ticket): void {
    const finishMs = this.#nowMs + ticket.workMs;
    ticket.state = "working";
    ticket.startedAtMs = this.#nowMs;
    this.#working.push(finishMs, ticket);
    this.#finishSumMs += finishMs;
  }

  #settle(ticket: Ticket, outcome: Outcome): void {
    ticket.state = outcome;
    ticket.settledAtMs = this.#nowMs;
    ticket.request.settle(ticket);
  }

  #passTimeUntil(nowMs: number): void {
    const elapsedMs = nowMs - this.#nowMs;
    if (elapsedMs <= 0) return;
    this.#nowMs = nowMs;
    this.#meter.passTime(nowMs, this.#working.size);
    this.#waitedMs += elapsedMs * this.#queue.count;
    this.#capacityMs += elapsedMs * this.#workers;
  }
}
