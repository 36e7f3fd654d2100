import type { ShopBooks } from "../ledger/shop-books.ts";
import type { DeferredTask } from "../ledger/shop-records.ts";
import { computeBackoffMs } from "../rules/backoff.ts";

/** An order in the line, and how its payment went until now. */
export interface WaitingOrder {
  readonly task: DeferredTask;
  failures: number;
  /** On the elapsed clock. */
  readyAtMs: number;
}

const windowSize = 100;
const windowLimit = 1_000;
/** So often the order at the head is tried before the next one is let past it. */
const patience = 5;
const stepAsideMs = 500;

/**
 * The deferred orders, oldest first, as a window on the books. One whose payment fails time and again steps aside for a
 * while, so that it holds up no other; when the failures turn out to have been everybody's, all are back in their place.
 */
export class DeferralLine {
  readonly #books: Pick<ShopBooks, "run">;
  #window: WaitingOrder[] = [];
  #failuresInRow = 0;

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

  /** The oldest order that is ready. `waiting`: how many there are in the books. */
  async findNext(nowMs: number, waiting: number): Promise<WaitingOrder | undefined> {
    const ready = this.#findReady(nowMs);
    if (ready !== undefined || this.#window.length >= Math.min(waiting, windowLimit)) return ready;
    await this.#widen();
    return this.#findReady(nowMs);
  }

  /** Forgets the orders whose deadline is over; whether there were any. */
  dropOverdue(atMs: number): boolean {
    const before = this.#window.length;
    this.#window = this.#window.filter(({ task }) => task.dueAtMs > atMs);
    return this.#window.length < before;
  }

  postpone(order: WaitingOrder, nowMs: number, longestMs: number): void {
    this.#failuresInRow += 1;
    order.failures += 1;
    if (order.failures >= patience) {
      order.readyAtMs = nowMs + computeBackoffMs(order.failures - patience, 1, stepAsideMs, 10 * longestMs);
    }
  }

  noteSuccess(): void {
    if (this.#failuresInRow > patience) for (const order of this.#window) order.readyAtMs = 0;
    this.#failuresInRow = 0;
  }

  remove(orderNumber: string): void {
    this.#window = this.#window.filter(({ task }) => task.orderNumber !== orderNumber);
  }

  #findReady(nowMs: number): WaitingOrder | undefined {
    return this.#window.find(({ readyAtMs }) => readyAtMs <= nowMs);
  }

  async #widen(): Promise<void> {
    const limit = Math.min(this.#window.length + windowSize, windowLimit);
    const known = new Map(this.#window.map((order) => [order.task.orderNumber, order]));
    const tasks = await this.#books.run("listDeferrals", { limit });
    this.#window = tasks.map((task) => known.get(task.orderNumber) ?? { task, failures: 0, readyAtMs: 0 });
  }
}
