import { computeBackoffMs } from "./backoff.ts";

/** One call to the payment provider is at most so many requests. */
export const attemptLimit = 3;

const baseMs = 25;
const capMs = 250;

/**
 * How long to wait before the next attempt (full jitter, `draw` in [0, 1)), or null when there is to be none: the limit
 * is reached, or the wait would last until the deadline of the whole call, which is `remainingMs` away.
 */
export function planRetryMs(attemptsMade: number, draw: number, remainingMs: number): number | null {
  if (attemptsMade >= attemptLimit) return null;
  const waitMs = computeBackoffMs(attemptsMade - 1, draw, baseMs, capMs);
  return waitMs < remainingMs ? waitMs : null;
}
