// Orders of a deal for tests: one rightful use of DEAL10 of 10.00 for the offers, with what a test changes.
import type { BasketEntry, BookLine, BookOrder, OrderDetails } from "../audit/books.ts";
import { buildAttempt, buildCustomer } from "../audit/history.fixture.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { VoucherTerms } from "./voucher-terms.ts";

export const vouchers: readonly VoucherTerms[] = [
  { code: "DEAL10", eligibleCategories: ["offers"], minimumBasketCents: 0 },
];

export function buildLine(article: string, unitCents = 3000): BookLine {
  return { article, category: article.replace(/-\d+$/, ""), kind: "physical", quantity: 1, unitCents };
}

/** `did`: kind, page and subject of each entry of the basket's history, in order. */
export function buildBasket(...did: readonly (readonly [kind: string, on: string, subject: string])[]): BasketEntry[] {
  return did.map(([kind, on, subject], index) => ({
    sequence: index + 1,
    kind,
    on,
    subject,
    quantity: 1,
    atMs: 0,
    category: kind.startsWith("voucher") ? "" : subject.replace(/-\d+$/, ""),
  }));
}

export const histories = {
  rightful: buildBasket(["added", "product", "offers-01"], ["voucher-granted", "cart", "DEAL10"]),
  /** The voucher's article is taken out in the last step. */
  trick: buildBasket(
    ["added", "product", "offers-01"],
    ["voucher-granted", "cart", "DEAL10"],
    ["added", "product", "toys-01"],
    ["removed", "review", "offers-01"],
  ),
  /** Nobody typed anything: the banner's price. */
  banner: buildBasket(["added", "product", "own-brand-01"]),
} as const;

const articles = { rightful: "offers-01", trick: "toys-01", banner: "own-brand-01" } as const;

/** An order with a discount of 10.00 on 30.00; its key is its number. */
export function buildDealOrder(
  orderNumber: string,
  way: keyof typeof histories,
  account: string,
  changes: Partial<OrderDetails> = {},
): BookOrder {
  const details: OrderDetails = {
    placedAtMs: 0,
    stage: "paid",
    discountCents: 1000,
    voucherCode: "DEAL10",
    paymentId: `P-${orderNumber}`,
    parcelNumber: null,
    lines: [buildLine(articles[way])],
    basket: histories[way],
    events: [],
    messagesAtMs: [],
    ...changes,
  };
  return {
    orderNumber,
    key: `key-${orderNumber}`,
    account,
    totalCents: 2000,
    state: "paid",
    deferral: null,
    details,
  };
}

/** The customer of one population who placed these orders. */
export function buildOwner(population: string, ...orderNumbers: readonly string[]): CustomerHistory {
  return buildCustomer({
    population,
    buys: population === "buyers",
    attempts: orderNumbers.map((orderNumber) => buildAttempt({ key: `key-${orderNumber}`, orderNumber })),
  });
}
