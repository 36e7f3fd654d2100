/** Longer waits count as these; the longest is told as it was. */
const longestSeconds = 12 * 3_600;

interface Entry {
  readonly enteredMs: number;
  readonly joinedMs: number;
}

/** Whole seconds of the incident clock, nearest rank; 0 where nobody waited. */
interface WaitSeconds {
  readonly waitP50Seconds: number;
  readonly waitP95Seconds: number;
  readonly waitP99Seconds: number;
  readonly waitMaxSeconds: number;
}

/**
 * In which order visitors came in, and after how long. Whose turn has come learns it at a refresh: so two are in the
 * wrong order where one joined more than `toleranceMs` after the other, and came in more than that before. Milliseconds.
 * Kept: entries of the last `toleranceMs`, and one count for each second of waiting.
 */
export class WaitingRoomFairness {
  readonly #toleranceMs: number;
  readonly #secondMs: number;
  /** In order of entry; only those who joined later than all before them. */
  #recent: Entry[] = [];
  #latestJoinedMs = Number.NEGATIVE_INFINITY;
  readonly #waits = new Uint32Array(longestSeconds + 1);
  #waited = 0;
  #longestMs = 0;
  #inversions = 0;

  /** `secondMs`: what a second of the incident clock takes. */
  constructor(toleranceMs: number, secondMs: number) {
    this.#toleranceMs = toleranceMs;
    this.#secondMs = secondMs;
  }

  /** Who came in while somebody who joined later was in already; those still waiting are not among them. */
  get inversions(): number {
    return this.#inversions;
  }

  /** Whoever waits and joined before this moment was overtaken. */
  get overtakenBeforeMs(): number {
    return this.#latestJoinedMs - this.#toleranceMs;
  }

  noteEntryAtOnce(nowMs: number): void {
    this.#settle(nowMs);
    this.#keep({ joinedMs: nowMs, enteredMs: nowMs });
  }

  /** `wasLate`: passed over for being overdue, which is no wrong order. */
  noteEntryFromLine(joinedMs: number, wasLate: boolean, nowMs: number): void {
    this.#settle(nowMs);
    if (!wasLate && joinedMs < this.overtakenBeforeMs) this.#inversions += 1;
    this.#keep({ joinedMs, enteredMs: nowMs });
    const waitMs = nowMs - joinedMs;
    const second = Math.min(longestSeconds, Math.round(waitMs / this.#secondMs));
    this.#waits[second] = (this.#waits[second] ?? 0) + 1;
    this.#waited += 1;
    this.#longestMs = Math.max(this.#longestMs, waitMs);
  }

  readWaits(): WaitSeconds {
    const [waitP50Seconds, waitP95Seconds, waitP99Seconds] = [0.5, 0.95, 0.99].map((share) => this.#findRank(share));
    const waitMaxSeconds = Math.round(this.#longestMs / this.#secondMs);
    return { waitP50Seconds, waitP95Seconds, waitP99Seconds, waitMaxSeconds } as WaitSeconds;
  }

  #findRank(share: number): number {
    const rank = Math.ceil(share * this.#waited);
    let counted = 0;
    for (const [second, count] of this.#waits.entries()) {
      counted += count;
      if (counted >= rank) return second;
    }
    return longestSeconds;
  }

  #settle(nowMs: number): void {
    let settled = 0;
    for (const { enteredMs, joinedMs } of this.#recent) {
      if (enteredMs >= nowMs - this.#toleranceMs) break;
      this.#latestJoinedMs = joinedMs;
      settled += 1;
    }
    if (settled > 0) this.#recent.splice(0, settled);
  }

  #keep(entry: Entry): void {
    if (entry.joinedMs > (this.#recent.at(-1)?.joinedMs ?? this.#latestJoinedMs)) this.#recent.push(entry);
  }
}
