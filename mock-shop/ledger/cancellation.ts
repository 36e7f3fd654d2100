import { composeCancellation } from "../rules/cancellation.ts";
import type { Currency } from "../rules/cents.ts";
import { forgetDeferral } from "./deferrals.ts";
import { changeOrder } from "./order-changes.ts";
import { type Row, readView } from "./order-rows.ts";
import type { CancellationCounts, CancellationFilter, RefundTask, StockDemand, StockLevel } from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";
import type { ShopTerms } from "./shop-terms.ts";
import { returnStock } from "./stock.ts";
import { cancelVoucher } from "./voucher-uses.ts";

export interface CancellationBatch {
  readonly filter: CancellationFilter;
  /** Rows of the table that were looked at already; 0 at first. With order numbers in the filter: how many of them. */
  readonly after: number;
  readonly limit: number;
  /** Null only counts. */
  readonly cancel: { readonly reason: string; readonly by: string; readonly atMs: number } | null;
}

export interface CancellationBatchResult extends CancellationCounts {
  /** Where the next batch goes on; null when all were looked at. */
  readonly after: number | null;
  readonly refunds: readonly RefundTask[];
  /** Orders that were deferred: whatever their keys authorized is to be voided. */
  readonly voids: readonly string[];
  readonly levels: readonly StockLevel[];
}

type Owed = Pick<CancellationBatchResult, "refunds" | "voids" | "levels">;

/** Looks at a bounded number of orders and cancels those that fit, each with its message, in the group's transaction. */
export function cancelBatch(sql: ShopStatements, terms: ShopTerms, batch: CancellationBatch): CancellationBatchResult {
  const { rows, after } = readCandidates(sql, batch);
  const counts = { matched: 0, cancelled: 0, alreadyCancelled: 0, tooLate: 0 };
  const owed = { refunds: [] as RefundTask[], voids: [] as string[], levels: [] as StockLevel[] };
  for (const row of rows) {
    if (!fits(row, batch.filter)) continue;
    counts.matched += 1;
    const { state } = readView(row);
    if (state === "cancelled" || state === "refunded") counts.alreadyCancelled += 1;
    else if (state === "delivered") counts.tooLate += 1;
    else {
      counts.cancelled += 1;
      if (!batch.cancel) continue;
      const { refunds, voids, levels } = cancelOrder(sql, terms, row, batch.cancel);
      owed.refunds.push(...refunds);
      owed.voids.push(...voids);
      owed.levels.push(...levels);
    }
  }
  return { ...counts, after, ...owed };
}

function readCandidates(sql: ShopStatements, batch: CancellationBatch): { rows: Row[]; after: number | null } {
  const { filter, after, limit } = batch;
  const until = after + limit;
  if (filter.orderNumbers) {
    const numbers = filter.orderNumbers.slice(after, until);
    const rows = numbers.map((orderNumber) => sql.findOrder.get(orderNumber)).filter((row) => row !== undefined);
    return { rows, after: until < filter.orderNumbers.length ? until : null };
  }
  const lastRow = Number(sql.findLastRow.get()?.row ?? 0);
  return { rows: sql.listRows.all(after, until), after: until < lastRow ? until : null };
}

/** Whether an order meets every condition of the filter. */
export function fits(row: Row, filter: CancellationFilter): boolean {
  const { states, voucherCode, placedFromMs, placedUntilMs, account, minDiscountCents, hasParcel } = filter;
  const view = readView(row);
  return (
    (states === undefined || states.includes(view.state)) &&
    (voucherCode === undefined || row.voucher_code === voucherCode) &&
    (placedFromMs === undefined || Number(row.placed_at_ms) >= placedFromMs) &&
    (placedUntilMs === undefined || Number(row.placed_at_ms) < placedUntilMs) &&
    (account === undefined || row.account === account) &&
    (minDiscountCents === undefined || Number(row.discount_cents) >= minDiscountCents) &&
    (hasParcel === undefined || (view.parcelNumber !== null) === hasParcel)
  );
}

/** Its goods come back unless they are on their way; its money is owed by the books until the provider gave it back. */
function cancelOrder(
  sql: ShopStatements,
  terms: ShopTerms,
  row: Row,
  { reason, by, atMs }: NonNullable<CancellationBatch["cancel"]>,
): Owed {
  const { state, paymentId } = readView(row);
  const orderNumber = String(row.order_number);
  const totalCents = Number(row.total_cents);
  changeOrder(sql, terms, orderNumber, { kind: "cancelled", atMs, detail: JSON.stringify({ by, reason }) });
  if (state === "deferred") forgetDeferral(sql, { orderNumber, totalCents, atMs });
  else cancelVoucher(sql, orderNumber);
  const currency = String(row.currency) as Currency;
  const message = composeCancellation({ orderNumber, state, paymentId, totalCents, currency }, reason);
  sql.insertMessage.run(orderNumber, atMs, message.subject, message.body);
  const refunds = paymentId === null ? [] : [{ orderNumber, paymentId, totalCents, isCaptured: state !== "placed" }];
  const voids = state === "deferred" ? [orderNumber] : [];
  if (state === "shipped") return { refunds, voids, levels: [] };
  const demands = sql.listDemands
    .all(orderNumber)
    .map((line): StockDemand => ({ productId: String(line.product_id), quantity: Number(line.quantity) }));
  return { refunds, voids, levels: returnStock(sql, demands) };
}
