// A drill's time that a test drives: whoever waits goes on when the test says so, and no clock is read.
import { setImmediate } from "node:timers/promises";
import type { DrillTime } from "./fault-run.ts";

interface Waiter {
  readonly atMs: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export class VirtualTime implements DrillTime {
  #nowMs = 0;
  #aborted: Error | null = null;
  #waiters: Waiter[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  until(atMs: number): Promise<void> {
    if (this.#aborted !== null) return Promise.reject(this.#aborted);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiters.push({ atMs: Math.max(atMs, this.#nowMs), resolve, reject });
    return promise;
  }

  /** Lets time pass up to a moment: each waiter at its own, in order, with all that follows from it. */
  async advanceTo(atMs: number): Promise<void> {
    await setImmediate();
    for (;;) {
      const next = this.#waiters.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > atMs) break;
      this.#waiters.splice(this.#waiters.indexOf(next), 1);
      this.#nowMs = next.atMs;
      next.resolve();
      await setImmediate();
    }
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }

  /** Something took this long. */
  spend(ms: number): void {
    this.#nowMs += ms;
  }

  /** The drill is cut short: all waits end, and no new one begins. */
  async abort(): Promise<void> {
    this.#aborted = new Error("the drill was cut short");
    for (const { reject } of this.#waiters.splice(0)) reject(this.#aborted);
    await setImmediate();
  }
}
