import type { PaymentOutcome } from "./defence.ts";

export interface OutcomeWindowSettings {
  /** Older outcomes say nothing about now. */
  readonly spanMs: number;
  /** At most so many are kept, the newest: memory stays bounded, and a rush forgets faster. */
  readonly limit: number;
}

export interface OutcomeTally {
  readonly calls: number;
  readonly failures: number;
}

interface Heard {
  readonly outcome: PaymentOutcome;
  readonly atMs: number;
}

/** How the last payment calls ended: a window that slides by time and by count. */
export class OutcomeWindow {
  readonly #settings: OutcomeWindowSettings;
  #heard: Heard[] = [];

  constructor(settings: OutcomeWindowSettings) {
    this.#settings = settings;
  }

  add(outcome: PaymentOutcome, nowMs: number): void {
    this.#heard.push({ outcome, atMs: nowMs });
    if (this.#heard.length > this.#settings.limit) this.#heard.shift();
  }

  /** What is in the window at `nowMs`, which never falls. */
  tally(nowMs: number): OutcomeTally {
    const firstKept = this.#heard.findIndex(({ atMs }) => atMs > nowMs - this.#settings.spanMs);
    this.#heard = firstKept === -1 ? [] : this.#heard.slice(firstKept);
    return { calls: this.#heard.length, failures: this.#heard.filter(({ outcome }) => outcome === "failed").length };
  }

  clear(): void {
    this.#heard = [];
  }
}

/** True when at least half of enough calls failed; too few say nothing. */
export function mostlyFailed({ calls, failures }: OutcomeTally, minimumCalls: number): boolean {
  return calls >= minimumCalls && failures * 2 >= calls;
}
