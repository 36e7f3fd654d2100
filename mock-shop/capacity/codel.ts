/** Limits of the wait, in wall milliseconds. */
export interface CodelSettings {
  /** A wait below this is a burst that the queue is there for. */
  readonly targetMs: number;
  /** A wait that stays above the target for so long is a standing queue. */
  readonly intervalMs: number;
  /** The longest wait while there is no standing queue. */
  readonly patienceMs: number;
}

/**
 * Controlled delay (RFC 8289) for requests: a queue is overloaded when its delay, the age of whoever waits longest, has
 * been above the target for a whole interval. As the Folly library does for servers, it then shortens the wait that is
 * allowed to twice the target, instead of dropping at a growing rate as for packets, whose sender would slow down.
 */
export class Codel {
  readonly #settings: CodelSettings;
  #aboveSinceMs: number | undefined;
  #isOverloaded = false;

  constructor(settings: CodelSettings) {
    this.#settings = settings;
  }

  get isOverloaded(): boolean {
    return this.#isOverloaded;
  }

  /** Tells the age of whoever waits longest: whenever a worker becomes free, and 0 when the queue was found empty. */
  observe(delayMs: number, nowMs: number): void {
    const { targetMs, intervalMs } = this.#settings;
    if (delayMs < targetMs) this.#aboveSinceMs = undefined;
    else this.#aboveSinceMs ??= nowMs;
    this.#isOverloaded = this.#aboveSinceMs !== undefined && nowMs - this.#aboveSinceMs >= intervalMs;
  }

  /** Whether who has waited for so long is sent away. */
  isTooLate(delayMs: number): boolean {
    const { targetMs, patienceMs } = this.#settings;
    return delayMs > (this.#isOverloaded ? Math.min(2 * targetMs, patienceMs) : patienceMs);
  }
}
