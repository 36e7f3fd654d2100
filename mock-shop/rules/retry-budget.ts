/** How many first attempts pay for one retry, and how many retries can be saved up. */
export interface RetryBudgetSettings {
  readonly callsPerRetry: number;
  readonly savedRetries: number;
}

/** 10 %: ten calls pay for one retry, at most ten are saved. Source: Google SRE Book, "Handling Overload". */
export const standardRetryBudget: RetryBudgetSettings = { callsPerRetry: 10, savedRetries: 10 };

/**
 * A token bucket for retries: each first attempt puts one part in, each retry takes `callsPerRetry` parts out. It starts
 * full, so that attempts ÷ calls stays at or below 1 + 1/callsPerRetry, plus one burst of `savedRetries`.
 */
export class RetryBudget {
  readonly #settings: RetryBudgetSettings;
  #parts: number;

  constructor(settings: RetryBudgetSettings = standardRetryBudget) {
    this.#settings = settings;
    this.#parts = this.#capacity;
  }

  noteFirstAttempt(): void {
    this.#parts = Math.min(this.#capacity, this.#parts + 1);
  }

  /** False when the budget is spent: the caller must not retry. */
  takeRetry(): boolean {
    if (this.#parts < this.#settings.callsPerRetry) return false;
    this.#parts -= this.#settings.callsPerRetry;
    return true;
  }

  get #capacity(): number {
    return this.#settings.callsPerRetry * this.#settings.savedRetries;
  }
}
