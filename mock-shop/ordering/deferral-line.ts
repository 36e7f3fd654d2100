import type { ShopBooks } from "../ledger/shop-books.ts";
import type { DeferredTask } from "../ledger/shop-records.ts";
import { computeBackoffMs } from "../rules/backoff.ts";

/** An order in the line, and how its payment went until now. */
export interface WaitingOrder {
  readonly task: DeferredTask;
  failures: number;
  /** Those since whose predecessor another order got through. */
  ownFailures: number;
  /** How many orders had got through when it failed last. */
  successesAtFailure: number;
  /** It failed while nobody got through, and somebody did then: it has its place by age again. */
  isForgiven: boolean;
  /** On the elapsed clock. */
  readyAtMs: number;
}

const windowSize = 100;
const windowLimit = 1_000;
const stepAsideMs = 500;

/**
 * The deferred orders as a window on the books. After a failure it is the turn of the order with the fewest, so that
 * orders which always fail hold up no other. The first that gets through proves nothing about those that failed before:
 * they are taken for victims of the same outage, and served oldest first, until one of them fails again.
 */
export class DeferralLine {
  readonly #books: Pick<ShopBooks, "run">;
  #window: WaitingOrder[] = [];
  #successes = 0;

  constructor(books: Pick<ShopBooks, "run">) {
    this.#books = books;
  }

  get isEmpty(): boolean {
    return this.#window.length === 0;
  }

  /** When the first of those that stepped aside is back; infinite in an empty line. */
  get nextReadyMs(): number {
    return Math.min(...this.#window.map(({ readyAtMs }) => readyAtMs));
  }

  /** The next deadline, epoch ms; infinite in an empty line. */
  get nextDueMs(): number {
    return Math.min(...this.#window.map(({ task }) => task.dueAtMs));
  }

  /** Whose turn it is, of those that are ready and not overdue. `waiting`: how many there are in the books. */
  async findNext(elapsedMs: number, atMs: number, waiting: number): Promise<WaitingOrder | undefined> {
    const next = this.#findReady(elapsedMs, atMs);
    const isWhole = this.#window.length >= Math.min(waiting, windowLimit);
    if (isWhole || (next !== undefined && rankOf(next) === 0)) return next;
    await this.#widen();
    return this.#findReady(elapsedMs, atMs);
  }

  /** Forgets the orders whose deadline is over; whether there were any. */
  dropOverdue(atMs: number): boolean {
    const before = this.#window.length;
    this.#window = this.#window.filter(({ task }) => task.dueAtMs > atMs);
    return this.#window.length < before;
  }

  /** Whether it is the order's own fault when its payment fails now, and says nothing about the provider. */
  isSuspect({ failures, ownFailures, successesAtFailure }: WaitingOrder): boolean {
    return ownFailures > 0 || (failures > 0 && successesAtFailure < this.#successes);
  }

  /** Its payment failed. It steps aside for a while only if somebody got through since it failed before. */
  postpone(order: WaitingOrder, elapsedMs: number, longestMs: number): void {
    if (order.failures > 0 && order.successesAtFailure < this.#successes) {
      order.ownFailures += 1;
      order.readyAtMs = elapsedMs + computeBackoffMs(order.ownFailures, 1, stepAsideMs, 10 * longestMs);
    }
    order.failures += 1;
    order.successesAtFailure = this.#successes;
    if (order.isForgiven) for (const other of this.#window) other.isForgiven = false;
  }

  noteSuccess(): void {
    for (const order of this.#window) {
      const failedSince = order.failures > 0 && order.successesAtFailure === this.#successes;
      if (failedSince && order.ownFailures === 0) order.isForgiven = true;
    }
    this.#successes += 1;
  }

  remove(orderNumber: string): void {
    this.#window = this.#window.filter(({ task }) => task.orderNumber !== orderNumber);
  }

  /** The oldest of those with the fewest failures; the window is in order of age. */
  #findReady(elapsedMs: number, atMs: number): WaitingOrder | undefined {
    let next: WaitingOrder | undefined;
    for (const order of this.#window) {
      if (order.readyAtMs > elapsedMs || order.task.dueAtMs <= atMs) continue;
      if (next === undefined || rankOf(order) < rankOf(next)) next = order;
    }
    return next;
  }

  async #widen(): Promise<void> {
    const limit = Math.min(this.#window.length + windowSize, windowLimit);
    const known = new Map(this.#window.map((order) => [order.task.orderNumber, order]));
    const tasks = await this.#books.run("listDeferrals", { limit });
    this.#window = tasks.map((task) => known.get(task.orderNumber) ?? startWaiting(task));
  }
}

function rankOf({ isForgiven, failures }: WaitingOrder): number {
  return isForgiven ? 0 : failures;
}

function startWaiting(task: DeferredTask): WaitingOrder {
  return { task, failures: 0, ownFailures: 0, successesAtFailure: 0, isForgiven: false, readyAtMs: 0 };
}
