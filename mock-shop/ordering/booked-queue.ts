import { type Clock, waitUntil } from "../clock.ts";
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
  /** How many given-up tasks are kept in mind; 10,000 unless given. */
  readonly givenUpLimit?: number;
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
  /** Tasks not to be taken up again from the books. */
  #givenUp = new Set<string>();
  /** Tasks in the books that are not in the window. */
  #outside = 0;
  /** How often a task found the window full. */
  #overflows = 0;
  #isRereading = false;
  #isClosed = false;

  constructor(settings: BookedQueueSettings<Task>) {
    this.#settings = settings;
    this.#queue = new RetryQueue<Task>({
      ...settings,
      keyOf: (task) => task.orderNumber,
      run: (tasks) => this.#run(tasks),
      onRun: () => void this.#rereadAfterOverflow(),
    });
  }

  get pending(): number {
    return this.#queue.pending + this.#outside;
  }

  add(task: Task): void {
    if (this.#queue.add(task)) return;
    this.#outside += 1;
    this.#overflows += 1;
  }

  /** Takes up what the books say is to be done; gives how much that is. */
  async recover(): Promise<number> {
    const { list, count, limit } = this.#settings;
    const overflowsBefore = this.#overflows;
    const [tasks, booked] = await Promise.all([list(limit + this.#givenUp.size), count()]);
    const isGivenUp = ({ orderNumber }: Task) => this.#givenUp.has(orderNumber);
    const open = tasks.filter((task) => !isGivenUp(task));
    this.#givenUp = new Set(tasks.filter(isGivenUp).map(({ orderNumber }) => orderNumber));
    const added = open.filter((task) => this.#queue.add(task)).length;
    this.#outside = booked - this.#givenUp.size - added + this.#overflows - overflowsBefore;
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
    return tasks.map(({ orderNumber }, index) => {
      if (results[index] === "given-up") return this.#giveUp(orderNumber);
      return results[index] === "done";
    });
  }

  /** False when that would be too many to keep in mind: then it stays in the window, and is tried again. */
  #giveUp(orderNumber: string): boolean {
    if (this.#givenUp.size >= (this.#settings.givenUpLimit ?? 10_000)) return false;
    this.#givenUp.add(orderNumber);
    return true;
  }

  /** Not only when the window is empty: one task that never succeeds must not keep out what waits in the books. */
  async #rereadAfterOverflow(): Promise<void> {
    if (this.#isRereading) return;
    this.#isRereading = true;
    const { clock } = this.#settings;
    while (this.#isRereadDue()) {
      try {
        await this.recover();
      } catch (error) {
        if (this.#isClosed) return;
        console.error("reading background work from the books failed, it will be tried again:", error);
        await waitUntil(clock, clock.elapsedMs() + rereadPauseMs);
      }
    }
    this.#isRereading = false;
  }

  #isRereadDue(): boolean {
    return !this.#isClosed && this.#outside > 0 && this.#queue.pending < this.#settings.limit / 2;
  }
}
