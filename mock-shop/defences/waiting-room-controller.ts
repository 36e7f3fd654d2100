/** What the workers do at this moment; `utilisation`, 0 to 1, is their mean over the last second. */
export interface WorkersReading {
  readonly workers: number;
  readonly utilisation: number;
}

/** The share of the workers that visitors may keep busy: beyond it, waiting for a worker grows quickly. */
const targetUtilisation = 0.75;
/** From here on nobody is let in, whatever the means say. */
const stopUtilisation = 0.85;
/** What is aimed at follows what was missed or passed, so far at most, and in about so many windows. */
const mostTrim = 0.1;
const trimWindows = 4;
/** Workers who have had time for so long, or of whom nothing was heard, get one visitor: else a wrong mean stays wrong. */
const trickleMs = 1_000;
/** So many times what half a window takes in may be called and on the way, however few of the called came lately. */
const callsBound = 2;
/** Until more is known, a visitor asks for so many pages; that weighs as much as so many visitors. */
const assumedPages = 10;
const assumedVisitors = 5;

/**
 * How many visitors may come in: as many as bring the workers to the target, by what one visitor was seen to ask of
 * them (busy time ÷ visitors who came in, both as means over `windowMs`, in which a visit fits). Whoever comes in
 * counts at once, and for half a window, long before the work is seen; so a crowd is not let in twice. Room that is kept
 * for the called until they come is lost; so while people wait, it aims past the target by what the workers fall short
 * of it, or below it by what they do too much. Milliseconds.
 */
export class WaitingRoomController {
  readonly #windowMs: number;
  readonly #latelyMs: number;
  readonly #serviceMs: number;
  /** The last that said anything. */
  #reading: WorkersReading = { workers: 0, utilisation: 0 };
  #isKnown = false;
  /** How long there has been time for a visitor, and none came in or was called. */
  #idleMs = 0;
  /** Visitors a millisecond who came in lately. */
  #latelyPerMs = 0;
  #meanPerMs = 0;
  #meanBusy = 0;
  /** Added to the target. */
  #trim = 0;

  constructor(windowMs: number, serviceMs: number) {
    this.#windowMs = windowMs;
    this.#latelyMs = windowMs / 2;
    this.#serviceMs = serviceMs;
  }

  /**
   * Told at each tick. The work of visitors comes after them: so the mean is taken of those who came in lately. No
   * workers, or a utilisation that is no number, says nothing of what a visit takes: the means stay as they are.
   * `isAwaited`: somebody is there who would come in.
   */
  observe(reading: WorkersReading, elapsedMs: number, isAwaited = false): void {
    this.#latelyPerMs *= Math.exp(-elapsedMs / this.#latelyMs);
    this.#isKnown = reading.workers > 0 && Number.isFinite(reading.utilisation);
    if (this.#isKnown) {
      const weight = 1 - Math.exp(-elapsedMs / this.#windowMs);
      this.#reading = reading;
      this.#meanPerMs += weight * (this.#latelyPerMs - this.#meanPerMs);
      this.#meanBusy += weight * (reading.utilisation * reading.workers - this.#meanBusy);
      this.#adjustTrim(isAwaited ? (targetUtilisation - reading.utilisation) / trimWindows : -this.#trim, elapsedMs);
    }
    const hasTime = !this.#isKnown || reading.utilisation < targetUtilisation;
    this.#idleMs = hasTime ? this.#idleMs + elapsedMs : 0;
  }

  noteEntry(): void {
    this.#latelyPerMs += 1 / this.#latelyMs;
    this.#idleMs = 0;
  }

  /** Whether the next may come in at once where nobody waits, beside the called of whom so many are still `coming`. */
  hasRoom(coming: number): boolean {
    return this.#isKnown && this.#reading.utilisation < targetUtilisation && this.#computeRoom() > coming;
  }

  /** How many to call now, beside `called` who were called, did not come in yet, and of whom so many are `coming`. */
  grantCalls(coming: number, called: number): number {
    const calls = this.#isKnown && this.#reading.utilisation < stopUtilisation ? this.#countCalls(coming, called) : 0;
    if (calls === 0 && this.#idleMs < trickleMs) return 0;
    this.#idleMs = 0;
    return Math.max(1, calls);
  }

  /** The rate at which visitors can come in for long. */
  computeAdmissionsPerMs(): number {
    return this.#isKnown ? (targetUtilisation * this.#reading.workers) / this.#measureVisitMs() : 1 / trickleMs;
  }

  #countCalls(coming: number, called: number): number {
    const most = callsBound * this.computeAdmissionsPerMs() * this.#latelyMs;
    return Math.max(0, Math.floor(Math.min(this.#computeRoom() - coming, most - called)));
  }

  #adjustTrim(perWindow: number, elapsedMs: number): void {
    const trim = this.#trim + perWindow * Math.min(1, elapsedMs / this.#windowMs);
    this.#trim = Math.min(mostTrim, Math.max(-mostTrim, trim));
  }

  #computeRoom(): number {
    const aimedPerMs = this.computeAdmissionsPerMs() * (1 + this.#trim / targetUtilisation);
    return (aimedPerMs - this.#latelyPerMs) * this.#latelyMs;
  }

  /** Work of one visitor. */
  #measureVisitMs(): number {
    const workMs = this.#meanBusy * this.#windowMs + assumedVisitors * assumedPages * this.#serviceMs;
    return workMs / (this.#meanPerMs * this.#windowMs + assumedVisitors);
  }
}
