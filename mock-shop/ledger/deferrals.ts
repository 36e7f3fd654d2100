import type { Currency } from "../rules/cents.ts";
import { composeConfirmation } from "../rules/deferral.ts";
import { changeOrder } from "./order-changes.ts";
import { abandonOrder, beginOrder, findByKey, placeOrder } from "./order-placement.ts";
import { readOrder } from "./order-rows.ts";
import type { Deferral, DeferralResult, DeferredTask, StockLevel } from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";
import type { ShopTerms } from "./shop-terms.ts";
import { releaseVoucher, useVoucher } from "./voucher-uses.ts";

/** One commit: the order with its lines and events, stock and voucher taken, the card's token and the deadline. */
export function deferOrder(sql: ShopStatements, terms: ShopTerms, deferral: Deferral): DeferralResult {
  const { placement, start, card, dueAtMs } = deferral;
  const { orderNumber, idempotencyKey, placedAtMs } = placement.order;
  const existing = findByKey(sql, idempotencyKey);
  if (existing !== undefined) {
    return { outcome: "existing", orderNumber: existing, ...abandonOrder(sql, { orderNumber, mustVoid: true }) };
  }
  let levels: readonly StockLevel[] = [];
  if (!sql.findIntent.get(orderNumber)) {
    const begun = beginOrder(sql, start);
    if (begun.outcome === "existing") throw new Error("a key that nobody has used is in use");
    if (begun.outcome !== "begun") return begun;
    levels = begun.levels;
  }
  placeOrder(sql, terms, placement);
  sql.insertDeferral.run(orderNumber, placedAtMs, dueAtMs, card);
  return { outcome: "deferred", levels };
}

export interface Completion {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly atMs: number;
}

/**
 * `placed`: from here on it is an order like any other. `late`: its deadline is over, so it is to be cancelled. `gone`:
 * it was cancelled meanwhile, and whoever did has its payment voided; no token is left.
 */
export type CompletionOutcome = "placed" | "late" | "gone";

/** The payment is authorized: the order is placed, once, and its customer told. */
export function completeDeferral(sql: ShopStatements, terms: ShopTerms, completion: Completion): CompletionOutcome {
  const { orderNumber, paymentId, atMs } = completion;
  const order = readOrder(sql, orderNumber);
  if (order?.state !== "deferred") {
    sql.dropToken.run(orderNumber);
    return "gone";
  }
  if (Number(sql.findDeferral.get(orderNumber)?.due_at_ms) < atMs) return "late";
  changeOrder(sql, terms, orderNumber, { kind: "placed", atMs, detail: paymentId });
  useVoucher(sql, { ...order, state: "placed" });
  sql.endDeferral.run(atMs, orderNumber);
  const message = composeConfirmation(orderNumber);
  sql.insertMessage.run(orderNumber, atMs, message.subject, message.body);
  return "placed";
}

/** Part of cancelling: the token goes, the voucher is the account's again, and the books owe the void of its payment. */
export function forgetDeferral(
  sql: ShopStatements,
  order: { readonly orderNumber: string; readonly totalCents: number; readonly atMs: number },
): void {
  const { orderNumber, totalCents, atMs } = order;
  sql.endDeferral.run(null, orderNumber);
  releaseVoucher(sql, orderNumber);
  sql.insertIntentToVoid.run(orderNumber, totalCents, atMs);
}

export function listDeferrals(sql: ShopStatements, limit: number): DeferredTask[] {
  return sql.listDeferrals.all(limit).map((row) => ({
    orderNumber: String(row.order_number),
    totalCents: Number(row.total_cents),
    currency: String(row.currency) as Currency,
    card: String(row.card_token),
    dueAtMs: Number(row.due_at_ms),
  }));
}
