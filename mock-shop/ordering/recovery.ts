import type { CancelTimer } from "../clock.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import type { ShopParts } from "../shop-parts.ts";
import { type Comparison, comparePayments } from "./compare-payments.ts";

export type RecoveryParts = Pick<ShopParts, "background" | "books" | "clock" | "counters" | "payments">;

const batchLimit = 500;
const retryPauseMs = 1_000;

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
  #isClosed = false;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** New books know nothing of older payments, and it is not for them to give those back. */
  async start(areBooksNew: boolean): Promise<void> {
    const { background, counters } = this.#parts;
    const { captures, voids, refunds } = await background.recover();
    counters.recoveredPayments = captures + voids + refunds;
    if (areBooksNew) return;
    const took = `payments to capture ${captures}, to void ${voids}, to refund ${refunds}`;
    void this.#compare(captures + voids + refunds > 0 ? took : undefined);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  async #compare(took: string | undefined): Promise<void> {
    let comparison: Comparison | undefined;
    try {
      comparison = await comparePayments(this.#parts);
    } catch (error) {
      if (!this.#isClosed) console.error("comparing payments failed, it will be tried again:", error);
    }
    if (this.#isClosed) return;
    sayWhatWasFound(took, comparison);
    if (comparison) return;
    this.#cancelTimer = this.#parts.clock.schedule(retryPauseMs, () => void this.#compare(undefined));
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
