import type { CancelTimer, Clock } from "../clock.ts";
import { computeBackoffMs } from "../rules/backoff.ts";
import { drawUniform } from "../rules/draw.ts";

export interface RetryQueueSettings<Task> {
  readonly clock: Clock;
  readonly seed: number;
  readonly limit: number;
  readonly concurrency: number;
  readonly keyOf: (task: Task) => string;
  /** Gives true when the task is done with, false when it is to be tried again. */
  readonly run: (task: Task, attempt: number) => Promise<boolean>;
  readonly onEmpty?: () => void;
}

/** Work in the background that is tried until it succeeds, with backoff and full jitter. One task a key, bounded. */
export class RetryQueue<Task> {
  readonly #settings: RetryQueueSettings<Task>;
  readonly #attempts = new Map<string, number>();
  readonly #ready: Task[] = [];
  readonly #timers = new Set<CancelTimer>();
  readonly #idleWaiters = new Set<() => void>();
  #running = 0;
  #isClosed = false;

  constructor(settings: RetryQueueSettings<Task>) {
    this.#settings = settings;
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
    this.#pump();
    return true;
  }

  /** Waits until nothing is pending; false when the time is out first. */
  waitUntilIdle(timeoutMs: number): Promise<boolean> {
    if (this.pending === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const cancel = this.#settings.clock.schedule(timeoutMs, () => {
        this.#idleWaiters.delete(onIdle);
        resolve(false);
      });
      const onIdle = () => {
        cancel();
        resolve(true);
      };
      this.#idleWaiters.add(onIdle);
    });
  }

  /** Begins nothing any more. What is left stands in the books, and the next start takes it up. */
  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#ready.length = 0;
  }

  #pump(): void {
    while (!this.#isClosed && this.#running < this.#settings.concurrency) {
      const task = this.#ready.shift();
      if (task === undefined) return;
      this.#running += 1;
      void this.#runOnce(task);
    }
  }

  async #runOnce(task: Task): Promise<void> {
    const key = this.#settings.keyOf(task);
    const attempt = this.#attempts.get(key) ?? 0;
    let isDone = false;
    try {
      isDone = await this.#settings.run(task, attempt);
    } catch (error) {
      if (!this.#isClosed) console.error(`background work on ${key} failed, it will be tried again:`, error);
    }
    this.#running -= 1;
    if (isDone) this.#finish(key);
    else this.#retryLater(task, key, attempt + 1);
    this.#pump();
  }

  #finish(key: string): void {
    this.#attempts.delete(key);
    if (this.pending > 0) return;
    this.#settings.onEmpty?.();
    if (this.pending > 0) return;
    for (const onIdle of this.#idleWaiters) onIdle();
    this.#idleWaiters.clear();
  }

  #retryLater(task: Task, key: string, attempt: number): void {
    if (this.#isClosed) return;
    this.#attempts.set(key, attempt);
    const delayMs = computeBackoffMs(attempt, drawUniform(this.#settings.seed, "backoff", key, attempt));
    const cancel = this.#settings.clock.schedule(delayMs, () => {
      this.#timers.delete(cancel);
      this.#ready.push(task);
      this.#pump();
    });
    this.#timers.add(cancel);
  }
}
