import { EventHeap } from "../capacity/event-heap.ts";
import { type WorkKind, workFactors } from "../capacity/route-work.ts";
import type { Ticket } from "../capacity/ticket.ts";
import { WorkerPool } from "../capacity/worker-pool.ts";
import { drawUniform } from "../rules/draw.ts";
import type { RunningDefence, VisitorAdmission, VisitorRequest } from "./defence.ts";
import { buildWorld } from "./defence-world.fixture.ts";
import { waitingRoom } from "./waiting-room.ts";
import { computeRefreshSeconds } from "./waiting-room-refresh.ts";

const visit: readonly (readonly WorkKind[])[] = [
  ["home"],
  ["category"],
  ["product"],
  ["add-to-cart", "cart"],
  ["apply-voucher", "cart"],
  ["address"],
  ["submit-address", "payment"],
  ["submit-payment", "review"],
  ["place-order", "place-order-after-payment", "confirmation"],
];
const serviceMs = 10;
const visitWorkMs = visit.flat().reduce((sum, kind) => sum + workFactors[kind] * serviceMs, 0);
/** An incident minute at a pace of 72. */
export const minuteMs = 60_000 / 72;
const thinkMs = 0.5 * minuteMs;
/** A busy page is asked for again so often, so much later; then the visitor leaves. */
const retries = 3;
const retryMs = 800;

export interface RushOptions {
  /** Work offered ÷ capacity: in the first 20 seconds, and from then on. */
  readonly calm: number;
  readonly load: number;
  readonly hasRoom: boolean;
  readonly seconds?: number;
  /** How long the rush lasts; then it is calm again. */
  readonly rushSeconds?: number;
  /** How long visitors wait in the line before they give up. */
  readonly patienceMinutes?: number;
  /** Each has an own patience, half of that to one and a half times it, as customers of the incidents have. */
  readonly isPatienceSpread?: boolean;
  /** Browsers ask again after the whole seconds of the header, and up to half a second for the page. */
  readonly areBrowsers?: boolean;
  /** The share of those who keep no cookie: each of their few requests is a newcomer's. */
  readonly programsRatio?: number;
  readonly seed?: number;
}

export const rushFromMs = 20_000;

/** Visitors (Poisson, each a whole purchase with think time) before a pool of 4 workers, in virtual time at a pace of 72. */
export class Rush {
  readonly #options: RushOptions & { readonly seed: number };
  readonly #pool: WorkerPool;
  readonly #room: (RunningDefence & { readonly admitsVisitors?: VisitorAdmission }) | undefined;
  readonly #events = new EventHeap<() => void>();
  #settled: (() => void)[] = [];
  #nowMs = 0;
  #visitors = 0;
  #latestIn = 0;
  /** All who came in, at once or by the line. */
  readonly entries: { readonly joinedMs: number; readonly enteredMs: number }[] = [];
  /** Of pages that were asked for after the first 10 seconds of the rush, and given. */
  readonly latenciesMs: number[] = [];
  /** Of the workers over a second each, every tenth of a second from the rush on. */
  readonly utilisations: number[] = [];
  /** Who came in by the line: what the first page in it said, and how long it was. */
  readonly waits: { readonly toldMinutes: number; readonly minutes: number }[] = [];
  pages = 0;
  shed = 0;
  bought = 0;
  gaveUp = 0;
  /** Times when somebody was told to wait on after a later one had come in. */
  inversions = 0;

  constructor(options: RushOptions) {
    this.#options = { seed: 1, ...options };
    this.#pool = new WorkerPool({ workers: 4, serviceMs, queueBoundMs: 250, seed: this.#options.seed }, 0);
    const readWorkers = () => this.#pool.readState(this.#nowMs);
    const world = buildWorld({ serviceMs, toWallMs: (minutes) => minutes * minuteMs, readWorkers });
    this.#room = options.hasRoom ? waitingRoom.start(world) : undefined;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#room?.readCounts() ?? {};
  }

  run(): this {
    const untilMs = (this.#options.seconds ?? 90) * 1_000;
    this.plan(0, () => this.#arrive());
    this.plan(rushFromMs, () => this.#sample());
    for (;;) {
      const settled = this.#settled;
      this.#settled = [];
      for (const goOn of settled) goOn();
      const nextMs = Math.min(this.#events.nextMs, this.#pool.nextEventMs);
      if (nextMs > untilMs) return this;
      this.#nowMs = nextMs;
      this.#pool.advance(nextMs);
      if (this.#events.nextMs <= nextMs) this.#events.pop()();
    }
  }

  plan(afterMs: number, action: () => void): void {
    this.#events.push(this.#nowMs + afterMs, action);
  }

  /** From that moment on so many workers. */
  planWorkers(atMs: number, workers: number): void {
    this.plan(atMs, () => this.#pool.resize(workers, this.#nowMs));
  }

  #sample(): void {
    this.utilisations.push(this.#pool.readState(this.#nowMs).utilisation);
    this.plan(100, () => this.#sample());
  }

  #arrive(): void {
    this.#visitors += 1;
    const { calm, load, seed, rushSeconds = 1_000, programsRatio = 0 } = this.#options;
    const number = this.#visitors;
    const isRush = this.#nowMs >= rushFromMs && this.#nowMs < rushFromMs + rushSeconds * 1_000;
    const perMs = ((isRush ? load : calm) * 4) / visitWorkMs;
    if (drawUniform(seed, "program", number) < programsRatio) this.#askWithoutCookie(3);
    else new Visitor(this, number).ask();
    this.plan(-Math.log(drawUniform(seed, "gap", number)) / perMs, () => this.#arrive());
  }

  #askWithoutCookie(times: number): void {
    const wayIn = this.admit({});
    if (times > 1 && wayIn.kind === "waiting") this.plan(minuteMs, () => this.#askWithoutCookie(times - 1));
  }

  admit(asked: Partial<VisitorRequest>) {
    const request = { visitor: undefined, sessionId: undefined, isSuspicious: false, ...asked };
    const wayIn = this.#room?.admitsVisitors?.admit(request, this.#nowMs) ?? { kind: "inside", visitor: 0 };
    if (wayIn.kind === "waiting" && wayIn.visitor < this.#latestIn) this.inversions += 1;
    return wayIn;
  }

  /** A visitor with this number waits, or comes in, having waited since then. */
  waitOrEnter(visitor: Visitor, toldMinutes: number, retryMinutes: number | undefined): void {
    const minutes = (this.#nowMs - visitor.cameAtMs) / minuteMs;
    if (retryMinutes === undefined) {
      this.#latestIn = Math.max(this.#latestIn, visitor.token ?? 0);
      this.waits.push({ toldMinutes, minutes });
    } else if (minutes > this.#readPatienceMinutes(visitor)) this.gaveUp += 1;
    else this.plan(this.#readRefreshMs(visitor, retryMinutes * minuteMs), () => visitor.ask());
  }

  #readPatienceMinutes({ number }: Visitor): number {
    const { patienceMinutes = Number.POSITIVE_INFINITY, isPatienceSpread, seed } = this.#options;
    return patienceMinutes * (isPatienceSpread ? 0.5 + drawUniform(seed, "patience", number) : 1);
  }

  #readRefreshMs({ number }: Visitor, retryMs: number): number {
    if (!this.#options.areBrowsers) return retryMs;
    return computeRefreshSeconds(retryMs) * 1_000 + 500 * drawUniform(this.#options.seed, "page", number, this.#nowMs);
  }

  work(kind: WorkKind, triesLeft: number, goOn: () => void): void {
    const askedAtMs = this.#nowMs;
    const settle = ({ state }: Ticket) => {
      this.#settled.push(() => {
        this.pages += 1;
        if (state === "served") {
          if (askedAtMs >= rushFromMs + 10_000) this.latenciesMs.push(this.#nowMs - askedAtMs);
          return goOn();
        }
        this.shed += 1;
        if (triesLeft > 0) this.plan(retryMs, () => this.work(kind, triesLeft - 1, goOn));
      });
    };
    this.#pool.arrive({ kind, mustFinish: kind === "place-order-after-payment", settle }, this.#nowMs);
  }

  think(number: number, page: number, goOn: () => void): void {
    this.plan(thinkMs * (0.2 - 0.8 * Math.log(drawUniform(this.#options.seed, "think", number, page))), goOn);
  }

  get nowMs(): number {
    return this.#nowMs;
  }
}

/** Leaves after the confirmation, or when the shop stays busy. */
class Visitor {
  readonly #rush: Rush;
  readonly number: number;
  readonly cameAtMs: number;
  token: number | undefined;
  #toldMinutes: number | undefined;
  #page = 0;

  constructor(rush: Rush, number: number) {
    this.#rush = rush;
    this.number = number;
    this.cameAtMs = rush.nowMs;
  }

  ask(): void {
    const wayIn = this.#rush.admit({ visitor: this.token });
    if (wayIn.kind === "full") return;
    this.token = wayIn.visitor;
    if (wayIn.kind === "waiting") {
      this.#toldMinutes ??= wayIn.estimateMinutes;
      this.#rush.waitOrEnter(this, this.#toldMinutes, wayIn.retryMinutes);
      return;
    }
    if (this.#page === 0) this.#rush.entries.push({ joinedMs: this.cameAtMs, enteredMs: this.#rush.nowMs });
    if (this.#toldMinutes !== undefined && this.#page === 0) this.#rush.waitOrEnter(this, this.#toldMinutes, undefined);
    this.#send(0);
  }

  #send(request: number): void {
    const kind = visit[this.#page]?.[request];
    if (kind !== undefined) this.#rush.work(kind, retries, () => this.#send(request + 1));
    else this.#turnPage();
  }

  #turnPage(): void {
    this.#page += 1;
    if (this.#page === visit.length) this.#rush.bought += 1;
    else this.#rush.think(this.number, this.#page, () => this.ask());
  }
}

export function computeMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Nearest rank; `share` is 0 to 1. */
export function findPercentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
}
