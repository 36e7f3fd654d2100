const sliceMs = 100;
const slicesKept = 10;

/** Busy time by slices of 100 ms: utilisation over the last second, from work that may lie in the future. */
export class BusyMeter {
  readonly #busyMsBySlice = new Map<number, number>();
  #firstKept = Number.NEGATIVE_INFINITY;

  /** Notes that one worker is busy from `startMs` to `finishMs`. */
  add(startMs: number, finishMs: number): void {
    let fromMs = startMs;
    for (let slice = Math.floor(startMs / sliceMs); fromMs < finishMs; slice += 1) {
      const untilMs = Math.min(finishMs, (slice + 1) * sliceMs);
      this.#busyMsBySlice.set(slice, (this.#busyMsBySlice.get(slice) ?? 0) + (untilMs - fromMs));
      fromMs = untilMs;
    }
  }

  /** Worker-milliseconds in the last ten whole slices before `nowMs`, divided by their length: mean busy workers. */
  computeBusyWorkers(nowMs: number): number {
    const current = Math.floor(nowMs / sliceMs);
    this.forget(nowMs);
    let busyMs = 0;
    for (let slice = current - slicesKept; slice < current; slice += 1) busyMs += this.#busyMsBySlice.get(slice) ?? 0;
    return busyMs / (slicesKept * sliceMs);
  }

  /** Drops slices that no question can reach any more, so that memory stays bounded. */
  forget(nowMs: number): void {
    const firstKept = Math.floor(nowMs / sliceMs) - slicesKept;
    if (firstKept <= this.#firstKept) return;
    this.#firstKept = firstKept;
    for (const slice of this.#busyMsBySlice.keys()) if (slice < firstKept) this.#busyMsBySlice.delete(slice);
  }
}
