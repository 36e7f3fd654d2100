import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** `old`: signed here, for an earlier opening of the waiting room. */
export type TokenReading =
  | { readonly kind: "none" | "forged" | "old" }
  | { readonly kind: "valid"; readonly visitor: number };

/**
 * Signs the numbers of visitors with a key of this process. Each opening of the waiting room counts visitors from 1
 * again: so a token names its opening, and what was a place in an earlier one is none in this.
 */
export class VisitorTokens {
  readonly #key = randomBytes(32);
  readonly #openings = new WeakMap<object, number>();
  #opened = 0;

  /** `room` is the running waiting room, told apart by identity. */
  write(room: object, visitor: number): string {
    const said = `${this.#findOpening(room)}.${visitor}`;
    return `${said}.${this.#sign(said)}`;
  }

  read(room: object, token: string | undefined): TokenReading {
    if (token === undefined) return { kind: "none" };
    const [, said, opening, visitor, signature] = /^((\d{1,9})\.(\d{1,15}))\.([\w-]{43})$/.exec(token) ?? [];
    if (said === undefined || !isSame(this.#sign(said), signature as string)) return { kind: "forged" };
    if (Number(opening) !== this.#findOpening(room)) return { kind: "old" };
    return { kind: "valid", visitor: Number(visitor) };
  }

  #findOpening(room: object): number {
    const known = this.#openings.get(room);
    if (known !== undefined) return known;
    this.#opened += 1;
    this.#openings.set(room, this.#opened);
    return this.#opened;
  }

  #sign(said: string): string {
    return createHmac("sha256", this.#key).update(said).digest("base64url");
  }
}

function isSame(expected: string, got: string): boolean {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(got));
}
