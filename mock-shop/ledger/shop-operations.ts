import type { DatabaseSync } from "node:sqlite";
import type { Currency } from "../rules/cents.ts";
import type { Order, OrderLine, OrderState, PaymentIntent, Placement, UncapturedOrder } from "./shop-records.ts";
import { prepareShopStatements, type ShopStatements } from "./shop-statements.ts";

export { schema, schemaVersion } from "./shop-schema.ts";

/** What the shop can ask of its books. Runs in the worker thread, inside the group's transaction. */
export function buildOperations(database: DatabaseSync) {
  const sql = prepareShopStatements(database);
  return {
    placeOrder: (order: Order): Placement => placeOrder(sql, order),
    readOrder: (input: { orderNumber: string }): Order | null => readOrder(sql, input.orderNumber),

    markPaid: (input: { orderNumber: string; atMs: number }): boolean => {
      if (sql.setPaid.run(input.orderNumber).changes === 0) return false;
      appendEvent(sql, input.orderNumber, "paid", input.atMs, null);
      return true;
    },
    appendEvent: (input: { orderNumber: string; kind: string; atMs: number; detail: string | null }): null => {
      appendEvent(sql, input.orderNumber, input.kind, input.atMs, input.detail);
      return null;
    },
    listUncaptured: (input: { limit: number }): UncapturedOrder[] =>
      sql.listUncaptured.all(input.limit).map((row) => ({
        orderNumber: String(row.order_number),
        paymentId: String(row.payment_id),
        totalCents: Number(row.total_cents),
      })),

    recordIntent: (intent: PaymentIntent): null => {
      sql.insertIntent.run(intent.orderNumber, intent.totalCents, intent.atMs);
      return null;
    },
    dropIntent: (input: { orderNumber: string }): null => {
      sql.deleteIntent.run(input.orderNumber);
      return null;
    },
    listIntents: (input: { limit: number }): PaymentIntent[] =>
      sql.listIntents.all(input.limit).map((row) => ({
        orderNumber: String(row.order_number),
        totalCents: Number(row.total_cents),
        atMs: Number(row.at_ms),
      })),

    /** Gives the first number of a block that nobody else will get, also after a crash. */
    reserveOrderSequence: (input: { count: number }): number => {
      const first = Number(sql.readMeta.get("next_order_sequence")?.value ?? 1);
      sql.writeMeta.run("next_order_sequence", String(first + input.count));
      return first;
    },
  };
}

export type ShopOperations = ReturnType<typeof buildOperations>;

function placeOrder(sql: ShopStatements, order: Order): Placement {
  const existing = sql.findByKey.get(order.idempotencyKey);
  if (existing) return { outcome: "existing", orderNumber: String(existing.order_number) };
  sql.insertOrder.run(
    order.orderNumber,
    order.idempotencyKey,
    order.account,
    order.totalCents,
    order.currency,
    order.state,
    order.paymentId,
    order.placedAtMs,
  );
  for (const [index, line] of order.lines.entries()) {
    sql.insertLine.run(order.orderNumber, index + 1, line.productId, line.name, line.quantity, line.unitCents);
  }
  appendEvent(sql, order.orderNumber, "placed", order.placedAtMs, order.paymentId);
  if (order.state === "paid") appendEvent(sql, order.orderNumber, "paid", order.placedAtMs, "nothing to pay");
  sql.deleteIntent.run(order.orderNumber);
  return { outcome: "placed" };
}

function appendEvent(
  sql: ShopStatements,
  orderNumber: string,
  kind: string,
  atMs: number,
  detail: string | null,
): void {
  sql.insertEvent.run(orderNumber, orderNumber, kind, atMs, detail);
}

function readOrder(sql: ShopStatements, orderNumber: string): Order | null {
  const row = sql.findOrder.get(orderNumber);
  if (!row) return null;
  const lines = sql.listLines.all(orderNumber).map(
    (line): OrderLine => ({
      productId: String(line.product_id),
      name: String(line.name),
      quantity: Number(line.quantity),
      unitCents: Number(line.unit_cents),
    }),
  );
  return {
    orderNumber,
    idempotencyKey: String(row.idempotency_key),
    account: String(row.account),
    totalCents: Number(row.total_cents),
    currency: String(row.currency) as Currency,
    state: String(row.state) as OrderState,
    paymentId: row.payment_id === null ? null : String(row.payment_id),
    placedAtMs: Number(row.placed_at_ms),
    lines,
  };
}
