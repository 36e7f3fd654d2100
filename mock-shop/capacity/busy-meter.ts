const sliceMs = 100;
const slicesKept = 10;

/** Busy time of all workers together, since the start and over the last second, as time passes. */
export class BusyMeter {
  readonly #startedAtMs: number;
  /** Busy time up to the ends of the last whole slices of 100 ms, as a ring. */
  readonly #untilSliceEnds = new Float64Array(slicesKept + 1);
  #nowMs: number;
  #slice = 0;
  #sliceEndMs: number;
  #busyMs = 0;

  constructor(nowMs: number) {
    this.#startedAtMs = nowMs;
    this.#nowMs = nowMs;
    this.#sliceEndMs = nowMs + sliceMs;
  }

  /** Worker-milliseconds since the start. */
  get busyMs(): number {
    return this.#busyMs;
  }

  /** So many workers were busy from the last call until now. */
  passTime(nowMs: number, busyWorkers: number): void {
    while (this.#sliceEndMs <= nowMs) {
      const untilEndMs = this.#busyMs + (this.#sliceEndMs - this.#nowMs) * busyWorkers;
      this.#slice += 1;
      this.#untilSliceEnds[this.#slice % (slicesKept + 1)] = untilEndMs;
      this.#skipUnreachable(nowMs);
      this.#sliceEndMs = this.#startedAtMs + (this.#slice + 1) * sliceMs;
    }
    this.#busyMs += (nowMs - this.#nowMs) * busyWorkers;
    this.#nowMs = nowMs;
  }

  /** Mean number of busy workers over the last ten whole slices; before the start nobody was busy. */
  computeBusyWorkers(): number {
    const until = this.#untilSliceEnds[this.#slice % (slicesKept + 1)] as number;
    const from = this.#untilSliceEnds[(this.#slice + 1) % (slicesKept + 1)] as number;
    return (until - from) / (slicesKept * sliceMs);
  }

  /** After a long time without a call, only the slices are gone through that a question can still reach. */
  #skipUnreachable(nowMs: number): void {
    const current = Math.floor((nowMs - this.#startedAtMs) / sliceMs);
    this.#slice = Math.max(this.#slice, current - slicesKept - 1);
  }
}
