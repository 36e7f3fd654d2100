// When deal readers came to the shop, counted in minutes of the incident clock.

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
