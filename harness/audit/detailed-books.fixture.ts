// Books with everything in them, for tests: one order with a rightful discount, packed, and what a test changes.
import type { RecordedVoucher } from "../record/recorded-promotion.ts";
import type { BookPromotionTerms, BookTerms } from "./book-terms.ts";
import type { BasketEntry, BookLine, BookOrder, Books, BookVoucherUse, OrderDetails } from "./books.ts";
import { buildOrder, buildPayment } from "./history.fixture.ts";

export const voucher: RecordedVoucher = {
  code: "DEAL10",
  discountCents: 1000,
  eligibleCategories: ["offers"],
  minimumBasketCents: 0,
  capPerAccount: 1,
  promotionBudgetCents: null,
};

/** Placed at second 100, without a bug; the start is estimated. */
export function buildPromotionTerms(changes: Partial<BookPromotionTerms> = {}): BookPromotionTerms {
  const periods = { bugPeriods: [], offPeriods: [], startErrorMs: 1_000 };
  return { vouchers: [voucher], isCapEnforced: true, guardBudgetCents: null, ...periods, ...changes };
}

export function buildTerms(changes: Partial<BookPromotionTerms> = {}): BookTerms {
  return { isSettled: true, pace: 72, promotion: buildPromotionTerms(changes) };
}

export function buildLine(changes: Partial<BookLine> = {}): BookLine {
  return { article: "offers-01", category: "offers", kind: "physical", quantity: 1, unitCents: 6200, ...changes };
}

/** An entry of second 90 on the cart page. */
export function buildEntry(changes: Partial<BasketEntry> = {}): BasketEntry {
  const article = { subject: "offers-01", quantity: 1, category: "offers" };
  return { sequence: 1, kind: "added", on: "product", atMs: 90_000, ...article, ...changes };
}

/** A code of second 91, granted unless the test says otherwise. */
export function buildCode(changes: Partial<BasketEntry> = {}): BasketEntry {
  return buildEntry({
    ...{ sequence: 2, kind: "voucher-granted", on: "cart", subject: "DEAL10", category: "", atMs: 91_000 },
    ...changes,
  });
}

export function buildDetails(changes: Partial<OrderDetails> = {}): OrderDetails {
  return {
    placedAtMs: 100_000,
    stage: "packed",
    discountCents: 1000,
    voucherCode: "DEAL10",
    paymentId: "P-1",
    parcelNumber: "PN-1",
    lines: [buildLine()],
    basket: [buildEntry(), buildCode()],
    events: listEvents(3, "placed", "paid", "picked", "packed"),
    messagesAtMs: [],
    ...changes,
  };
}

/** Events a second apart from second 100 on, numbered from `sequence`; of payment P-1 and parcel PN-1. */
export function listEvents(sequence: number, ...kinds: readonly string[]): OrderDetails["events"] {
  const details: Readonly<Record<string, string>> = { placed: "P-1", packed: "PN-1" };
  return kinds.map((kind, index) => ({
    sequence: sequence + index,
    kind,
    atMs: 100_000 + 1000 * index,
    detail: details[kind] ?? null,
  }));
}

/** The order with its details changed. */
export function buildDetailed(details: Partial<OrderDetails> = {}, order: Partial<BookOrder> = {}): BookOrder {
  return buildOrder({ ...order, details: buildDetails(details) });
}

export function buildUse(changes: Partial<BookVoucherUse> = {}): BookVoucherUse {
  const order = { orderNumber: "A-1", account: "a@example.com" };
  return { ...order, code: "DEAL10", discountCents: 1000, atMs: 99_000, state: "used", ...changes };
}

/** Clean books of one order, with what a test changes. */
export function buildBooks(changes: Partial<Books> = {}): Books {
  return {
    orders: [buildDetailed()],
    payments: [buildPayment()],
    voucherUses: [buildUse()],
    promotions: [{ code: "DEAL10", spentCents: 1000 }],
    stock: [{ article: "offers-01", initial: 10, available: 9, held: 0 }],
    strayRows: [],
    ...changes,
  };
}

/** Clean books whose one order is changed. */
export function buildBooksOf(details: Partial<OrderDetails>, order: Partial<BookOrder> = {}): Books {
  return buildBooks({ orders: [buildDetailed(details, order)] });
}
