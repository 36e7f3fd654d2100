import { randomBytes } from "node:crypto";
import type { Session } from "./session.ts";

/** All sessions in memory, in order of their last use; when there are too many, the longest idle one goes. */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();
  readonly #limit: number;
  #created = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#sessions.size;
  }

  find(id: string | undefined): Session | undefined {
    if (id === undefined) return undefined;
    const session = this.#sessions.get(id);
    if (!session) return undefined;
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    return session;
  }

  create(): Session {
    const oldest = this.#sessions.size >= this.#limit ? this.#sessions.keys().next() : undefined;
    if (oldest && !oldest.done) this.#sessions.delete(oldest.value);
    this.#created += 1;
    const session: Session = {
      id: randomBytes(24).toString("base64url"),
      number: this.#created,
      cart: [],
      voucherCode: undefined,
      grant: undefined,
      basketEvents: [],
      address: undefined,
      card: undefined,
      isVoucherTakenBack: false,
      review: undefined,
      purchases: new Map(),
      orderNumbers: new Set(),
      promisedConfirmation: undefined,
      timesTurnedAway: 0,
    };
    this.#sessions.set(session.id, session);
    return session;
  }
}
