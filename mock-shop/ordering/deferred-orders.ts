import type { CancelTimer } from "../clock.ts";
import type { DeferralEvent } from "../defences/defence.ts";
import type { DeferredTask } from "../ledger/shop-records.ts";
import type { AuthorizationResult } from "../payments/payment-client.ts";
import { computeBackoffMs } from "../rules/backoff.ts";
import { deferralEndings } from "../rules/deferral.ts";
import { drawUniform } from "../rules/draw.ts";
import type { ShopParts } from "../shop-parts.ts";
import { paymentKeyOf } from "./background-payments.ts";
import { cancelOrders } from "./cancel-orders.ts";
import { DeferralLine, type WaitingOrder } from "./deferral-line.ts";
import { IdleWaiters } from "./idle-waiters.ts";

export type DeferredOrdersParts = Pick<
  ShopParts,
  "background" | "books" | "clock" | "configuration" | "counters" | "defences" | "incidentClock" | "payments" | "stock"
>;

/** At most 50 calls a second, wall clock: a backlog of a thousand is gone in twenty seconds, and customers pay between. */
const spacingMs = 20;
/** A step that was late may be made up for, so far. */
const catchUpMs = 100;
/** While payments fail: about as patient as the circuit breaker, and never so patient that a short outage seems long. */
const longestPauseMinutes = 0.5;
const shortestLongestPauseMs = 1_000;
const overdueLimit = 100;

const counterNames = {
  taken: "ordersDeferred",
  attempted: "deferralAttempts",
  completed: "deferralsCompleted",
  cancelled: "deferralsCancelled",
} as const satisfies Record<DeferralEvent, string>;

/**
 * Completes the orders that were taken before their payment: oldest first of those that work and one at a time, so that
 * their return is no stampede, and outside the storefront's workers, so that no page waits for them. Asks the defences before each payment
 * as customers' orders do, so it serves as their probe too. The books say what waits; a crash loses and doubles nothing,
 * since an order's payment has the same key every time.
 */
export class DeferredOrders {
  readonly #parts: DeferredOrdersParts;
  readonly #line: DeferralLine;
  readonly #idleWaiters: IdleWaiters;
  #waiting = 0;
  #attempts = 0;
  #failuresInRow = 0;
  #nextCallMs = 0;
  #isAtWork = false;
  #isClosed = false;
  #cancelTimer: CancelTimer | undefined;

  constructor(parts: DeferredOrdersParts) {
    this.#parts = parts;
    this.#line = new DeferralLine(parts.books);
    this.#idleWaiters = new IdleWaiters(parts.clock);
  }

  /** Orders in the books that wait for their payment. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Takes up what an earlier process left behind. */
  async start(): Promise<void> {
    this.#setWaiting(await this.#parts.books.run("countDeferrals", null));
    this.#wake(0);
  }

  noteTaken(): void {
    this.#note("taken");
    this.#waiting += 1;
    this.#wake(0);
  }

  noteCancelled(orderNumbers: readonly string[]): void {
    for (const orderNumber of orderNumbers) {
      this.#note("cancelled");
      this.#leave(orderNumber);
    }
  }

  /** Waits until no order is deferred any more; false when the time is out first. */
  waitUntilIdle(timeoutMs: number): Promise<boolean> {
    return this.#waiting === 0 ? Promise.resolve(true) : this.#idleWaiters.wait(timeoutMs);
  }

  /** Begins nothing any more. A payment that is asked for at this moment is asked for again after the next start. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  #wake(delayMs: number): void {
    if (this.#isClosed || this.#isAtWork || this.#waiting === 0) return;
    this.#isAtWork = true;
    const { clock } = this.#parts;
    const untilDueMs = Math.max(0, this.#line.nextDueMs - clock.nowMs());
    this.#cancelTimer = clock.schedule(Math.min(delayMs, untilDueMs), () => {
      this.#takeStep()
        .catch((error: unknown) => {
          this.#complain(error);
          return this.#backOff();
        })
        .then((pauseMs) => {
          this.#isAtWork = false;
          this.#wake(pauseMs);
        });
    });
  }

  /** Gives the pause until the next step. */
  async #takeStep(): Promise<number> {
    const { clock, books } = this.#parts;
    const order = await this.#line.findNext(clock.elapsedMs(), clock.nowMs(), this.#waiting);
    if (await this.#cancelOverdue()) return 0;
    if (order === undefined) {
      if (this.#line.isEmpty) this.#setWaiting(await books.run("countDeferrals", null));
      return Math.min(Math.max(1, this.#line.nextReadyMs - clock.elapsedMs()), shortestLongestPauseMs);
    }
    const refusedForMs = this.#askForAdmission();
    if (refusedForMs !== undefined) return Math.min(refusedForMs, this.#longestPauseMs);
    this.#nextCallMs = Math.max(this.#nextCallMs + spacingMs, clock.elapsedMs() - catchUpMs);
    const result = await this.#authorize(order);
    if (this.#isClosed) return 0;
    if (result.kind === "failed" || result.kind === "unknown") return this.#postpone(order);
    try {
      await this.#conclude(order.task, result);
    } catch (error) {
      this.#complain(error);
      return this.#postpone(order);
    }
    this.#endFailures();
    return Math.max(0, this.#nextCallMs - clock.elapsedMs());
  }

  /** How long to wait before asking again; undefined: it is admitted. */
  #askForAdmission(): number | undefined {
    const { clock, configuration, counters, defences } = this.#parts;
    if (counters.paymentsInFlight >= configuration.maxPaymentsInFlight) return this.#drawPauseMs(1);
    const admission = defences.admitPayment(clock.elapsedMs());
    return admission.admitted ? undefined : admission.retryAfterMs;
  }

  /** An order that fails while others get through is no news of the provider, so no defence hears of it. */
  async #authorize(order: WaitingOrder): Promise<AuthorizationResult> {
    const { orderNumber, totalCents, currency, card } = order.task;
    const { clock, counters, defences, payments } = this.#parts;
    const idempotencyKey = paymentKeyOf(orderNumber);
    const request = { orderNumber, amountCents: totalCents, currency, idempotencyKey, card };
    this.#note("attempted");
    counters.paymentsInFlight += 1;
    try {
      const result = await payments.authorize(request, "follow-up");
      const isAnswered = result.kind !== "failed" && result.kind !== "unknown";
      const failure = this.#line.isSuspect(order) ? "unmade" : "failed";
      defences.observePayment(isAnswered ? "ok" : failure, clock.elapsedMs());
      return result;
    } finally {
      counters.paymentsInFlight -= 1;
    }
  }

  async #conclude(
    { orderNumber, totalCents }: DeferredTask,
    result: Exclude<AuthorizationResult, { kind: "failed" | "unknown" }>,
  ): Promise<void> {
    if (result.kind !== "authorized") return void (await this.#cancel([orderNumber], deferralEndings[result.kind]));
    const { background, books, clock, counters } = this.#parts;
    const { paymentId } = result;
    const outcome = await books.run("completeDeferral", { orderNumber, paymentId, atMs: clock.nowMs() });
    if (outcome === "late") return void (await this.#cancel([orderNumber], deferralEndings.overdue));
    if (outcome === "gone") {
      this.#line.remove(orderNumber);
      return this.#setWaiting(await books.run("countDeferrals", null));
    }
    background.queueCapture({ orderNumber, paymentId, totalCents });
    counters.ordersPlaced += 1;
    counters.orderedCents += totalCents;
    this.#note("completed");
    this.#leave(orderNumber);
  }

  /** Only what is deferred still: who cancelled or completed it meanwhile was first. Gives how many that was. */
  async #cancel(orderNumbers: readonly string[], reason: string): Promise<number> {
    const filter = { orderNumbers, states: ["deferred"] } as const;
    const { cancelled } = await cancelOrders({ ...this.#parts, deferred: this }, filter, { reason, by: "shop" });
    for (const orderNumber of orderNumbers) this.#line.remove(orderNumber);
    return cancelled;
  }

  /** Whether any was cancelled: there may be more. */
  async #cancelOverdue(): Promise<boolean> {
    const { books, clock } = this.#parts;
    const nowMs = clock.nowMs();
    if (!this.#line.dropOverdue(nowMs)) return false;
    const overdue = await books.run("listOverdueDeferrals", { nowMs, limit: overdueLimit });
    try {
      return (await this.#cancel(overdue, deferralEndings.overdue)) > 0;
    } catch {
      return this.#cancelOneByOne(overdue);
    }
  }

  /** One that the books refuse to cancel keeps no other from its end. */
  async #cancelOneByOne(overdue: readonly string[]): Promise<boolean> {
    let cancelled = 0;
    for (const orderNumber of overdue) {
      try {
        cancelled += await this.#cancel([orderNumber], deferralEndings.overdue);
      } catch (error) {
        this.#complain(error);
      }
    }
    return cancelled > 0;
  }

  #postpone(order: WaitingOrder): number {
    const nowMs = this.#parts.clock.elapsedMs();
    this.#line.postpone(order, nowMs, this.#longestPauseMs);
    return Math.max(this.#backOff(), this.#nextCallMs - nowMs);
  }

  #backOff(): number {
    this.#failuresInRow += 1;
    return Math.max(1, this.#drawPauseMs(this.#failuresInRow));
  }

  #drawPauseMs(failures: number): number {
    this.#attempts += 1;
    const draw = drawUniform(this.#parts.configuration.seed, "deferred-orders", this.#attempts);
    return computeBackoffMs(failures, draw, 50, this.#longestPauseMs);
  }

  #endFailures(): void {
    this.#line.noteSuccess();
    this.#failuresInRow = 0;
  }

  get #longestPauseMs(): number {
    return Math.max(shortestLongestPauseMs, this.#parts.incidentClock.toWallMs(longestPauseMinutes));
  }

  #complain(error: unknown): void {
    if (!this.#isClosed) console.error("completing deferred orders failed, it will be tried again:", error);
  }

  #note(event: DeferralEvent): void {
    this.#parts.counters[counterNames[event]] += 1;
    this.#parts.defences.orderDeferral?.note(event);
  }

  #leave(orderNumber: string): void {
    this.#line.remove(orderNumber);
    this.#setWaiting(Math.max(0, this.#waiting - 1));
  }

  #setWaiting(count: number): void {
    this.#waiting = count;
    if (count > 0) return;
    this.#parts.books.truncateLog();
    this.#idleWaiters.tell();
  }
}
