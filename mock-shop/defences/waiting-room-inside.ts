interface InsideVisitor {
  lastSeenMs: number;
  /** The session that this visitor's browser showed first; undefined while it has none. */
  sessionId: string | undefined;
}

/**
 * Who is in the shop, in order of the last request: whoever asks for nothing for a whole window has left. A visitor has
 * one session: a browser that shows the same token with another one, or with none, has copied the token.
 */
export class WaitingRoomInside {
  readonly #windowMs: number;
  readonly #visitors = new Map<number, InsideVisitor>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  get count(): number {
    return this.#visitors.size;
  }

  enter(visitor: number, sessionId: string | undefined, nowMs: number): void {
    this.#visitors.set(visitor, { lastSeenMs: nowMs, sessionId });
  }

  /** `copied` leaves the visitor as it was; `absent`: never in, or gone since. */
  renew(visitor: number, sessionId: string | undefined, nowMs: number): "inside" | "copied" | "absent" {
    const found = this.#visitors.get(visitor);
    if (!found || nowMs - found.lastSeenMs >= this.#windowMs) return "absent";
    if (found.sessionId !== undefined && found.sessionId !== sessionId) return "copied";
    found.sessionId = sessionId;
    found.lastSeenMs = nowMs;
    this.#visitors.delete(visitor);
    this.#visitors.set(visitor, found);
    return "inside";
  }

  expire(nowMs: number): void {
    for (const [visitor, { lastSeenMs }] of this.#visitors) {
      if (nowMs - lastSeenMs < this.#windowMs) return;
      this.#visitors.delete(visitor);
    }
  }
}
