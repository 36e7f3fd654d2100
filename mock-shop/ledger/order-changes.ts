import {
  type FulfilmentTerms,
  findNextStep,
  followEvent,
  type OrderEvent,
  type OrderState,
} from "../rules/fulfilment.ts";
import { formatDownloadCode, formatParcelNumber } from "../rules/order-number.ts";
import { type Row, readView } from "./order-rows.ts";
import type { ShopStatements } from "./shop-statements.ts";
import type { ShopTerms } from "./shop-terms.ts";

/** An event goes into the books together with the view that follows from it; false when it must not happen any more. */
export function changeOrder(sql: ShopStatements, terms: ShopTerms, orderNumber: string, event: OrderEvent): boolean {
  const row = sql.findOrder.get(orderNumber);
  if (!row) return false;
  const before = readView(row);
  const kinds = new Set(sql.listKinds.all(orderNumber).map(({ kind }) => String(kind)));
  const order: FulfilmentTerms = { ...terms, orderNumber, hasParcel: kinds.has("physical") };
  const after = followEvent(before, event, order);
  if (!after) return false;
  appendEvent(sql, orderNumber, event);
  if (after !== before) {
    const { state, paymentId, parcelNumber, nextStepAtMs, isRefundDue } = after;
    sql.updateView.run(state, paymentId, parcelNumber, nextStepAtMs, isRefundDue ? 1 : 0, orderNumber);
  }
  if (event.kind === "paid" && kinds.has("digital")) deliverDigital(sql, terms, order, event.atMs);
  return true;
}

/** Appended, never changed: at the end of what the order has. */
export function appendEvent(sql: ShopStatements, orderNumber: string, event: OrderEvent): void {
  const sequence = Number(sql.countEvents.get(orderNumber)?.count ?? 0) + 1;
  sql.insertEvent.run(orderNumber, sequence, event.kind, event.atMs, event.detail);
}

/** Carries out at most `limit` steps of parcels that are due, and tells when the next one will be. */
export function advanceFulfilment(
  sql: ShopStatements,
  terms: ShopTerms,
  input: { nowMs: number; limit: number },
): { advanced: number; nextStepAtMs: number | null } {
  const due = sql.listStepsDue.all(input.nowMs, input.limit);
  for (const row of due) {
    if (!takeStep(sql, terms, row, input.nowMs)) sql.clearStep.run(String(row.order_number));
  }
  const nextStepAtMs = sql.findNextStepAt.get()?.at_ms ?? null;
  return { advanced: due.length, nextStepAtMs: nextStepAtMs === null ? null : Number(nextStepAtMs) };
}

/** False for an order whose next step is none: somebody changed the books by hand. */
function takeStep(sql: ShopStatements, terms: ShopTerms, row: Row, atMs: number): boolean {
  const orderNumber = String(row.order_number);
  const kind = findNextStep(String(row.state) as OrderState);
  if (kind === undefined) return false;
  const detail = kind === "packed" ? formatParcelNumber(orderNumber) : null;
  return changeOrder(sql, terms, orderNumber, { kind, atMs, detail });
}

/** Digital lines are delivered with the payment; an order without a parcel is done with it. */
function deliverDigital(sql: ShopStatements, terms: ShopTerms, order: FulfilmentTerms, atMs: number): void {
  const { orderNumber, hasParcel } = order;
  const detail = formatDownloadCode(terms.seed, orderNumber);
  changeOrder(sql, terms, orderNumber, { kind: "digital-delivered", atMs, detail });
  if (!hasParcel) changeOrder(sql, terms, orderNumber, { kind: "delivered", atMs, detail: null });
}
