// Customers of an evening with a voucher: what each puts into the basket, through the shop's real pages.
import type { FastifyInstance } from "fastify";
import { buildAttempt, buildCustomer } from "../../../harness/audit/history.fixture.ts";
import type { CustomerHistory, OrderAttempt } from "../../../harness/record/customer-history.ts";
import { declinedCardNumber } from "../../../mock-shop/rules/card.ts";
import { anAddress, Customer } from "../../../mock-shop/testing/customer.ts";

export const voucherCode = "DEAL10";
const cardNumber = "4242424242424242";

interface Wish {
  readonly articles: readonly string[];
  readonly code?: "first" | "last";
  /** Taken out on the review page, after it was shown once. */
  readonly removedInReview?: string;
  readonly card?: string;
  /** Changes in the cart before the checkout. */
  readonly changes?: readonly (readonly [path: string, fields: Record<string, string>])[];
}

/** What customers come for. Prices under 10.00: offers-18, toys-06, digital-16; they then have nothing to pay. */
export const wishes = {
  plain: { articles: ["toys-01", "home-02"] },
  digital: { articles: ["digital-01"] },
  mixed: { articles: ["digital-02", "books-02"] },
  undecided: {
    articles: ["kitchen-01", "garden-03", "books-05"],
    changes: [
      ["/cart/quantity", { product: "kitchen-01", quantity: "3" }],
      ["/cart/remove", { product: "garden-03" }],
    ],
  },
  voucher: { articles: ["offers-01", "toys-02"], code: "last" },
  voucherFree: { articles: ["offers-18"], code: "last" },
  voucherTooEarly: { articles: ["sports-01", "offers-05"], code: "first" },
  voucherTakenOut: {
    articles: ["offers-06", "home-03"],
    code: "first",
    changes: [
      ["/cart/voucher", { code: voucherCode }],
      ["/cart/voucher/remove", {}],
    ],
  },
  trick: { articles: ["offers-02", "toys-03"], code: "last", removedInReview: "offers-02" },
  trickFree: { articles: ["offers-02", "toys-06"], code: "last", removedInReview: "offers-02" },
  trickDigital: { articles: ["offers-03", "digital-16"], code: "last", removedInReview: "offers-03" },
  banner: { articles: ["own-brand-01", "electronics-02"] },
  bannerOffers: { articles: ["offers-04"] },
  bannerThenRemoved: { articles: ["own-brand-03", "clothing-02"], removedInReview: "own-brand-03" },
  declined: { articles: ["clothing-01"], card: declinedCardNumber },
} as const satisfies Record<string, Wish>;

export type WishName = keyof typeof wishes;

export interface Errand {
  readonly customer: number;
  readonly email: string;
  readonly wish: WishName;
  /** Whether the shop takes orders without their payment at the moment. */
  readonly isDeferring: boolean;
  readonly minute: () => number;
}

/** From an empty cart to the answer to the order; what the customer then tells of it. The population is the wish. */
export async function goShopping(storefront: FastifyInstance, errand: Errand): Promise<CustomerHistory> {
  const browser = new Customer(storefront);
  const wish: Wish = wishes[errand.wish];
  for (const [index, product] of wish.articles.entries()) {
    await browser.post("/cart/items", { product, quantity: index === 0 ? "2" : "1" });
    if (wish.code === "first" && index === 0) await browser.post("/cart/voucher", { code: voucherCode });
  }
  for (const [path, fields] of wish.changes ?? []) await browser.post(path, fields);
  if (wish.code === "last") await browser.post("/cart/voucher", { code: voucherCode });
  await browser.post("/checkout/address", { ...anAddress, email: errand.email });
  await browser.post("/checkout/payment", { card: wish.card ?? cardNumber });
  await browser.get("/checkout/review");
  if (wish.removedInReview) await browser.post("/checkout/review/remove", { product: wish.removedInReview });
  const first = await order(browser, errand, 1);
  // Whose voucher is refused sees the new total, and orders at that.
  const isRefused = first.outcome === "error-page" && wish.code !== undefined;
  const attempts = isRefused ? [first, await order(browser, errand, 2)] : [first];
  const last = attempts.at(-1) as OrderAttempt;
  return buildCustomer({
    customer: errand.customer,
    population: errand.wish,
    account: errand.email,
    weight: 72,
    counterfactualMinute: null,
    seenCents: last.totalCents,
    end: last.orderNumber === null ? "gave-up" : "bought",
    endMinute: last.endedMinute,
    cameMinute: last.startedMinute,
    attempts,
  });
}

async function order(browser: Customer, { isDeferring, minute }: Errand, attempt: number): Promise<OrderAttempt> {
  const review = await browser.get("/checkout/review");
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(review.body)?.[1] ?? "";
  const totalCents = Number(/data-total-cents="(\d+)"/.exec(review.body)?.[1]);
  const startedMinute = minute();
  const response = await browser.order(key);
  const orderNumber = /^\/orders\/([^/]+)\/confirmation$/.exec(String(response.headers.location))?.[1] ?? null;
  const isTaken = orderNumber !== null;
  const status = response.statusCode;
  const refusal = status === 402 ? "declined" : "error-page";
  const outcome = isTaken ? (isDeferring ? "deferred" : "ok") : refusal;
  const shown = { orderNumber, totalCents: isTaken ? totalCents : null };
  return buildAttempt({ attempt, key, startedMinute, endedMinute: minute(), outcome, status, ...shown });
}
