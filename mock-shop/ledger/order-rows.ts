import type { ProductKind } from "../rules/catalogue.ts";
import type { Currency } from "../rules/cents.ts";
import type { OrderEvent, OrderState, OrderView } from "../rules/fulfilment.ts";
import type { Order, OrderLine, OrderStory } from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";

export type Row = Record<string, unknown>;

export function readOrder(sql: ShopStatements, orderNumber: string): Order | null {
  const row = sql.findOrder.get(orderNumber);
  if (!row) return null;
  return {
    orderNumber,
    idempotencyKey: String(row.idempotency_key),
    account: String(row.account),
    totalCents: Number(row.total_cents),
    discountCents: Number(row.discount_cents),
    voucherCode: readOptionalText(row.voucher_code),
    parcelNumber: readOptionalText(row.parcel_number),
    currency: String(row.currency) as Currency,
    state: String(row.state) as OrderState,
    paymentId: readOptionalText(row.payment_id),
    placedAtMs: Number(row.placed_at_ms),
    lines: sql.listLines.all(orderNumber).map(readLine),
  };
}

export function readOrderStory(sql: ShopStatements, orderNumber: string): OrderStory | null {
  const order = readOrder(sql, orderNumber);
  if (!order) return null;
  const deferral = sql.findDeferral.get(orderNumber);
  return {
    order,
    deferral: deferral ? { dueAtMs: Number(deferral.due_at_ms) } : null,
    events: sql.listEvents.all(orderNumber).map(readEvent),
    messages: sql.listMessages.all(orderNumber).map((row) => ({
      atMs: Number(row.at_ms),
      subject: String(row.subject),
      body: String(row.body),
    })),
  };
}

export function readView(row: Row): OrderView {
  return {
    state: String(row.state) as OrderState,
    paymentId: readOptionalText(row.payment_id),
    parcelNumber: readOptionalText(row.parcel_number),
    nextStepAtMs: row.next_step_at_ms === null ? null : Number(row.next_step_at_ms),
    isRefundDue: row.is_refund_due === 1,
  };
}

function readEvent(row: Row): OrderEvent {
  return { kind: String(row.kind), atMs: Number(row.at_ms), detail: readOptionalText(row.detail) };
}

function readLine(row: Row): OrderLine {
  return {
    productId: String(row.product_id),
    name: String(row.name),
    categorySlug: String(row.category_slug),
    kind: String(row.kind) as ProductKind,
    quantity: Number(row.quantity),
    unitCents: Number(row.unit_cents),
  };
}

function readOptionalText(value: unknown): string | null {
  return value === null ? null : String(value);
}
