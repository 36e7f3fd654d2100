/** What the workers do at this moment; `utilisation`, 0 to 1, is their mean over the last second. */
export interface WorkersReading {
  readonly workers: number;
  readonly utilisation: number;
}

/** The share of the workers that visitors may keep busy: beyond it, waiting for a worker grows quickly. */
const targetUtilisation = 0.75;
/** From here on nobody is let in, whatever the means say. */
const stopUtilisation = 0.85;
/** Until more is known, a visitor asks for so many pages; that weighs as much as so many visitors. */
const assumedPages = 10;
const assumedVisitors = 5;

/**
 * How many visitors may come in: as many as bring the workers to the target, by what one visitor was seen to ask of
 * them (busy time ÷ visitors who came in, both as means over `windowMs`, in which a visit fits). Whoever comes in
 * counts at once, and for half a window, long before the work is seen; so a crowd is not let in twice. Milliseconds.
 */
export class WaitingRoomController {
  readonly #windowMs: number;
  readonly #latelyMs: number;
  readonly #serviceMs: number;
  #reading: WorkersReading = { workers: 0, utilisation: 0 };
  /** Visitors a millisecond who came in lately. */
  #latelyPerMs = 0;
  #meanPerMs = 0;
  #meanBusy = 0;

  constructor(windowMs: number, serviceMs: number) {
    this.#windowMs = windowMs;
    this.#latelyMs = windowMs / 2;
    this.#serviceMs = serviceMs;
  }

  /** Told at each tick. The work of visitors comes after them: so the mean is taken of those who came in lately. */
  observe(reading: WorkersReading, elapsedMs: number): void {
    const weight = 1 - Math.exp(-elapsedMs / this.#windowMs);
    this.#reading = reading;
    this.#latelyPerMs *= Math.exp(-elapsedMs / this.#latelyMs);
    this.#meanPerMs += weight * (this.#latelyPerMs - this.#meanPerMs);
    this.#meanBusy += weight * (reading.utilisation * reading.workers - this.#meanBusy);
  }

  noteEntry(): void {
    this.#latelyPerMs += 1 / this.#latelyMs;
  }

  /** Whether the next may come in at once where nobody waits. */
  hasRoom(): boolean {
    return this.#reading.utilisation < targetUtilisation && this.#computeRoom() > 0;
  }

  /** How many may be called beside those who were called and are still `coming`. */
  countAdmissions(coming: number): number {
    if (this.#reading.utilisation >= stopUtilisation) return 0;
    return Math.max(0, Math.floor(this.#computeRoom() - coming));
  }

  /** The rate at which visitors can come in for long. */
  computeAdmissionsPerMs(): number {
    return (targetUtilisation * this.#reading.workers) / this.#measureVisitMs();
  }

  #computeRoom(): number {
    return (this.computeAdmissionsPerMs() - this.#latelyPerMs) * this.#latelyMs;
  }

  /** Work of one visitor. */
  #measureVisitMs(): number {
    const workMs = this.#meanBusy * this.#windowMs + assumedVisitors * assumedPages * this.#serviceMs;
    return workMs / (this.#meanPerMs * this.#windowMs + assumedVisitors);
  }
}
