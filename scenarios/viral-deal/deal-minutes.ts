// When deal readers came to the shop, counted in minutes of the incident clock.
import type { DealFigures } from "../figures.ts";

/** Minutes from the plug until the crowd must be gone. */
const quietAfterMinutes = 30;

/** The most arrivals a minute over any window of so many minutes that begins at an arrival; 0 without one. */
export function findPeakRate(cameMinutes: readonly number[], windowMinutes: number): number {
  let most = 0;
  let end = 0;
  for (let start = 0; start < cameMinutes.length; start++) {
    while (end < cameMinutes.length && (cameMinutes[end] as number) < (cameMinutes[start] as number) + windowMinutes)
      end++;
    most = Math.max(most, end - start);
  }
  return most / windowMinutes;
}

/** How many of them came in [from, to). */
export function countBetween(cameMinutes: readonly number[], fromMinute: number, toMinute: number): number {
  return cameMinutes.filter((minute) => minute >= fromMinute && minute < toMinute).length;
}

/**
 * Arrivals a minute from half an hour after the plug was pulled until orders were taken again, as a share of the peak rate.
 * By when it was done in the drill; null where it was not, or there was no such time, or nobody came.
 */
export function computeQuietRatio(deal: DealFigures, peakMinutes: number): number | null {
  const { readersCameMinutes, pausedAtMinute, resumedAtMinute } = deal;
  if (pausedAtMinute === null || resumedAtMinute === null) return null;
  const quietFromMinute = pausedAtMinute + quietAfterMinutes;
  const peak = findPeakRate(readersCameMinutes, peakMinutes);
  if (peak === 0 || resumedAtMinute <= quietFromMinute) return null;
  const quiet = countBetween(readersCameMinutes, quietFromMinute, resumedAtMinute);
  return quiet / (resumedAtMinute - quietFromMinute) / peak;
}

/** Share of the arrivals before the first post: all where nobody posted; null where nobody came, or the forum's books are unknown. */
export function computeEarlyRatio({ readersCameMinutes, firstPostMinute, posts }: DealFigures): number | null {
  if (readersCameMinutes.length === 0 || posts === null) return null;
  return countBetween(readersCameMinutes, 0, firstPostMinute ?? Number.POSITIVE_INFINITY) / readersCameMinutes.length;
}
