// Customers and books for tests: a customer who bought, with what a test changes.
import { countsAsGood } from "../../scenarios/outcome.ts";
import type { CustomerHistory, OrderAttempt } from "../record/customer-history.ts";
import type { BookOrder, BookPayment, Books, Deferral } from "./books.ts";

export function buildAttempt(changes: Partial<OrderAttempt> = {}): OrderAttempt {
  return {
    attempt: 1,
    visit: 1,
    key: "key-1",
    startedMinute: 10,
    endedMinute: 10.5,
    outcome: "ok",
    status: 200,
    orderNumber: "A-1",
    totalCents: 5200,
    ...changes,
  };
}

/** An attempt that ended badly: no order number, no total. */
export function buildFailure(changes: Partial<OrderAttempt> = {}): OrderAttempt {
  return buildAttempt({ outcome: "error-page", status: 502, orderNumber: null, totalCents: null, ...changes });
}

/** A customer; the first visit failed at the last bad attempt of it, unless the test says otherwise. */
export function buildCustomer(changes: Partial<CustomerHistory> = {}): CustomerHistory {
  const failed = changes.attempts?.findLast(({ visit, outcome }) => visit === 1 && countsAsGood(outcome) === false);
  return {
    customer: 1,
    population: "buyers",
    weight: 500,
    account: "a@example.com",
    buys: true,
    counterfactualMinute: 10,
    listCents: null,
    seenCents: 5200,
    cameMinute: 5,
    visits: 1,
    firstErrorMinute: null,
    firstErrorStep: null,
    firstVisitFailedMinute: failed?.startedMinute ?? null,
    end: "bought",
    endMinute: 10.5,
    attempts: [buildAttempt()],
    ...changes,
  };
}

export function buildOrder(changes: Partial<BookOrder> = {}): BookOrder {
  return {
    orderNumber: "A-1",
    key: "key-1",
    account: "a@example.com",
    totalCents: 5200,
    state: "paid",
    deferral: null,
    ...changes,
  };
}

/** An order's wait that goes on, known since second 1 and due at second 100, with what a test changes. */
export function buildDeferral(changes: Partial<Deferral> = {}): Deferral {
  return {
    atMs: 1_000,
    dueMs: 100_000,
    completedAtMs: null,
    completions: 0,
    holdsToken: false,
    cancelledAtMs: null,
    lastToldMs: null,
    ...changes,
  };
}

export function buildPayment(changes: Partial<BookPayment> = {}): BookPayment {
  return { paymentId: "P-1", orderNumber: "A-1", capturedCents: 5200, refundedCents: 0, reservedCents: 0, ...changes };
}

export const cleanBooks: Books = { orders: [buildOrder()], payments: [buildPayment()] };
export const emptyBooks: Books = { orders: [], payments: [] };
