// The tables of our shop's ledger as rows, and the SQL that reads them.
import { z } from "zod";
import type { BookOrder, OrderStage } from "./books.ts";

/** A statement and the shape of its rows. */
export interface TableQuery<T> {
  readonly sql: string;
  readonly schema: z.ZodType<T>;
}

/** Wall ms: longer than any attempt to order takes, its payment included. */
export const underWayMs = 10_000;

const whole = z.int();
const text = z.string();

/** The shop's states in the neutral form: what matters is whether the order stands and whether it is paid. */
export const neutralStates = {
  placed: "placed",
  deferred: "deferred",
  paid: "paid",
  picked: "paid",
  packed: "paid",
  shipped: "paid",
  delivered: "paid",
  cancelled: "cancelled",
  refunded: "cancelled",
} as const satisfies Record<OrderStage, BookOrder["state"]>;

const orderRow = z.object({
  order_number: text,
  idempotency_key: text,
  account: text,
  total_cents: whole,
  currency: text,
  state: z.enum(Object.keys(neutralStates) as OrderStage[]),
  taken_at_ms: whole.nullable(),
  due_at_ms: whole.nullable(),
  completed_at_ms: whole.nullable(),
  completions: whole,
  holds_token: whole,
  cancelled_at_ms: whole.nullable(),
  last_told_ms: whole.nullable(),
});
export type OrderRow = z.output<typeof orderRow>;

const orderColumns = "order_number, idempotency_key, account, total_cents, currency, state";

/** Books from before orders were ever deferred have no such table. */
export const plainOrders: TableQuery<OrderRow> = {
  sql: `SELECT ${orderColumns}, NULL AS taken_at_ms, NULL AS due_at_ms, NULL AS completed_at_ms, 0 AS completions,
    0 AS holds_token, NULL AS cancelled_at_ms, NULL AS last_told_ms
    FROM orders ORDER BY order_number`,
  schema: orderRow,
};

export const ordersAndDeferrals: TableQuery<OrderRow> = {
  sql: `SELECT ${orderColumns}, taken_at_ms, due_at_ms, completed_at_ms,
    CASE WHEN taken_at_ms IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM order_events
      WHERE order_events.order_number = orders.order_number AND kind = 'placed') END AS completions,
    card_token IS NOT NULL AS holds_token,
    CASE WHEN taken_at_ms IS NOT NULL THEN (SELECT MAX(at_ms) FROM order_events
      WHERE order_events.order_number = orders.order_number AND kind = 'cancelled') END AS cancelled_at_ms,
    CASE WHEN taken_at_ms IS NOT NULL THEN (SELECT MAX(at_ms) FROM messages
      WHERE messages.order_number = orders.order_number) END AS last_told_ms
    FROM orders LEFT JOIN deferrals USING (order_number) ORDER BY order_number`,
  schema: orderRow,
};

const headRow = z.object({
  order_number: text,
  placed_at_ms: whole,
  discount_cents: whole,
  voucher_code: text.nullable(),
  payment_id: text.nullable(),
  parcel_number: text.nullable(),
});
const lineRow = z.object({
  order_number: text,
  product_id: text,
  category_slug: text,
  kind: z.enum(["physical", "digital"]),
  quantity: whole,
  unit_cents: whole,
});
const eventRow = z.object({
  order_number: text,
  sequence: whole,
  kind: text,
  at_ms: whole,
  detail: text.nullable(),
});
const messageRow = z.object({ order_number: text, at_ms: whole });
const useRow = z.object({
  order_number: text,
  code: text,
  account: text,
  discount_cents: whole,
  at_ms: whole,
  state: z.enum(["reserved", "used", "cancelled"]),
});
const stockRow = z.object({ product_id: text, initial: whole, available: whole });
const intentRow = z.object({ order_number: text, demands: text, at_ms: whole, is_to_void: whole });

export type HeadRow = z.output<typeof headRow>;
export type LineRow = z.output<typeof lineRow>;
export type EventRow = z.output<typeof eventRow>;
export type MessageRow = z.output<typeof messageRow>;
export type UseRow = z.output<typeof useRow>;
export type StockRow = z.output<typeof stockRow>;
export type IntentRow = z.output<typeof intentRow>;

/** Everything about an order besides its head: only books that have a table of messages keep all of it. */
export const detailQueries = {
  heads: {
    sql: "SELECT order_number, placed_at_ms, discount_cents, voucher_code, payment_id, parcel_number FROM orders",
    schema: headRow,
  },
  lines: {
    sql: `SELECT order_number, product_id, category_slug, kind, quantity, unit_cents
      FROM order_lines ORDER BY order_number, line`,
    schema: lineRow,
  },
  events: {
    sql: "SELECT order_number, sequence, kind, at_ms, detail FROM order_events ORDER BY order_number, sequence",
    schema: eventRow,
  },
  messages: { sql: "SELECT order_number, at_ms FROM messages ORDER BY rowid", schema: messageRow },
  uses: {
    sql: "SELECT order_number, code, account, discount_cents, at_ms, state FROM voucher_uses ORDER BY at_ms, order_number",
    schema: useRow,
  },
  promotions: {
    sql: "SELECT code, spent_cents FROM promotions ORDER BY code",
    schema: z.object({ code: text, spent_cents: whole }),
  },
  stock: { sql: "SELECT product_id, initial, available FROM stock ORDER BY product_id", schema: stockRow },
  intents: {
    sql: "SELECT order_number, demands, at_ms, is_to_void FROM payment_intents ORDER BY order_number",
    schema: intentRow,
  },
} as const;

/** The rows of one ledger. */
export interface DetailRows {
  readonly heads: readonly HeadRow[];
  readonly lines: readonly LineRow[];
  readonly events: readonly EventRow[];
  readonly messages: readonly MessageRow[];
  readonly uses: readonly UseRow[];
  readonly promotions: readonly { readonly code: string; readonly spent_cents: number }[];
  readonly stock: readonly StockRow[];
  readonly intents: readonly IntentRow[];
}
