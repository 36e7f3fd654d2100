import type { Clock } from "./clock.ts";

export interface Change {
  readonly atMs: number;
  readonly key: string;
  readonly value: unknown;
  /** The part of the calls that the change is rolled out to, 0 to 1. */
  readonly share: number;
  readonly by: string;
  readonly says: string;
}

const entryLimit = 10_000;

export class FullLogError extends Error {
  override readonly name = "FullLogError";
  /** Read by Fastify: the request is right, the shop cannot take it any more. */
  readonly statusCode = 409;

  constructor() {
    super(`the change log is full (${entryLimit} entries)`);
  }
}

/** What was changed in the running shop, and when. Append only; taking something back is always written down. */
export class ChangeLog {
  readonly #entries: Change[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  append(change: Omit<Change, "atMs">): Change {
    const entry = { atMs: this.#clock.nowMs(), ...change };
    this.#entries.push(entry);
    return entry;
  }

  list(): readonly Change[] {
    return this.#entries;
  }

  /** New changes are refused when the log is full, so that memory stays bounded. */
  requireRoom(): void {
    if (this.#entries.length >= entryLimit) throw new FullLogError();
  }
}
