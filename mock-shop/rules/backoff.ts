/**
 * Full jitter: a uniform draw from [0, min(cap, base x 2^attempt)), in whole milliseconds.
 * Source: "Exponential Backoff and Jitter", AWS Architecture Blog.
 */
export function computeBackoffMs(attempt: number, draw: number, baseMs = 50, capMs = 1_000): number {
  return Math.floor(draw * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)));
}
