import type { DatabaseSync } from "node:sqlite";
import type { OrderEvent } from "../rules/fulfilment.ts";
import { type CancellationBatch, cancelBatch } from "./cancellation.ts";
import { type Completion, completeDeferral, deferOrder, listDeferrals } from "./deferrals.ts";
import { advanceFulfilment, changeOrder } from "./order-changes.ts";
import { listOrders, type OrderSearch } from "./order-list.ts";
import { abandonOpenOrders, abandonOrder, beginOrder, placeOrder } from "./order-placement.ts";
import { type Row, readOrder, readOrderStory } from "./order-rows.ts";
import { applyPaymentNews, type NewsOutcome, type PaymentNews } from "./payment-events.ts";
import type { Deferral, OrderStart, PaymentTask, Placement, RefundTask, StockDemand } from "./shop-records.ts";
import { prepareShopStatements, type ShopStatements } from "./shop-statements.ts";
import type { ShopTerms } from "./shop-terms.ts";
import { openStateCounts } from "./state-counts.ts";
import { openStock } from "./stock.ts";
import { countVoucherUses } from "./voucher-uses.ts";

export { schemaSteps } from "./shop-schema.ts";

/** What the shop can ask of its books. Runs in the worker thread, inside the group's transaction. */
export function buildOperations(database: DatabaseSync, terms: ShopTerms) {
  // A card's token that is not needed any more is not in the file either.
  database.exec("PRAGMA secure_delete = ON");
  const sql = prepareShopStatements(database);
  const countStates = openStateCounts(database);
  return {
    countVoucherUses: (input: { account: string; code: string }) => countVoucherUses(sql, input.account, input.code),
    beginOrder: (input: OrderStart) => beginOrder(sql, input),
    placeOrder: (input: Placement) => placeOrder(sql, terms, input),
    abandonOrder: (input: { orderNumber: string; mustVoid: boolean }) => abandonOrder(sql, input),
    abandonOpenOrders: (input: { limit: number }) => abandonOpenOrders(sql, input.limit),

    readOrder: (input: { orderNumber: string }) => readOrder(sql, input.orderNumber),
    readOrderStory: (input: { orderNumber: string }) => readOrderStory(sql, input.orderNumber),

    /** For each order whether this event changed it: one that is repeated or comes too late changes nothing. */
    changeOrders: (input: { orderNumbers: readonly string[] } & OrderEvent): boolean[] => {
      const { orderNumbers, ...event } = input;
      return orderNumbers.map((orderNumber) => changeOrder(sql, terms, orderNumber, event));
    },
    advanceFulfilment: (input: { nowMs: number; limit: number }) => advanceFulfilment(sql, terms, input),
    cancelBatch: (input: CancellationBatch) => cancelBatch(sql, terms, input),
    listOrders: (input: OrderSearch) => listOrders(sql, input),
    countStates: (_input: null) => countStates(),

    openStock: (input: { initial: readonly StockDemand[] }) => openStock(sql, input.initial),
    ...buildPaymentOperations(sql),
    ...buildDeferralOperations(sql, terms),
    /** In their order; `atMs` is when the shop heard of it. */
    applyPaymentNews: (input: { news: readonly PaymentNews[]; atMs: number }): NewsOutcome[] =>
      input.news.map((news) => applyPaymentNews(sql, terms, news, input.atMs)),
    ...buildMetaOperations(sql),
  };
}

export type ShopOperations = ReturnType<typeof buildOperations>;

/** What is still to be done at the payment provider: the books know it, whatever happens to the process. */
function buildPaymentOperations(sql: ShopStatements) {
  return {
    listUncaptured: (input: { limit: number }) => sql.listUncaptured.all(input.limit).map(readPaymentTask),
    countUncaptured: (_input: null) => Number(sql.countUncaptured.get()?.count),
    listRefundsDue: (input: { limit: number }): RefundTask[] =>
      sql.listRefundsDue
        .all(input.limit)
        .map((row) => ({ ...readPaymentTask(row), isCaptured: row.is_captured === 1 })),
    countRefundsDue: (_input: null) => Number(sql.countRefundsDue.get()?.count),
    listVoidsDue: (input: { limit: number }): { orderNumber: string }[] =>
      sql.listIntentsToVoid.all(input.limit).map((row) => ({ orderNumber: String(row.order_number) })),
    countVoidsDue: (_input: null) => Number(sql.countIntentsToVoid.get()?.count),
    /** Those that are neither an order nor about to become one. */
    listUnknownOrders: (input: { orderNumbers: readonly string[] }): string[] =>
      input.orderNumbers.filter((number) => !sql.findOrder.get(number) && !sql.findIntent.get(number)),
  };
}

/** Orders that wait for their payment, oldest first. */
function buildDeferralOperations(sql: ShopStatements, terms: ShopTerms) {
  return {
    deferOrder: (input: Deferral) => deferOrder(sql, terms, input),
    completeDeferral: (input: Completion) => completeDeferral(sql, terms, input),
    listDeferrals: (input: { limit: number }) => listDeferrals(sql, input.limit),
    listOverdueDeferrals: (input: { nowMs: number; limit: number }): string[] =>
      sql.listOverdue.all(input.nowMs, input.limit).map((row) => String(row.order_number)),
    countDeferrals: (_input: null) => Number(sql.countDeferrals.get()?.count),
  };
}

function buildMetaOperations(sql: ShopStatements) {
  return {
    /** When these books were first opened: minute 0 of the incident clock. Books of version 1 did not write it down. */
    readOpening: (input: { nowMs: number }): { atMs: number; isFirst: boolean } => {
      const known = sql.readMeta.get("opened_at_ms")?.value;
      if (known !== undefined) return { atMs: Number(known), isFirst: false };
      sql.writeMeta.run("opened_at_ms", String(input.nowMs));
      return { atMs: input.nowMs, isFirst: sql.findLastRow.get()?.row === null };
    },
    /** Gives the first number of a block that nobody else will get, also after a crash. */
    reserveOrderSequence: (input: { count: number }): number => {
      const first = Number(sql.readMeta.get("next_order_sequence")?.value ?? 1);
      sql.writeMeta.run("next_order_sequence", String(first + input.count));
      return first;
    },
    /** The last of the provider's payments that was compared with these books; null before the first. */
    readComparedPayment: (_input: null): string | null => {
      const known = sql.readMeta.get("compared_payment")?.value;
      return known === undefined ? null : String(known);
    },
    writeComparedPayment: (input: { paymentId: string | null }): null => {
      if (input.paymentId === null) sql.deleteMeta.run("compared_payment");
      else sql.writeMeta.run("compared_payment", input.paymentId);
      return null;
    },
  };
}

function readPaymentTask(row: Row): PaymentTask {
  return {
    orderNumber: String(row.order_number),
    paymentId: String(row.payment_id),
    totalCents: Number(row.total_cents),
  };
}
