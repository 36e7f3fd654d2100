import { type Clock, waitUntil } from "../clock.ts";
import type { Counters } from "../counters.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import type { PaymentTask, RefundTask } from "../ledger/shop-records.ts";
import { captureBatchLimit, type PaymentClient } from "../payments/payment-client.ts";
import { BookedQueue, type BookedTask, type TaskResult } from "./booked-queue.ts";
import type { StockLevels } from "./stock-levels.ts";

export interface BackgroundPaymentsSettings {
  readonly books: ShopBooks;
  readonly payments: PaymentClient;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly stock: StockLevels;
  readonly seed: number;
  readonly queueLimit?: number;
}

const settledPauseMs = 20;

/** Captures, voids and refunds, tried until the provider took them. The books say what is to be done. */
export class BackgroundPayments {
  readonly #settings: BackgroundPaymentsSettings;
  readonly #captures: BookedQueue<PaymentTask>;
  readonly #voids: BookedQueue<BookedTask>;
  readonly #refunds: BookedQueue<RefundTask>;

  constructor(settings: BackgroundPaymentsSettings) {
    this.#settings = settings;
    const { books, clock, seed, queueLimit: limit = 10_000 } = settings;
    this.#captures = new BookedQueue({
      ...{ clock, seed, limit, concurrency: 4, batchLimit: captureBatchLimit },
      run: (tasks) => this.#capture(tasks),
      list: (count) => books.run("listUncaptured", { limit: count }),
      count: () => books.run("countUncaptured", null),
    });
    this.#voids = new BookedQueue({
      ...{ clock, seed, limit, concurrency: 16 },
      run: (tasks) => Promise.all(tasks.map((task) => this.#void(task))),
      list: (count) => books.run("listVoidsDue", { limit: count }),
      count: () => books.run("countVoidsDue", null),
    });
    this.#refunds = new BookedQueue({
      ...{ clock, seed, limit, concurrency: 16 },
      run: (tasks) => Promise.all(tasks.map((task) => this.#giveBack(task))),
      list: (count) => books.run("listRefundsDue", { limit: count }),
      count: () => books.run("countRefundsDue", null),
    });
  }

  get pendingCaptures(): number {
    return this.#captures.pending;
  }

  get pendingVoids(): number {
    return this.#voids.pending;
  }

  get pendingRefunds(): number {
    return this.#refunds.pending;
  }

  queueCapture(order: PaymentTask): void {
    this.#captures.add(order);
  }

  /** For an attempt to order that came to nothing: what it took is given back, and its payment if there may be one. */
  queueVoid(orderNumber: string): void {
    this.#voids.add({ orderNumber });
  }

  /** For a cancelled order. */
  queueRefund(order: RefundTask): void {
    this.#refunds.add(order);
  }

  /** Takes up what an earlier process left behind. Called before the first request is let in. */
  async recover(): Promise<{ captures: number; voids: number; refunds: number }> {
    const queues = [this.#captures.recover(), this.#voids.recover(), this.#refunds.recover()] as const;
    const [captures, voids, refunds] = await Promise.all(queues);
    return { captures, voids, refunds };
  }

  /** Waits until nothing is to be captured, voided or refunded, or the time is out. */
  async waitUntilSettled(timeoutMs: number): Promise<void> {
    const { clock } = this.#settings;
    const queues = [this.#captures, this.#voids, this.#refunds];
    const untilMs = clock.elapsedMs() + timeoutMs;
    for (let restMs = timeoutMs; restMs > 0; restMs = untilMs - clock.elapsedMs()) {
      await Promise.all(queues.map((queue) => queue.waitUntilIdle(restMs)));
      if (queues.every((queue) => queue.pending === 0)) return;
      await waitUntil(clock, clock.elapsedMs() + Math.min(settledPauseMs, restMs));
    }
  }

  close(): void {
    for (const queue of [this.#captures, this.#voids, this.#refunds]) queue.close();
  }

  async #capture(tasks: readonly PaymentTask[]): Promise<readonly TaskResult[]> {
    const { books, payments, clock, counters } = this.#settings;
    const captures = tasks.map(({ paymentId, totalCents }) => ({ paymentId, amountCents: totalCents }));
    const results = await payments.captureMany(captures);
    const listWith = (wanted: string) =>
      tasks.filter((_task, index) => results[index] === wanted).map(({ orderNumber }) => orderNumber);
    const captured = listWith("done");
    const refused = await this.#listStillPlaced(listWith("refused"));
    const atMs = clock.nowMs();
    counters.captureRefusals += refused.length;
    await Promise.all([
      captured.length > 0 && books.run("changeOrders", { orderNumbers: captured, kind: "paid", atMs, detail: null }),
      refused.length > 0 &&
        books.run("changeOrders", { orderNumbers: refused, kind: "capture-refused", atMs, detail: null }),
    ]);
    return tasks.map(({ orderNumber }, index) => {
      if (results[index] === "failed") return "again";
      return refused.includes(orderNumber) ? "given-up" : "done";
    });
  }

  /** An order that was cancelled meanwhile had its payment voided: nothing is to be captured any more. */
  async #listStillPlaced(orderNumbers: readonly string[]): Promise<readonly string[]> {
    const { books } = this.#settings;
    const orders = await Promise.all(orderNumbers.map((orderNumber) => books.run("readOrder", { orderNumber })));
    return orderNumbers.filter((_orderNumber, index) => orders[index]?.state === "placed");
  }

  /**
   * The books come first: they alone know whether the order was placed after all, and then its payment is due. They mark
   * the intent before the provider is asked, and let go of it afterwards.
   */
  async #void({ orderNumber }: BookedTask): Promise<TaskResult> {
    const { books, payments, stock } = this.#settings;
    const { isToVoid, levels } = await books.run("abandonOrder", { orderNumber, mustVoid: true });
    stock.update(levels);
    if (!isToVoid) return "done";
    if ((await payments.voidByKey(orderNumber, paymentKeyOf(orderNumber))) === "failed") return "again";
    await books.run("abandonOrder", { orderNumber, mustVoid: false });
    return "done";
  }

  /**
   * What is only reserved is voided, what was captured is refunded; while a capture is on its way nobody knows which. The
   * provider decides: it refuses to void a captured payment, and to capture a voided one.
   */
  async #giveBack({ orderNumber, paymentId, totalCents, isCaptured }: RefundTask): Promise<TaskResult> {
    const { books, payments, clock } = this.#settings;
    const note = (kind: string) =>
      books.run("changeOrders", { orderNumbers: [orderNumber], kind, atMs: clock.nowMs(), detail: null });
    if (!isCaptured) {
      const voided = await payments.voidByKey(orderNumber, paymentKeyOf(orderNumber));
      if (voided === "failed") return "again";
      if (voided === "done") {
        await note("voided");
        return "done";
      }
    }
    const refunded = await payments.refund(paymentId, totalCents);
    if (refunded === "failed") return "again";
    await note(refunded === "done" ? "refunded" : "refund-refused");
    return refunded === "done" ? "done" : "given-up";
  }
}

/** Each attempt to pay has an order number of its own, so its key is too: a voided attempt bars no later one. */
export function paymentKeyOf(orderNumber: string): string {
  return `pay-${orderNumber}`;
}
