/** How many visitors who came in the learnt share goes back. */
const visitsKept = 100;
/** Shorter waits say little of those who give up, and more of when the page asks again. */
const leastTurnMinutes = 1;
/** A line that stood still for a while is no reason to promise much more than the workers can do. */
const mostRatio = 2;

/**
 * How long a place in the line takes, in minutes of the incident clock: the time in which so many come in, times what
 * those who came in lately waited as a share of it. Places ahead of them were given up; who will do so cannot be seen
 * from a position.
 */
export class WaitEstimate {
  #ratio = 1;

  computeMinutes(turnMinutes: number): number {
    return this.#ratio * turnMinutes;
  }

  /** Somebody came in: `turnMinutes`, when the place was new, without the share; and how long it took. */
  learn(turnMinutes: number, waitedMinutes: number): void {
    if (!(turnMinutes >= leastTurnMinutes)) return;
    const ratio = Math.min(mostRatio, waitedMinutes / turnMinutes);
    this.#ratio += (ratio - this.#ratio) / visitsKept;
  }
}
