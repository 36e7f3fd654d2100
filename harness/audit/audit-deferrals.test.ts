import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { countCompletedDeferrals } from "./audit-deferrals.ts";
import { auditOrders } from "./audit-orders.ts";
import type { BookOrder, Books, Deferral } from "./books.ts";
import { buildAttempt, buildCustomer, buildOrder, buildPayment } from "./history.fixture.ts";
import { computeMoney } from "./money.ts";

const waiting: Deferral = { atMs: 1_000, dueMs: 100_000, completedAtMs: null, completions: 0 };
const completed: Deferral = { ...waiting, completedAtMs: 60_000, completions: 1 };

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
    assert.deepEqual(listInvariants(buildBooks({ state: "cancelled", deferral: waiting }, 900_000)), []);
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
});

describe("deferred orders that count as a success", () => {
  const count = (changes: Partial<BookOrder>) => countCompletedDeferrals([told], buildBooks(changes));

  it("were completed by their deadline and stand", () => {
    assert.equal(count({ state: "paid", deferral: completed }), 1);
    assert.equal(count({ state: "placed", deferral: { ...completed, completedAtMs: 100_000 } }), 1);
    assert.equal(count({ state: "paid", deferral: { ...completed, completedAtMs: 100_001 } }), 0);
    assert.equal(count({ state: "cancelled", deferral: completed }), 0);
    assert.equal(count({ state: "deferred", deferral: waiting }), 0);
    assert.equal(count({ state: "paid", deferral: null }), 0);
  });

  it("count once for each time that a customer was told, by key where the page showed no number", () => {
    const attempts = [
      buildAttempt({ outcome: "deferred" }),
      buildAttempt({ outcome: "deferred", orderNumber: null, attempt: 2 }),
      buildAttempt({ outcome: "ok", attempt: 3 }),
      buildAttempt({ outcome: "deferred", orderNumber: "A-9", attempt: 4 }),
    ];
    const books = buildBooks({ state: "paid", deferral: completed });
    assert.equal(countCompletedDeferrals([buildCustomer({ attempts })], books), 2);
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
