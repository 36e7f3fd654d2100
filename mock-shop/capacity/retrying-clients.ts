import { drawUniform } from "../rules/draw.ts";
import type { WorkKind } from "./route-work.ts";
import type { Ticket, WorkRequest } from "./ticket.ts";
import type { WorkerPool } from "./worker-pool.ts";

export interface RetryingClientsSettings {
  readonly arrivalRatePerSecond: number;
  /** A client waits so long for an answer, then tries again at once. */
  readonly timeoutMs: number;
  /** How often a client tries again after a timeout or a busy answer. */
  readonly mostRetries: number;
  /** Whether the shop hears of a client's timeout; else it works on for nobody. */
  readonly isHeard: boolean;
  readonly seed: number;
  /** What the n-th client asks for: the home page where it is not said. */
  readonly chooseKind?: (client: number) => WorkKind;
}

/** Clients, but for `attempts` and `unwanted`: requests, and requests that were worked on for nobody. */
export interface ClientCounts {
  arrived: number;
  attempts: number;
  /** Got an answer within the timeout of one of their attempts. */
  succeeded: number;
  /** Gave up: the last attempt failed. */
  failed: number;
  unwanted: number;
}

/**
 * An open stream of clients (Poisson, virtual time) that retry without a pause, in front of a pool. It simulates and is no
 * part of a running shop: it answers beforehand what a shop of this capacity would do under this load. What keeps a shop
 * down after its cause is gone can be seen here: the retries themselves.
 */
export class RetryingClients {
  readonly #pool: WorkerPool;
  readonly #settings: RetryingClientsSettings;
  readonly #counts = new Map<WorkKind, ClientCounts>();
  #retries: Attempt[] = [];
  #oldest: Attempt | undefined;
  #newest: Attempt | undefined;
  #clients = 0;
  #nextArrivalMs: number;

  constructor(pool: WorkerPool, settings: RetryingClientsSettings, nowMs: number) {
    this.#pool = pool;
    this.#settings = settings;
    this.#nextArrivalMs = nowMs + this.#drawGapMs();
  }

  /** Lets clients arrive, wait, give up and retry until then. */
  run(untilMs: number): void {
    for (;;) {
      const timesOutAtMs = this.#oldest?.timesOutAtMs ?? Number.POSITIVE_INFINITY;
      if (Math.min(timesOutAtMs, this.#nextArrivalMs) > untilMs) break;
      if (timesOutAtMs < this.#nextArrivalMs) this.#timeOutOldest();
      else this.#welcomeNext();
    }
    this.#pool.advance(untilMs);
  }

  readCounts(kind: WorkKind = "home"): Readonly<ClientCounts> {
    return { ...this.#countsOf(kind) };
  }

  #welcomeNext(): void {
    const atMs = this.#nextArrivalMs;
    const kind = this.#settings.chooseKind?.(this.#clients) ?? "home";
    this.#clients += 1;
    this.#nextArrivalMs += this.#drawGapMs();
    this.#countsOf(kind).arrived += 1;
    this.#send(kind, 0, atMs);
  }

  #timeOutOldest(): void {
    const attempt = this.#oldest as Attempt;
    const { timesOutAtMs, ticket } = attempt;
    this.#oldest = attempt.next;
    if (!this.#oldest) this.#newest = undefined;
    this.#pool.advance(timesOutAtMs);
    if (attempt.state !== "open") return;
    attempt.state = "given-up";
    if (this.#settings.isHeard && ticket) this.#pool.abandon(ticket, timesOutAtMs);
    this.#retry(attempt, timesOutAtMs);
  }

  #send(kind: WorkKind, retries: number, atMs: number): void {
    const attempt = new Attempt(kind, retries, atMs + this.#settings.timeoutMs, this.#noteEnd);
    if (this.#newest) this.#newest.next = attempt;
    else this.#oldest = attempt;
    this.#newest = attempt;
    this.#countsOf(kind).attempts += 1;
    attempt.ticket = this.#pool.arrive(attempt, atMs);
    const sentAway = this.#retries;
    if (sentAway.length === 0) return;
    this.#retries = [];
    for (const one of sentAway) this.#retry(one, atMs);
  }

  #retry({ kind, retries }: Attempt, atMs: number): void {
    if (retries < this.#settings.mostRetries) this.#send(kind, retries + 1, atMs);
    else this.#countsOf(kind).failed += 1;
  }

  readonly #noteEnd = (attempt: Attempt, ticket: Ticket): void => {
    if (attempt.state === "given-up") {
      if (ticket.state === "served") this.#countsOf(attempt.kind).unwanted += 1;
      return;
    }
    attempt.state = "answered";
    if (ticket.state === "served") this.#countsOf(attempt.kind).succeeded += 1;
    else this.#retries.push(attempt);
  };

  #drawGapMs(): number {
    const { seed, arrivalRatePerSecond } = this.#settings;
    return (-Math.log(drawUniform(seed, "client", this.#clients)) * 1_000) / arrivalRatePerSecond;
  }

  #countsOf(kind: WorkKind): ClientCounts {
    let counts = this.#counts.get(kind);
    if (!counts) {
      counts = { arrived: 0, attempts: 0, succeeded: 0, failed: 0, unwanted: 0 };
      this.#counts.set(kind, counts);
    }
    return counts;
  }
}

class Attempt implements WorkRequest {
  readonly kind: WorkKind;
  readonly retries: number;
  readonly timesOutAtMs: number;
  readonly #noteEnd: (attempt: Attempt, ticket: Ticket) => void;
  state: "open" | "answered" | "given-up" = "open";
  ticket: Ticket | undefined;
  /** The attempt that was sent next: all have the same timeout, so that they time out in this order. */
  next: Attempt | undefined;

  constructor(
    kind: WorkKind,
    retries: number,
    timesOutAtMs: number,
    noteEnd: (attempt: Attempt, ticket: Ticket) => void,
  ) {
    this.kind = kind;
    this.retries = retries;
    this.timesOutAtMs = timesOutAtMs;
    this.#noteEnd = noteEnd;
  }

  settle(ticket: Ticket): void {
    this.#noteEnd(this, ticket);
  }
}
