// Counts and times the answers of one load.
import { performance } from "node:perf_hooks";
import { readOwnCpuMs } from "./cpu-time.ts";
import type { RawAnswer } from "./shop-connection.ts";
import { type LoadResult, pickPercentile, type RecordedAnswer } from "./shop-load.ts";

const orderPlaced = /\r\nlocation: \/orders\/([^/\r]+)\/confirmation/i;

export class Tally {
  readonly #statuses: Record<string, number> = {};
  readonly #latenciesMs: Float64Array;
  readonly #lateMs: Float64Array;
  readonly #orderNumbers: string[] = [];
  readonly #startedAtMs = performance.now();
  readonly #cpuAtStartMs = readOwnCpuMs();
  #answers = 0;
  #first: RecordedAnswer | null = null;

  /** `count`: how many answers will come. */
  constructor(count: number) {
    this.#latenciesMs = new Float64Array(count);
    this.#lateMs = new Float64Array(count);
  }

  add(answer: RawAnswer, dueAtMs: number, sentAtMs: number): void {
    this.#latenciesMs[this.#answers] = performance.now() - dueAtMs;
    this.#lateMs[this.#answers] = sentAtMs - dueAtMs;
    this.#answers += 1;
    this.#statuses[answer.status] = (this.#statuses[answer.status] ?? 0) + 1;
    this.#first ??= { head: answer.head, body: answer.body.toString() };
    const orderNumber = answer.status === 303 ? orderPlaced.exec(answer.head)?.[1] : undefined;
    if (orderNumber !== undefined) this.#orderNumbers.push(orderNumber);
  }

  finish(): LoadResult {
    const wallMs = performance.now() - this.#startedAtMs;
    const clientCpuMs = readOwnCpuMs() - this.#cpuAtStartMs;
    const latencies = this.#latenciesMs.sort();
    const late = this.#lateMs.sort();
    return {
      answers: this.#answers,
      wallMs,
      clientCpuMs,
      statuses: this.#statuses,
      latencyMs: {
        p50: pickPercentile(latencies, 0.5),
        p99: pickPercentile(latencies, 0.99),
        max: latencies.at(-1) ?? 0,
      },
      lateMs: { p50: pickPercentile(late, 0.5), p99: pickPercentile(late, 0.99) },
      orderNumbers: this.#orderNumbers,
      first: this.#first,
    };
  }
}
