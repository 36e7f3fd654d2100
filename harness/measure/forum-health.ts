// Whether the customers could use the deal forum: a look that failed reads like a deal that is dead, and keeps a crowd away.

/** Share of forum calls that may fail before the measurement is invalid; as for dropped arrivals. */
export const mostFailedForumRatio = 0.001;

/** Counts calls to the forum (looks, posts, votes) and those that failed: no answer, or not a good one. */
export class ForumHealth {
  #calls = 0;
  #failed = 0;

  /** `status`: of the answer, 0 where none came. */
  record(status: number): void {
    this.#calls++;
    if (status < 200 || status > 299) this.#failed++;
  }

  /** Why the forum makes the measurement invalid, a sentence at most; empty when it is valid, or was not called. */
  problems(): string[] {
    if (this.#failed <= mostFailedForumRatio * this.#calls) return [];
    return [`Of ${this.#calls} calls to the deal forum ${this.#failed} failed; at most 0.1 % may.`];
  }
}
