// How long customers waited in line, and whether who came first was let in first; counted from their steps.
import { roundMinute } from "../../scenarios/time.ts";
import type { WaitingRecord } from "../record/waiting-record.ts";
import type { TrackedWaits, Wait } from "./wait-tracker.ts";

/**
 * Incident minutes. Whose turn has come learns it when the waiting page asks again: after 2 minutes, a quarter more or
 * less. Orders closer than that are no order.
 */
export const fairnessToleranceMinutes = 2.5;

/** One customer in line. `inMinute`: let in, or, still waiting, the end of the recording: not let in before that. */
interface Place {
  readonly joinedMinute: number;
  readonly inMinute: number;
  readonly isWaiting: boolean;
}

/** The record of all waits: nearest-rank percentiles in incident minutes, and inversions among those who did not give up. */
export function computeWaiting(
  { waits, nowMinute }: Pick<TrackedWaits, "waits" | "nowMinute">,
  toleranceMinutes = fairnessToleranceMinutes,
): WaitingRecord {
  const count = (end: Wait["end"]) => waits.filter((wait) => wait.end === end).length;
  const places = waits
    .filter(({ end }) => end !== "gave-up")
    .map(({ joinedMinute, lastMinute, end }): Place => {
      const isWaiting = end === "waiting";
      return { joinedMinute, inMinute: isWaiting ? nowMinute : lastMinute, isWaiting };
    });
  return {
    waits: waits.length,
    letIn: count("let-in"),
    gaveUp: count("gave-up"),
    stillWaiting: count("waiting"),
    waitMinutes: computeWaitMinutes(waits, nowMinute),
    ...countInversions(places, toleranceMinutes),
    toleranceMinutes,
  };
}

function computeWaitMinutes(waits: readonly Wait[], nowMinute: number): WaitingRecord["waitMinutes"] {
  if (waits.length === 0) return null;
  const sorted = waits
    .map(({ joinedMinute, lastMinute, end }) => (end === "waiting" ? nowMinute : lastMinute) - joinedMinute)
    .sort((a, b) => a - b);
  const rank = (share: number) => roundMinute(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number);
  return { p50: rank(0.5), p95: rank(0.95), max: rank(1) };
}

/**
 * Pairs (A, B), A joined more than the tolerance before B: inverted where B was let in more than the tolerance before A.
 * Two who both still wait are not compared. One sweep in the order of joining over a Fenwick tree: n log n.
 */
function countInversions(
  places: readonly Place[],
  toleranceMinutes: number,
): Pick<WaitingRecord, "inversions" | "comparablePairs"> {
  const byJoining = places.toSorted((a, b) => a.joinedMinute - b.joinedMinute);
  const admissions = places.map(({ inMinute }) => inMinute).sort((a, b) => a - b);
  const earlier = new CountTree(admissions.length);
  let [inversions, comparablePairs, added, addedWaiting] = [0, 0, 0, 0];
  for (const { joinedMinute, inMinute, isWaiting } of byJoining) {
    for (let next = byJoining[added]; next && next.joinedMinute < joinedMinute - toleranceMinutes; ) {
      earlier.add(countUpTo(admissions, next.inMinute) - 1);
      if (next.isWaiting) addedWaiting++;
      next = byJoining[++added];
    }
    inversions += added - earlier.countFirst(countUpTo(admissions, inMinute + toleranceMinutes));
    comparablePairs += added - (isWaiting ? addedWaiting : 0);
  }
  return { inversions, comparablePairs };
}

/** How many of the sorted values are at most `value`. */
function countUpTo(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fenwick tree: counts by index, and how many lie in the first so many. */
class CountTree {
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size + 1);
  }

  add(index: number): void {
    for (let at = index + 1; at < this.#sums.length; at += at & -at) this.#sums[at] = (this.#sums[at] ?? 0) + 1;
  }

  countFirst(length: number): number {
    let sum = 0;
    for (let at = length; at > 0; at -= at & -at) sum += this.#sums[at] ?? 0;
    return sum;
  }
}
