import type { CancellationCounts, CancellationFilter } from "../ledger/shop-records.ts";
import type { ShopParts } from "../shop-parts.ts";

export type CancelParts = Pick<ShopParts, "background" | "books" | "clock" | "counters" | "stock">;

export interface Cancellation {
  /** What customers read as the reason, without a full stop. */
  readonly reason: string;
  readonly by: string;
}

/** Rows or order numbers that one transaction looks at. Cancelling costs more than looking. */
const cancelLimit = 200;
const previewLimit = 5_000;

/**
 * Cancels the orders that fit, in batches, so that other orders pass in between. What was cancelled before is left as
 * it is, so a call can be repeated; money goes back in the background.
 */
export async function cancelOrders(
  parts: CancelParts,
  filter: CancellationFilter,
  { reason, by }: Cancellation,
): Promise<CancellationCounts> {
  const { background, books, clock, counters, stock } = parts;
  const counts = await walkOrders(async (after) => {
    const cancel = { reason, by, atMs: clock.nowMs() };
    const batch = await books.run("cancelBatch", { filter, after, limit: cancelLimit, cancel });
    stock.update(batch.levels);
    for (const refund of batch.refunds) background.queueRefund(refund);
    counters.ordersCancelled += batch.cancelled;
    return batch;
  });
  return counts;
}

/** What `cancelOrders` would do at this moment, and does not. */
export function previewCancellation(
  { books }: Pick<ShopParts, "books">,
  filter: CancellationFilter,
): Promise<CancellationCounts> {
  return walkOrders((after) => books.run("cancelBatch", { filter, after, limit: previewLimit, cancel: null }));
}

async function walkOrders(
  runBatch: (after: number) => Promise<CancellationCounts & { readonly after: number | null }>,
): Promise<CancellationCounts> {
  const sum = { matched: 0, cancelled: 0, alreadyCancelled: 0, tooLate: 0 };
  for (let after: number | null = 0; after !== null; ) {
    const batch = await runBatch(after);
    for (const name of ["matched", "cancelled", "alreadyCancelled", "tooLate"] as const) sum[name] += batch[name];
    after = batch.after;
  }
  return sum;
}
