import { drawLognormalService } from "../capacity/service-time.ts";
import { type Clock, waitUntil } from "../clock.ts";

/** The provider's own answer time: a few milliseconds, lognormal, the n-th call's from seed and n. */
export class ProviderLatency {
  readonly #meanMs: number;
  readonly #seed: number;
  readonly #clock: Clock;
  #calls = 0;

  constructor(meanMs: number, seed: number, clock: Clock) {
    this.#meanMs = meanMs;
    this.#seed = seed;
    this.#clock = clock;
  }

  async wait(): Promise<void> {
    this.#calls += 1;
    const delayMs = this.#meanMs * drawLognormalService(this.#seed, this.#calls);
    await waitUntil(this.#clock, this.#clock.elapsedMs() + delayMs);
  }
}
