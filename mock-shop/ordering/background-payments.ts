import { type Clock, waitUntil } from "../clock.ts";
import type { Counters } from "../counters.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import type { UncapturedOrder } from "../ledger/shop-records.ts";
import type { PaymentClient } from "../payments/payment-client.ts";
import { RetryQueue } from "./retry-queue.ts";

export interface BackgroundPaymentsSettings {
  readonly books: ShopBooks;
  readonly payments: PaymentClient;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly seed: number;
  readonly queueLimit?: number;
}

interface VoidTask {
  readonly orderNumber: string;
}

const concurrency = 16;
const refillPauseMs = 20;

/**
 * Captures and voids, tried until the provider took them. The queues in memory are only a window: the books say what
 * is to be captured (orders in `placed`) and voided (payment intents), so a full queue or a crash loses nothing.
 */
export class BackgroundPayments {
  readonly #settings: BackgroundPaymentsSettings;
  readonly #captures: RetryQueue<UncapturedOrder>;
  readonly #voids: RetryQueue<VoidTask>;
  readonly #queueLimit: number;
  readonly #refused = new Set<string>();
  #overflowed = 0;
  #isClosed = false;

  constructor(settings: BackgroundPaymentsSettings) {
    const { clock, seed } = settings;
    this.#settings = settings;
    this.#queueLimit = settings.queueLimit ?? 10_000;
    const common = { clock, seed, limit: this.#queueLimit, concurrency };
    this.#captures = new RetryQueue<UncapturedOrder>({
      ...common,
      keyOf: (order) => order.orderNumber,
      run: (order) => this.#capture(order),
      onEmpty: () => this.#refillAfterOverflow(),
    });
    this.#voids = new RetryQueue<VoidTask>({
      ...common,
      keyOf: (task) => task.orderNumber,
      run: (task) => this.#void(task),
    });
  }

  get pendingCaptures(): number {
    return this.#captures.pending + this.#overflowed;
  }

  get pendingVoids(): number {
    return this.#voids.pending;
  }

  queueCapture(order: UncapturedOrder): void {
    if (!this.#captures.add(order)) this.#overflowed += 1;
  }

  /** When the queue is full the intent stays in the books, and the next start voids it. */
  queueVoid(orderNumber: string): void {
    this.#voids.add({ orderNumber });
  }

  /** Takes up what an earlier process left behind. Called before the first request is let in. */
  async recover(): Promise<{ captures: number; voids: number }> {
    const { books } = this.#settings;
    const [uncaptured, intents] = await Promise.all([
      books.run("listUncaptured", { limit: this.#queueLimit + 1 }),
      books.run("listIntents", { limit: this.#queueLimit }),
    ]);
    for (const order of uncaptured) this.queueCapture(order);
    for (const intent of intents) this.queueVoid(intent.orderNumber);
    return { captures: uncaptured.length, voids: intents.length };
  }

  /** Waits until nothing is to be captured or voided, or the time is out. */
  async waitUntilSettled(timeoutMs: number): Promise<void> {
    const { clock } = this.#settings;
    const untilMs = clock.elapsedMs() + timeoutMs;
    for (let restMs = timeoutMs; restMs > 0; restMs = untilMs - clock.elapsedMs()) {
      await Promise.all([this.#captures.waitUntilIdle(restMs), this.#voids.waitUntilIdle(restMs)]);
      if (this.pendingCaptures === 0 && this.pendingVoids === 0) return;
      await waitUntil(clock, clock.elapsedMs() + Math.min(refillPauseMs, restMs));
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#captures.close();
    this.#voids.close();
  }

  async #capture(order: UncapturedOrder): Promise<boolean> {
    const { books, payments, clock, counters } = this.#settings;
    const result = await payments.capture(order.paymentId, order.totalCents);
    if (result === "failed") return false;
    const { orderNumber } = order;
    if (result === "done") {
      await books.run("markPaid", { orderNumber, atMs: clock.nowMs() });
      return true;
    }
    counters.captureRefusals += 1;
    this.#refused.add(orderNumber);
    const detail = order.paymentId;
    await books.run("appendEvent", { orderNumber, kind: "capture-refused", atMs: clock.nowMs(), detail });
    return true;
  }

  async #void(task: VoidTask): Promise<boolean> {
    const { orderNumber } = task;
    const result = await this.#settings.payments.voidByKey(orderNumber, paymentKeyOf(orderNumber));
    if (result === "failed") return false;
    await this.#settings.books.run("dropIntent", { orderNumber });
    return true;
  }

  /** Reads one order more than fit: if it overflows again, the books are read again after these. */
  #refillAfterOverflow(): void {
    if (this.#overflowed === 0 || this.#isClosed) return;
    void this.#settings.books
      .run("listUncaptured", { limit: this.#queueLimit + this.#refused.size + 1 })
      .then((orders) => {
        this.#overflowed = 0;
        for (const order of orders) if (!this.#refused.has(order.orderNumber)) this.queueCapture(order);
      })
      .catch((error: unknown) => {
        console.error("reading orders to capture failed, it will be tried again:", error);
        this.#settings.clock.schedule(1_000, () => this.#refillAfterOverflow());
      });
  }
}

/** Each attempt to pay has an order number of its own, so its key is too: a voided attempt bars no later one. */
export function paymentKeyOf(orderNumber: string): string {
  return `pay-${orderNumber}`;
}
