import type { Clock } from "./clock.ts";

export type TimingName = "queue" | "work" | "payment" | "books";

/** What a request spent its time on, as the shop itself saw it: the `Server-Timing` of its answer. Milliseconds. */
export class Timings {
  readonly #spentMs = new Map<TimingName, number>();

  add(name: TimingName, elapsedMs: number): void {
    this.#spentMs.set(name, (this.#spentMs.get(name) ?? 0) + elapsedMs);
  }

  /** Notes how long `work` takes from now, whether it fails or not. */
  async measure<Result>(name: TimingName, clock: Clock, work: Promise<Result>): Promise<Result> {
    const startedMs = clock.elapsedMs();
    try {
      return await work;
    } finally {
      this.add(name, clock.elapsedMs() - startedMs);
    }
  }

  /** `queue;dur=1.2, work;dur=9.8, total;dur=11.4`: parts are rounded down and the total up, so they never exceed it. */
  render(totalMs: number): string {
    const parts = [...this.#spentMs].map(([name, ms]) => `${name};dur=${Math.floor(ms * 10) / 10}, `);
    return `${parts.join("")}total;dur=${Math.ceil(totalMs * 10) / 10}`;
  }
}
