import type { CancellationCounts, CancellationFilter } from "../ledger/shop-records.ts";
import type { ShopParts } from "../shop-parts.ts";

export type CancelParts = Pick<ShopParts, "background" | "books" | "clock" | "counters" | "deferred" | "stock">;

export interface Cancellation {
  /** What customers read as the reason, without a full stop. */
  readonly reason: string;
  readonly by: string;
}

type RunningCounts = { -readonly [Name in keyof CancellationCounts]: CancellationCounts[Name] };

/** Rows or order numbers that one transaction looks at. Cancelling costs more than looking. */
const cancelLimit = 200;
const previewLimit = 5_000;

/**
 * Cancels the orders that fit, in batches, so that other orders pass in between. What was cancelled before is left as
 * it is, so a call can be repeated; money goes back in the background. `sum` is counted up batch by batch: who passes it
 * knows what was done even when a later batch throws.
 */
export async function cancelOrders(
  parts: CancelParts,
  filter: CancellationFilter,
  { reason, by }: Cancellation,
  sum = startCounts(),
): Promise<CancellationCounts> {
  const { background, books, clock, counters, deferred, stock } = parts;
  await walkOrders(sum, async (after) => {
    const cancel = { reason, by, atMs: clock.nowMs() };
    const batch = await books.run("cancelBatch", { filter, after, limit: cancelLimit, cancel });
    stock.update(batch.levels);
    for (const refund of batch.refunds) background.queueRefund(refund);
    for (const orderNumber of batch.voids) background.queueVoid(orderNumber);
    deferred.noteCancelled(batch.voids);
    counters.ordersCancelled += batch.cancelled;
    return batch;
  });
  return sum;
}

/** What `cancelOrders` would do at this moment, and does not. */
export async function previewCancellation(
  { books }: Pick<ShopParts, "books">,
  filter: CancellationFilter,
): Promise<CancellationCounts> {
  const sum = startCounts();
  await walkOrders(sum, (after) => books.run("cancelBatch", { filter, after, limit: previewLimit, cancel: null }));
  return sum;
}

export function startCounts(): RunningCounts {
  return { matched: 0, cancelled: 0, alreadyCancelled: 0, tooLate: 0 };
}

async function walkOrders(
  sum: RunningCounts,
  runBatch: (after: number) => Promise<CancellationCounts & { readonly after: number | null }>,
): Promise<void> {
  for (let after: number | null = 0; after !== null; ) {
    const batch = await runBatch(after);
    for (const name of ["matched", "cancelled", "alreadyCancelled", "tooLate"] as const) sum[name] += batch[name];
    after = batch.after;
  }
}
