// How far a line of orders was from first come, first served.

/**
 * Counts those that left the line out of turn. `comeMs`: when each came, in the order in which they left. The most that can
 * be kept in order of coming are in turn; of the others, those that are more than `toleranceMs` from their neighbours
 * among these. So one that overtakes a thousand counts once, and so does one that a thousand overtake.
 */
export function countOutOfOrder(comeMs: readonly number[], toleranceMs: number): number {
  const inTurn = findInTurn(comeMs);
  const earliestAfter: number[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (let index = comeMs.length - 1; index >= 0; index--) {
    earliestAfter[index] = next;
    if (inTurn.has(index)) next = comeMs[index] as number;
  }
  let latestBefore = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const [index, ms] of comeMs.entries()) {
    if (inTurn.has(index)) latestBefore = ms;
    else if (latestBefore - ms > toleranceMs || ms - (earliestAfter[index] as number) > toleranceMs) count++;
  }
  return count;
}

/** Indices of a longest subsequence that never falls. */
function findInTurn(values: readonly number[]): ReadonlySet<number> {
  /** By length − 1: index of the smallest value that ends a subsequence of this length. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] as number] as number) <= value) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1];
    ends[low] = index;
  }
  const found = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = before[index]) found.add(index);
  return found;
}
