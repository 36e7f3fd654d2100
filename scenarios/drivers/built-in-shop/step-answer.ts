// What a page of the built-in shop says, as the answer to a step.
import type { StepAnswer } from "../shop-driver.ts";
import type { FetchedPage } from "./fetch-page.ts";
import { classifyOtherPage, hasMark, readData, readDecimal, readPageName } from "./page.ts";

/** The answer to a step that wanted this page; `isRight` false: it came, and what is on it is not what it should be. */
export function answer(page: FetchedPage, wanted: string, extra: Partial<StepAnswer> = {}, isRight = true): StepAnswer {
  const base = {
    status: page.status,
    latencyMs: page.latencyMs,
    orderNumber: null,
    totalCents: null,
    discountCents: null,
    key: null,
    statusMessage: page.body.includes("data-status-message"),
    asksToComeBack: readData(page.body, "status-message") === "come-back" || hasMark(page.body, "come-back"),
    retryAfterMinutes: readDecimal(page.body, "retry-minutes"),
  };
  if (page.failure !== null) return { ...base, outcome: page.failure, ...extra };
  const name = readPageName(page.body);
  if (name !== wanted || page.status !== 200)
    return { ...base, ...extra, orderNumber: null, totalCents: null, outcome: classifyOtherPage(name, page.status) };
  return { ...base, ...extra, outcome: isRight ? "ok" : "wrong" };
}

/** Why an order was not placed: its price had changed, or its voucher did not hold. */
export type OrderRefusal = "price" | "voucher" | null;

/** What the shop says of an order that it did not place because its price was another one. */
export function readRefusal(body: string): OrderRefusal {
  if (hasMark(body, "price-changed")) return "price";
  return hasMark(body, "voucher-refused") ? "voucher" : null;
}

/** Whether the answer to an order form says what became of the order: a page that fails, or is another than it should be, leaves it open. */
export function answersOrder({ outcome }: StepAnswer): boolean {
  return outcome === "ok" || outcome === "deferred" || outcome === "declined";
}

/** Whether a cart page lists that article so many times. */
export function isInCart(page: FetchedPage, product: string, quantity: number): boolean {
  return page.body.includes(`data-line="${product}" data-quantity="${quantity}"`);
}
