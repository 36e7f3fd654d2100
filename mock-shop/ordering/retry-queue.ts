import type { CancelTimer, Clock } from "../clock.ts";
import { computeBackoffMs } from "../rules/backoff.ts";
import { drawUniform } from "../rules/draw.ts";
import { IdleWaiters } from "./idle-waiters.ts";

export interface RetryQueueSettings<Task> {
  readonly clock: Clock;
  readonly seed: number;
  readonly limit: number;
  readonly concurrency: number;
  /** How many tasks may be run together; 1 unless given. */
  readonly batchLimit?: number;
  readonly keyOf: (task: Task) => string;
  /** Gives for each task, in their order, true when it is done with and false when it is to be tried again. */
  readonly run: (tasks: readonly Task[]) => Promise<readonly boolean[]>;
  /** Told whenever tasks were run, whatever came of them. */
  readonly onRun?: () => void;
}

/** Work in the background that is tried until it succeeds, with backoff and full jitter. One task a key, bounded. */
export class RetryQueue<Task> {
  readonly #settings: RetryQueueSettings<Task>;
  readonly #attempts = new Map<string, number>();
  #ready: Task[] = [];
  readonly #timers = new Set<CancelTimer>();
  readonly #idleWaiters: IdleWaiters;
  #running = 0;
  #isPumpDue = false;
  #isClosed = false;

  constructor(settings: RetryQueueSettings<Task>) {
    this.#settings = settings;
    this.#idleWaiters = new IdleWaiters(settings.clock);
  }

  get pending(): number {
    return this.#attempts.size;
  }

  /** False when the queue is full or closed; a task that is in already is not added twice. */
  add(task: Task): boolean {
    const key = this.#settings.keyOf(task);
    if (this.#attempts.has(key)) return true;
    if (this.#isClosed || this.#attempts.size >= this.#settings.limit) return false;
    this.#attempts.set(key, 0);
    this.#ready.push(task);
    this.#pumpSoon();
    return true;
  }

  /** Waits until nothing is pending; false when the time is out first. */
  waitUntilIdle(timeoutMs: number): Promise<boolean> {
    return this.pending === 0 ? Promise.resolve(true) : this.#idleWaiters.wait(timeoutMs);
  }

  /** Begins nothing any more. What is left stands in the books, and the next start takes it up. */
  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#ready = [];
  }

  /** What is added together is run together. */
  #pumpSoon(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    queueMicrotask(() => {
      this.#isPumpDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    const { concurrency, batchLimit = 1 } = this.#settings;
    while (!this.#isClosed && this.#running < concurrency && this.#ready.length > 0) {
      const batch = this.#ready.slice(0, batchLimit);
      this.#ready = this.#ready.slice(batchLimit);
      this.#running += 1;
      void this.#runOnce(batch);
    }
  }

  async #runOnce(batch: readonly Task[]): Promise<void> {
    let results: readonly boolean[] = [];
    try {
      results = await this.#settings.run(batch);
    } catch (error) {
      if (!this.#isClosed) console.error("background work failed, it will be tried again:", error);
    }
    this.#running -= 1;
    for (const [index, task] of batch.entries()) {
      if (results[index]) this.#attempts.delete(this.#settings.keyOf(task));
      else this.#retryLater(task);
    }
    this.#settings.onRun?.();
    if (this.pending === 0) this.#idleWaiters.tell();
    this.#pump();
  }

  #retryLater(task: Task): void {
    if (this.#isClosed) return;
    const key = this.#settings.keyOf(task);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    const delayMs = computeBackoffMs(attempt, drawUniform(this.#settings.seed, "backoff", key, attempt));
    const cancel = this.#settings.clock.schedule(delayMs, () => {
      this.#timers.delete(cancel);
      this.#ready.push(task);
      this.#pumpSoon();
    });
    this.#timers.add(cancel);
  }
}
