import type { CancelTimer } from "../clock.ts";
import type { ShopParts } from "../shop-parts.ts";

export type FulfilmentParts = Pick<ShopParts, "books" | "clock" | "incidentClock">;

/** Steps of one transaction: some milliseconds, so that no order waits long behind them. */
const batchLimit = 100;
const longestPauseMs = 1_000;
const shortestPauseMs = 10;
const idlePauseMinutes = 5;

/** Moves parcels when their next step is due. The due times stand in the books, so a restart goes on where it was. */
export class FulfilmentRun {
  readonly #parts: FulfilmentParts;
  #cancelTimer: CancelTimer | undefined;
  #isClosed = false;

  constructor(parts: FulfilmentParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#wake(0);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  #wake(delayMs: number): void {
    if (this.#isClosed) return;
    this.#cancelTimer = this.#parts.clock.schedule(delayMs, () => {
      this.#advance().then(
        (pauseMs) => this.#wake(pauseMs),
        (error: unknown) => {
          if (this.#isClosed) return;
          console.error("fulfilment failed, it will be tried again:", error);
          this.#wake(longestPauseMs);
        },
      );
    });
  }

  /** Gives the pause until the next step is due, at most until orders that are paid meanwhile could be. */
  async #advance(): Promise<number> {
    const { books, clock, incidentClock } = this.#parts;
    const { nextStepAtMs } = await books.run("advanceFulfilment", {
      nowMs: clock.nowMs(),
      limit: batchLimit,
    });
    const idleMs = Math.min(longestPauseMs, incidentClock.toWallMs(idlePauseMinutes));
    const untilNextMs = nextStepAtMs === null ? idleMs : nextStepAtMs - clock.nowMs();
    return Math.max(shortestPauseMs, Math.min(idleMs, untilNextMs));
  }
}
