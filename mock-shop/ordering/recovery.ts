import type { CancelTimer } from "../clock.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import { computeBackoffMs } from "../rules/backoff.ts";
import { drawUniform } from "../rules/draw.ts";
import type { ShopParts } from "../shop-parts.ts";
import { type Comparison, comparePayments } from "./compare-payments.ts";

export type RecoveryParts = Pick<
  ShopParts,
  "background" | "books" | "clock" | "configuration" | "counters" | "payments"
>;

const batchLimit = 500;
const backoff = { baseMs: 500, capMs: 30_000 };

/** Gives stock and vouchers of orders that were begun and never placed back. Called before anything else is read. */
export async function abandonWhatWasBegun(books: ShopBooks): Promise<void> {
  while ((await books.run("abandonOpenOrders", { limit: batchLimit })) === batchLimit);
}

/**
 * Takes up what an earlier process left behind. What the books know of is queued before the first request is let in;
 * the comparison with the provider's payments goes on in the background until the provider has answered.
 */
export class Recovery {
  readonly #parts: RecoveryParts;
  #cancelTimer: CancelTimer | undefined;
  #attempts = 0;
  #isClosed = false;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Books that are opened for the first time have no payments yet: there is nothing to compare. */
  async start(opening: { readonly atMs: number; readonly isFirst: boolean }): Promise<void> {
    const { background, counters } = this.#parts;
    const { captures, voids, refunds } = await background.recover();
    counters.recoveredPayments = captures + voids + refunds;
    if (opening.isFirst) return;
    const took = `payments to capture ${captures}, to void ${voids}, to refund ${refunds}`;
    void this.#compare(opening.atMs, captures + voids + refunds > 0 ? took : undefined);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  async #compare(openedAtMs: number, took: string | undefined): Promise<void> {
    let comparison: Comparison | undefined;
    try {
      comparison = await comparePayments(this.#parts, openedAtMs);
    } catch (error) {
      if (!this.#isClosed) console.error("comparing payments failed, it will be tried again:", error);
    }
    if (this.#isClosed) return;
    sayWhatWasFound(took, comparison);
    if (comparison) return;
    const { clock, configuration } = this.#parts;
    this.#attempts += 1;
    const draw = drawUniform(configuration.seed, "compare-payments", this.#attempts);
    const delayMs = computeBackoffMs(this.#attempts, draw, backoff.baseMs, backoff.capMs);
    this.#cancelTimer = clock.schedule(delayMs, () => void this.#compare(openedAtMs, undefined));
  }
}

/** One line, and none when there was nothing. */
function sayWhatWasFound(took: string | undefined, comparison: Comparison | undefined): void {
  const found =
    comparison && comparison.orphans > 0
      ? `payments without an order ${comparison.orphans}, given back ${comparison.refundedCents} cents`
      : undefined;
  if (took === undefined && found === undefined) return;
  const unknown = comparison ? undefined : "payments without an order: not known yet";
  console.error(`recovery: ${[took, found, unknown].filter((part) => part !== undefined).join("; ")}`);
}
