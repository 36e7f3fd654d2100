import type { Clock } from "../clock.ts";

interface Timer {
  readonly dueMs: number;
  readonly action: () => void;
}

/** A clock that stands still until a test moves it; timers run in the order in which they fall due. */
export class ManualClock implements Clock {
  #elapsedMs = 0;
  #timers: Timer[] = [];
  #scheduled = Promise.withResolvers<void>();

  nowMs(): number {
    return 1_700_000_000_000 + this.#elapsedMs;
  }

  elapsedMs(): number {
    return this.#elapsedMs;
  }

  schedule(delayMs: number, action: () => void): () => void {
    const timer = { dueMs: this.#elapsedMs + Math.max(0, delayMs), action };
    this.#timers.push(timer);
    this.#scheduled.resolve();
    this.#scheduled = Promise.withResolvers();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Resolves when somebody begins to wait. */
  nextTimer(): Promise<void> {
    return this.#scheduled.promise;
  }

  advance(byMs: number): void {
    const untilMs = this.#elapsedMs + byMs;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#elapsedMs = Math.max(this.#elapsedMs, due.dueMs);
      due.action();
    }
    this.#elapsedMs = untilMs;
  }
}
