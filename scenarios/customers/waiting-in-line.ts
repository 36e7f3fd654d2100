// A customer in the shop's waiting room: asks again when the page says so, and leaves when it takes too long.
import type { StepReport } from "./journey.ts";

/** A waiting room that does not say when it asks again. */
const usualRefreshMinutes = 2;

export class WaitingInLine {
  readonly #patienceMinutes: number;
  /** Null outside the waiting room. */
  #sinceMinute: number | null = null;

  /**
   * `meanMinutes`: how long customers wait in the mean; this one half of it to one and a half times it, for all visits the
   * same. `chance`: the customer's draws.
   */
  constructor(meanMinutes: number, chance: (decision: string, attempt: number) => number) {
    this.#patienceMinutes = meanMinutes * (0.5 + chance("queue-patience", 0));
  }

  /** The minute at which to ask for the same page again after a waiting-room page; null: this customer leaves. */
  next({ endedMinute, retryAfterMinutes }: StepReport): number | null {
    this.#sinceMinute ??= endedMinute;
    const atMinute = endedMinute + (retryAfterMinutes ?? usualRefreshMinutes);
    if (atMinute - this.#sinceMinute <= this.#patienceMinutes) return atMinute;
    this.leave();
    return null;
  }

  /** Another page came, or the customer is gone. */
  leave(): void {
    this.#sinceMinute = null;
  }
}
