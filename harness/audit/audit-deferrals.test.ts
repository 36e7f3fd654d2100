import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { auditOrders } from "./audit-orders.ts";
import type { BookOrder, Books } from "./books.ts";
import { buildAttempt, buildCustomer, buildDeferral, buildOrder, buildPayment } from "./history.fixture.ts";
import { computeMoney } from "./money.ts";

const waiting = buildDeferral({ holdsToken: true });
const completed = buildDeferral({ completedAtMs: 60_000, completions: 1, lastToldMs: 60_000 });
const cancelled = buildDeferral({ cancelledAtMs: 70_000, lastToldMs: 70_000 });

const told = buildCustomer({ attempts: [buildAttempt({ outcome: "deferred" })], seenCents: 5200 });

function buildBooks(changes: Partial<BookOrder>, lastEventMs = 90_000): Books {
  const order = buildOrder(changes);
  return { orders: [order], payments: order.state === "paid" ? [buildPayment()] : [], lastEventMs };
}

const listInvariants = (books: Books) => auditOrders([told], books).violations.map(({ invariant }) => invariant);

describe("the audit of deferred orders", () => {
  it("is content with one that waits in time, that was completed, or that was cancelled", () => {
    assert.deepEqual(listInvariants(buildBooks({ state: "deferred", deferral: waiting })), []);
    assert.deepEqual(listInvariants(buildBooks({ state: "paid", deferral: completed })), []);
    assert.deepEqual(listInvariants(buildBooks({ state: "cancelled", deferral: cancelled }, 900_000)), []);
    assert.deepEqual(listInvariants(buildBooks({ state: "paid", deferral: completed }, 900_000)), []);
  });

  it("counts one that customers were told of, and no order that waits as unpaid", () => {
    const audit = auditOrders([told], buildBooks({ state: "deferred", deferral: waiting }));
    assert.deepEqual([audit.acknowledged, audit.deferred, audit.ordersWithoutPayment], [1, 1, 0]);
  });

  it("names one whose history says twice that it was placed", () => {
    const books = buildBooks({ state: "paid", deferral: { ...completed, completions: 2 } });
    assert.deepEqual(auditOrders([told], books).violations, [
      {
        invariant: "deferred-completed-twice",
        orderNumber: "A-1",
        says: "order A-1 was deferred once and completed 2 times",
      },
    ]);
  });

  it("names one that was paid for twice", () => {
    const books = buildBooks({ state: "paid", deferral: completed });
    const payments = [...books.payments, buildPayment({ paymentId: "P-2" })];
    assert.deepEqual(listInvariants({ ...books, payments }), ["paid-too-much"]);
  });

  it("names one that still waits after its deadline, not within the grace that a shop has, nor where no time is known", () => {
    const late = { state: "deferred", deferral: waiting } as const;
    assert.deepEqual(listInvariants(buildBooks(late, 105_001)), ["deferred-overdue"]);
    assert.deepEqual(listInvariants(buildBooks(late, 105_000)), []);
    const { lastEventMs: _, ...timeless } = buildBooks(late, 105_001);
    assert.deepEqual(listInvariants(timeless), []);
  });

  it("holds a shop that gave itself more time than its customers were told against what they were told", () => {
    const patient = { state: "deferred", deferral: { ...waiting, dueMs: 10_000_000 } } as const;
    const list = (pace: number | null, lastEventMs: number) =>
      auditOrders([told], buildBooks(patient, lastEventMs), { isSettled: true, pace }).violations.map(
        ({ invariant }) => invariant,
      );
    assert.deepEqual(list(200, 114_001), ["deferred-overdue"]);
    assert.deepEqual(list(200, 114_000), []);
    assert.deepEqual(list(null, 114_001), []);
  });

  it("names one whose card's token is still there after its wait, however that ended", () => {
    const list = (changes: Partial<BookOrder>) => listInvariants(buildBooks(changes));
    assert.deepEqual(list({ state: "paid", deferral: { ...completed, holdsToken: true } }), ["token-left"]);
    assert.deepEqual(list({ state: "cancelled", deferral: { ...cancelled, holdsToken: true } }), ["token-left"]);
  });

  it("names one that was completed or cancelled without a message since", () => {
    const list = (changes: Partial<BookOrder>) => listInvariants(buildBooks(changes));
    assert.deepEqual(list({ state: "paid", deferral: { ...completed, lastToldMs: null } }), ["not-told"]);
    assert.deepEqual(list({ state: "paid", deferral: { ...completed, lastToldMs: 59_999 } }), ["not-told"]);
    assert.deepEqual(list({ state: "cancelled", deferral: { ...cancelled, lastToldMs: null } }), ["not-told"]);
    assert.deepEqual(list({ state: "cancelled", deferral: { ...completed, cancelledAtMs: 80_000 } }), ["not-told"]);
    assert.deepEqual(list({ state: "cancelled", deferral: { ...cancelled, cancelledAtMs: null } }), []);
  });
});

describe("money of deferred orders", () => {
  const compute = (changes: Partial<BookOrder>) => computeMoney([told], buildBooks(changes), "USD").rehearsed;

  it("is sold at the visit that ordered, once the order is completed", () => {
    const { soldCents, lostCents, netLossCents } = compute({ state: "paid", deferral: completed });
    assert.deepEqual([soldCents, lostCents, netLossCents], [5200, 0, 0]);
  });

  it("is lost while the order waits, and when it was cancelled: a promise is no sale", () => {
    for (const state of ["deferred", "cancelled"] as const) {
      const { counterfactualCents, soldCents, netLossCents } = compute({ state, deferral: waiting });
      assert.deepEqual([counterfactualCents, soldCents, netLossCents], [5200, 0, 5200], state);
    }
  });

  it("counts no promise as sold where there are no books", () => {
    assert.equal(computeMoney([told], null, "USD").rehearsed.soldCents, 0);
  });
});
