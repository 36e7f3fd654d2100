import { appendEvent, changeOrder } from "./order-changes.ts";
import type {
  Abandonment,
  OrderStart,
  OrderStartResult,
  Placement,
  PlacementResult,
  StockDemand,
} from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";
import type { ShopTerms } from "./shop-terms.ts";
import { listMissing, returnStock, takeStock } from "./stock.ts";
import { releaseVoucher, reserveVoucher, useVoucher } from "./voucher-uses.ts";

/** Before money is asked for: takes stock and voucher for the order, and writes down that a payment may follow. */
export function beginOrder(sql: ShopStatements, start: OrderStart): OrderStartResult {
  const existing = findByKey(sql, start.idempotencyKey);
  if (existing !== undefined) return { outcome: "existing", orderNumber: existing };
  const productIds = listMissing(sql, start.demands);
  if (productIds.length > 0) return { outcome: "sold-out", productIds };
  const because = reserveVoucher(sql, start);
  if (because !== undefined) return { outcome: "voucher-refused", because };
  sql.insertIntent.run(start.orderNumber, start.totalCents, start.atMs, JSON.stringify(start.demands));
  return { outcome: "begun", levels: takeStock(sql, start.demands) };
}

/** Puts an order that was begun into the books. What it took out of stock stays out; its intent is gone. */
export function placeOrder(sql: ShopStatements, terms: ShopTerms, { order, basketEvents }: Placement): PlacementResult {
  const { orderNumber } = order;
  const existing = findByKey(sql, order.idempotencyKey);
  if (existing !== undefined) {
    const { levels } = abandonOrder(sql, { orderNumber, mustVoid: order.paymentId !== null });
    return { outcome: "existing", orderNumber: existing, levels };
  }
  sql.insertOrder.run(
    orderNumber,
    order.idempotencyKey,
    order.account,
    order.totalCents,
    order.currency,
    order.state,
    order.paymentId,
    order.placedAtMs,
    order.discountCents,
    order.voucherCode,
  );
  for (const [index, line] of order.lines.entries()) {
    const { productId, name, quantity, unitCents, categorySlug, kind } = line;
    sql.insertLine.run(orderNumber, index + 1, productId, name, quantity, unitCents, categorySlug, kind);
  }
  for (const event of basketEvents) appendEvent(sql, orderNumber, event);
  const atMs = order.placedAtMs;
  appendEvent(sql, orderNumber, { kind: order.state, atMs, detail: order.paymentId });
  if (order.state === "placed" && order.paymentId === null) {
    changeOrder(sql, terms, orderNumber, { kind: "paid", atMs, detail: "nothing to pay" });
  }
  useVoucher(sql, order);
  sql.deleteIntent.run(orderNumber);
  return { outcome: "placed" };
}

/**
 * Gives back what an order took that will not be placed. `mustVoid`: its payment, if there was anything to pay, may have
 * gone through. An order that was placed has no intent any more, and keeps what it took.
 */
export function abandonOrder(sql: ShopStatements, input: { orderNumber: string; mustVoid: boolean }): Abandonment {
  const { orderNumber, mustVoid } = input;
  const intent = sql.findIntent.get(orderNumber);
  if (!intent) return { isToVoid: false, levels: [] };
  const isToVoid = mustVoid && Number(intent.total_cents) > 0;
  if (isToVoid && intent.is_to_void === 1) return { isToVoid, levels: [] };
  releaseVoucher(sql, orderNumber);
  const levels = returnStock(sql, JSON.parse(String(intent.demands)) as StockDemand[]);
  if (isToVoid) sql.parkIntent.run(orderNumber);
  else sql.deleteIntent.run(orderNumber);
  return { isToVoid, levels };
}

/** After a crash: nobody goes on with what was begun. Gives how many were abandoned, at most `limit`. */
export function abandonOpenOrders(sql: ShopStatements, limit: number): number {
  const rows = sql.listOpenIntents.all(limit);
  for (const row of rows) abandonOrder(sql, { orderNumber: String(row.order_number), mustVoid: true });
  return rows.length;
}

export function findByKey(sql: ShopStatements, idempotencyKey: string): string | undefined {
  const row = sql.findByKey.get(idempotencyKey);
  return row ? String(row.order_number) : undefined;
}
