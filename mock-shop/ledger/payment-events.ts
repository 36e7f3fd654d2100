import { nextStates } from "../rules/fulfilment.ts";
import { changeOrder } from "./order-changes.ts";
import { readView } from "./order-rows.ts";
import type { ShopStatements } from "./shop-statements.ts";
import type { ShopTerms } from "./shop-terms.ts";

/** What the payment provider says that happened to an order's payment. */
export interface PaymentNews {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly kind: "captured" | "refunded" | "voided";
  readonly cents: number;
}

/**
 * `unknown`: there is no such order, or it is not paid for by this payment and this sum. `refund-due`: money was taken
 * for an order that is cancelled. `ignored`: known already, or too late to be true.
 */
export type NewsOutcome = "applied" | "ignored" | "unknown" | "refund-due";

const eventKinds = { captured: "paid", refunded: "refunded", voided: "voided" } as const;

/** The same change of the order that the answer to the shop's own call makes: whichever comes first has an effect. */
export function applyPaymentNews(sql: ShopStatements, terms: ShopTerms, news: PaymentNews, atMs: number): NewsOutcome {
  const row = sql.findOrder.get(news.orderNumber);
  if (!row) return "unknown";
  const { state, paymentId, isRefundDue } = readView(row);
  const isWhole = news.kind === "voided" || Number(row.total_cents) === news.cents;
  if (paymentId !== news.paymentId || !isWhole) return "unknown";
  if (news.kind === "captured" && !nextStates[state].includes("paid")) return isRefundDue ? "refund-due" : "ignored";
  const event = { kind: eventKinds[news.kind], atMs, detail: null };
  return changeOrder(sql, terms, news.orderNumber, event) ? "applied" : "ignored";
}
