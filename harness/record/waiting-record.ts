// What the harness saw of a waiting room, from the customers' steps: the shop's own counts stand elsewhere.

/** Raw counts; durations in incident minutes without the jumps. */
export interface WaitingRecord {
  /** Stays in a line, of any population; a visit may have several. */
  readonly waits: number;
  readonly letIn: number;
  /** Left before anything but the line was shown to them. */
  readonly gaveUp: number;
  /** In line when the recording ended. */
  readonly stillWaiting: number;
  /** Nearest rank over all waits, those that ended in nothing as long as they were seen; null without a wait. */
  readonly waitMinutes: { readonly p50: number; readonly p95: number; readonly max: number } | null;
  /** Of the comparable pairs, those in which who came later was let in earlier, both by more than the tolerance. */
  readonly inversions: number;
  /** Pairs that joined further apart than the tolerance, and of which one at least was let in; nobody who gave up. */
  readonly comparablePairs: number;
  readonly toleranceMinutes: number;
}
