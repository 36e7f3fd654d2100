import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { EdgeError } from "../process/problems.ts";
import type { FromWorker, Operations, Request, WorkerSettings } from "./protocol.ts";

const pendingLimit = 20_000;
const groupLimit = 1_000;

interface Waiter {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Books on disk behind one wrapper. The database lives in a worker thread, so that a commit never stalls a page;
 * `run` resolves only when the transaction that holds the request is on disk.
 */
export class Books<Known extends Operations> {
  readonly #worker: Worker;
  readonly #waiters = new Map<number, Waiter>();
  /** What this turn of the event loop asks for goes out as one message. */
  readonly #outbox: Request[] = [];
  #nextId = 1;
  #groups = 0;
  #commitMs = 0;
  #failure: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (message: FromWorker) => this.#settle(message));
    worker.on("error", (error) => this.#failAll(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => this.#failAll(new Error("the books are closed")));
  }

  /** Throws an EdgeError when the file cannot be opened, written or read. */
  static async open<Known extends Operations>(
    path: string,
    moduleUrl: URL,
    terms: unknown = undefined,
  ): Promise<Books<Known>> {
    const workerData: WorkerSettings = { path, moduleUrl: moduleUrl.href, groupLimit, terms };
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData });
    const [first] = (await once(worker, "message")) as [FromWorker];
    if (!("opened" in first) || first.opened) return new Books<Known>(worker);
    await worker.terminate();
    throw new EdgeError(`cannot open the books (${first.says})`, first.hint);
  }

  /** Requests that are not answered yet. */
  get pending(): number {
    return this.#waiters.size;
  }

  /** How many transactions were answered: with group commit fewer than requests. */
  get groups(): number {
    return this.#groups;
  }

  /** Time that their commits took, until they were on disk. */
  get commitMs(): number {
    return this.#commitMs;
  }

  run<Name extends keyof Known & string>(
    name: Name,
    input: Parameters<Known[Name]>[0],
  ): Promise<ReturnType<Known[Name]>> {
    return this.#send(name, input) as Promise<ReturnType<Known[Name]>>;
  }

  /** Has the log emptied within seconds: it holds what was overwritten in the file, for as long as the books are open. */
  truncateLog(): void {
    if (!this.#failure) this.#worker.postMessage([{ id: 0, name: "truncate-log", input: null }] satisfies Request[]);
  }

  /** Answers what is queued, checkpoints, closes: one file is left. */
  async close(): Promise<void> {
    if (this.#failure) return;
    const closing = this.#enqueue("close", null);
    this.#failure = new Error("the books are closed");
    await closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #send(name: string, input: unknown): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#waiters.size >= pendingLimit) return Promise.reject(new Error("too many requests wait for the books"));
    return this.#enqueue(name, input);
  }

  /** Also when the queue is full: the close has to reach the worker. */
  #enqueue(name: string, input: unknown): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, { resolve, reject });
      if (this.#outbox.length === 0) setImmediate(() => this.#worker.postMessage(this.#outbox.splice(0)));
      this.#outbox.push({ id, name, input });
    });
  }

  #settle(message: FromWorker): void {
    if (!("answers" in message)) return;
    this.#groups += 1;
    this.#commitMs += message.commitMs;
    for (const answer of message.answers) {
      const waiter = this.#waiters.get(answer.id);
      this.#waiters.delete(answer.id);
      if ("problem" in answer) waiter?.reject(new Error(`books: ${answer.problem}`));
      else waiter?.resolve(answer.result);
    }
  }

  #failAll(error: Error): void {
    this.#failure ??= error;
    for (const waiter of this.#waiters.values()) waiter.reject(error);
    this.#waiters.clear();
  }
}
