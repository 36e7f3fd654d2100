import type { Clock } from "../clock.ts";
import { RetryQueue } from "./retry-queue.ts";

/** `given-up`: it can never succeed, and stays in the books as it is. */
export type TaskResult = "done" | "again" | "given-up";

export interface BookedTask {
  readonly orderNumber: string;
}

export interface BookedQueueSettings<Task> {
  readonly clock: Clock;
  readonly seed: number;
  readonly limit: number;
  readonly concurrency: number;
  readonly batchLimit?: number;
  readonly run: (tasks: readonly Task[]) => Promise<readonly TaskResult[]>;
  /** The tasks that stand in the books, oldest first, and how many there are. */
  readonly list: (limit: number) => Promise<readonly Task[]>;
  readonly count: () => Promise<number>;
}

const rereadPauseMs = 1_000;

/**
 * Work in the background that stands in the books until it is done. The queue in memory is only a window on it: what
 * finds the window full is read from the books later, so neither that nor a crash loses anything.
 */
export class BookedQueue<Task extends BookedTask> {
  readonly #settings: BookedQueueSettings<Task>;
  readonly #queue: RetryQueue<Task>;
  readonly #givenUp = new Set<string>();
  /** Tasks in the books that are not in the window. */
  #outside = 0;
  #isClosed = false;

  constructor(settings: BookedQueueSettings<Task>) {
    this.#settings = settings;
    this.#queue = new RetryQueue<Task>({
      ...settings,
      keyOf: (task) => task.orderNumber,
      run: (tasks) => this.#run(tasks),
      onEmpty: () => this.#rereadAfterOverflow(),
    });
  }

  get pending(): number {
    return this.#queue.pending + this.#outside;
  }

  add(task: Task): void {
    if (!this.#queue.add(task)) this.#outside += 1;
  }

  /** Takes up what the books say is to be done; gives how much that is. */
  async recover(): Promise<number> {
    const { list, count, limit } = this.#settings;
    const [tasks, booked] = await Promise.all([list(limit + this.#givenUp.size), count()]);
    const open = tasks.filter((task) => !this.#givenUp.has(task.orderNumber));
    const added = open.filter((task) => this.#queue.add(task)).length;
    this.#outside = Math.max(0, booked - this.#givenUp.size - added);
    return booked;
  }

  waitUntilIdle(timeoutMs: number): Promise<boolean> {
    return this.#queue.waitUntilIdle(timeoutMs);
  }

  close(): void {
    this.#isClosed = true;
    this.#queue.close();
  }

  async #run(tasks: readonly Task[]): Promise<readonly boolean[]> {
    const results = await this.#settings.run(tasks);
    for (const [index, task] of tasks.entries()) {
      if (results[index] === "given-up") this.#givenUp.add(task.orderNumber);
    }
    return results.map((result) => result !== "again");
  }

  #rereadAfterOverflow(): void {
    if (this.#outside === 0 || this.#isClosed) return;
    this.recover().catch((error: unknown) => {
      console.error("reading background work from the books failed, it will be tried again:", error);
      this.#settings.clock.schedule(rereadPauseMs, () => this.#rereadAfterOverflow());
    });
  }
}
