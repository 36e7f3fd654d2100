import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { AuditResult } from "../record/drill-result.ts";
import { auditOrders } from "./audit-orders.ts";
import type { Books } from "./books.ts";
import {
  buildAttempt,
  buildCustomer,
  buildFailure,
  buildOrder,
  buildPayment,
  cleanBooks,
  emptyBooks,
} from "./history.fixture.ts";

const bought = buildCustomer();
const refused = buildCustomer({ attempts: [buildFailure()], end: "gave-up" });
const timedOut = buildCustomer({ attempts: [buildFailure({ outcome: "timeout" })], end: "gave-up" });

const quietAudit: AuditResult = {
  attempts: 1,
  acknowledged: 1,
  lost: 0,
  orderedDespiteError: 0,
  duplicated: 0,
  unexpected: 0,
  unknown: 0,
  deferred: 0,
  paymentsWithoutOrder: 0,
  ordersWithoutPayment: 0,
  violations: [],
};

type Damage = [
  what: string,
  history: CustomerHistory,
  books: Books,
  invariant: string,
  counter: keyof AuditResult | null,
];

const second = buildOrder({ orderNumber: "A-2" });
const secondPayment = buildPayment({ paymentId: "P-2", orderNumber: "A-2" });
const damages: Damage[] = [
  ["an acknowledged order is deleted", bought, emptyBooks, "lost", "lost"],
  [
    "an acknowledged order is somebody else's",
    bought,
    { ...cleanBooks, orders: [buildOrder({ key: "key-9" })] },
    "lost",
    "lost",
  ],
  [
    "an order was promised without a number and is not there",
    buildCustomer({ attempts: [buildAttempt({ outcome: "deferred", orderNumber: null })] }),
    emptyBooks,
    "lost",
    "lost",
  ],
  [
    "an order exists though the customer saw an error page",
    refused,
    cleanBooks,
    "ordered-despite-error",
    "orderedDespiteError",
  ],
  [
    "an order exists though the card was declined",
    buildCustomer({ attempts: [buildFailure({ outcome: "declined" })] }),
    cleanBooks,
    "ordered-despite-error",
    "orderedDespiteError",
  ],
  [
    "one key made two orders",
    bought,
    { orders: [buildOrder(), second], payments: [buildPayment(), secondPayment] },
    "duplicated",
    "duplicated",
  ],
  [
    "an order appears that nobody placed",
    bought,
    { orders: [buildOrder(), { ...second, key: "key-9" }], payments: [buildPayment(), secondPayment] },
    "unexpected",
    "unexpected",
  ],
  [
    "the total differs from what the customer saw",
    bought,
    { orders: [buildOrder({ totalCents: 4200 })], payments: [buildPayment({ capturedCents: 4200 })] },
    "wrong-total",
    null,
  ],
  [
    "the account is not that of who placed the order",
    bought,
    { ...cleanBooks, orders: [buildOrder({ account: "b@example.com" })] },
    "wrong-account",
    null,
  ],
  [
    "a payment has no order",
    bought,
    { ...cleanBooks, payments: [buildPayment(), secondPayment] },
    "payment-without-order",
    "paymentsWithoutOrder",
  ],
  ["an order is not paid", bought, { ...cleanBooks, payments: [] }, "order-without-payment", "ordersWithoutPayment"],
  [
    "an order is paid one cent short",
    bought,
    { ...cleanBooks, payments: [buildPayment({ capturedCents: 5199 })] },
    "paid-too-little",
    "ordersWithoutPayment",
  ],
  [
    "an order is paid one cent over",
    bought,
    { ...cleanBooks, payments: [buildPayment({ capturedCents: 5201 })] },
    "paid-too-much",
    "paymentsWithoutOrder",
  ],
  [
    "an order is paid twice",
    bought,
    { ...cleanBooks, payments: [buildPayment(), buildPayment({ paymentId: "P-2" })] },
    "paid-too-much",
    "paymentsWithoutOrder",
  ],
  [
    "a cancelled order is not refunded",
    bought,
    { ...cleanBooks, orders: [buildOrder({ state: "cancelled" })] },
    "cancelled-not-refunded",
    "paymentsWithoutOrder",
  ],
  [
    "a cancelled order is refunded one cent short",
    bought,
    { orders: [buildOrder({ state: "cancelled" })], payments: [buildPayment({ refundedCents: 5199 })] },
    "cancelled-not-refunded",
    "paymentsWithoutOrder",
  ],
  [
    "a valid order is refunded",
    bought,
    { ...cleanBooks, payments: [buildPayment({ refundedCents: 5200 })] },
    "order-without-payment",
    "ordersWithoutPayment",
  ],
  [
    "a deferred order is captured in part",
    bought,
    { orders: [buildOrder({ state: "deferred" })], payments: [buildPayment({ capturedCents: 1 })] },
    "paid-too-little",
    "ordersWithoutPayment",
  ],
];

describe("audit of orders", () => {
  it("is quiet on clean books", () => {
    assert.deepEqual(auditOrders([bought], cleanBooks), quietAudit);
  });

  for (const [what, history, books, invariant, counter] of damages) {
    it(`names ${invariant} when ${what}`, () => {
      const audit = auditOrders([history], books);
      assert.ok(
        audit.violations.some((violation) => violation.invariant === invariant),
        JSON.stringify(audit.violations),
      );
      if (counter !== null) assert.equal(audit[counter], 1);
    });
  }

  it("names only the broken invariant, with its first row and how many there are", () => {
    const histories = [1, 2, 3].map((customer) =>
      buildCustomer({ customer, attempts: [buildAttempt({ key: `key-${customer}`, orderNumber: `A-${customer}` })] }),
    );
    const audit = auditOrders(histories, cleanBooks);
    assert.equal(audit.lost, 2);
    assert.deepEqual(audit.violations, [
      {
        invariant: "lost",
        orderNumber: "A-2",
        says: "customer 2 at minute 10.5 was shown order A-2, which is not in the books (first of 2)",
      },
    ]);
  });

  it("is quiet on a failed attempt that left nothing, and on the same key ordering at the second press", () => {
    assert.deepEqual(auditOrders([refused], emptyBooks), { ...quietAudit, acknowledged: 0 });
    const again = buildCustomer({ attempts: [buildFailure(), buildAttempt({ attempt: 2 })] });
    assert.deepEqual(auditOrders([again], cleanBooks), { ...quietAudit, attempts: 2 });
  });

  it("counts a timed out order that is not in the books as unknown, once a key, and is no violation", () => {
    const twice = buildCustomer({
      attempts: [buildFailure({ outcome: "timeout" }), buildFailure({ outcome: "refused", attempt: 2 })],
    });
    assert.deepEqual(auditOrders([twice], emptyBooks), { ...quietAudit, attempts: 2, acknowledged: 0, unknown: 1 });
  });

  it("is quiet on a timed out order that is in the books, also after an error page with the same key", () => {
    assert.deepEqual(auditOrders([timedOut], cleanBooks), { ...quietAudit, acknowledged: 0 });
    const both = buildCustomer({ attempts: [buildFailure(), buildFailure({ outcome: "timeout", attempt: 2 })] });
    assert.deepEqual(auditOrders([both], cleanBooks), { ...quietAudit, attempts: 2, acknowledged: 0 });
  });

  it("is quiet on an order that was cancelled after the customer saw an error page", () => {
    const books = {
      orders: [buildOrder({ state: "cancelled" as const })],
      payments: [buildPayment({ refundedCents: 5200 })],
    };
    assert.deepEqual(auditOrders([refused], books), { ...quietAudit, acknowledged: 0 });
  });

  it("asks no payment of total 0, of cancelled orders, and of deferred ones not yet due", () => {
    const free = buildCustomer({ attempts: [buildAttempt({ totalCents: 0 })] });
    assert.deepEqual(auditOrders([free], { orders: [buildOrder({ totalCents: 0 })], payments: [] }), quietAudit);
    assert.deepEqual(auditOrders([bought], { orders: [buildOrder({ state: "cancelled" })], payments: [] }), quietAudit);
    const deferred = buildCustomer({ attempts: [buildAttempt({ outcome: "deferred" })] });
    assert.deepEqual(auditOrders([deferred], { orders: [buildOrder({ state: "deferred" })], payments: [] }), {
      ...quietAudit,
      deferred: 1,
    });
    assert.deepEqual(auditOrders([deferred], cleanBooks), { ...quietAudit, deferred: 1 });
  });

  it("takes a refund that the shop's books owe for under way where the drill did not settle, and only there", () => {
    const books = { ...cleanBooks, orders: [buildOrder({ state: "cancelled" as const })] };
    const list = (releasesOwed: Set<string>, isSettled: boolean) =>
      auditOrders([bought], { ...books, releasesOwed }, { isSettled, pace: null }).violations.map(
        ({ invariant }) => invariant,
      );
    assert.deepEqual(list(new Set(["A-1"]), false), []);
    assert.deepEqual(list(new Set(["A-1"]), true), ["cancelled-not-refunded"]);
    assert.deepEqual(list(new Set(["A-2"]), false), ["cancelled-not-refunded"]);
  });

  it("is quiet on a payment that holds no money for an order that failed", () => {
    const payments = [buildPayment({ capturedCents: 0 }), buildPayment({ paymentId: "P-2", refundedCents: 5200 })];
    assert.deepEqual(auditOrders([refused], { orders: [], payments }), { ...quietAudit, acknowledged: 0 });
  });

  it("is quiet on any clean drill, and finds any single order deleted from it", () => {
    const outcome = fc.constantFrom("ok" as const, "error-page" as const, "timeout" as const, "deferred" as const);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 20 }), fc.nat(), (endings, pick) => {
        const histories = endings.map((ending, customer) => buildDrilledCustomer(ending, customer));
        const orders = endings.flatMap((ending, customer) =>
          ending === "error-page" ? [] : [buildOrder({ orderNumber: `A-${customer}`, key: `key-${customer}` })],
        );
        const payments = orders.map(({ orderNumber }) => buildPayment({ paymentId: `P-${orderNumber}`, orderNumber }));
        assert.deepEqual(auditOrders(histories, { orders, payments }).violations, []);
        if (orders.length === 0) return;
        const gone = orders[pick % orders.length];
        const audit = auditOrders(histories, { orders: orders.filter((order) => order !== gone), payments });
        assert.equal(audit.lost + audit.unknown, 1);
        assert.equal(audit.paymentsWithoutOrder, 1);
      }),
    );
  });
});

function buildDrilledCustomer(ending: "ok" | "error-page" | "timeout" | "deferred", customer: number): CustomerHistory {
  const key = `key-${customer}`;
  const isShown = ending === "ok" || ending === "deferred";
  const attempt = isShown
    ? buildAttempt({ key, outcome: ending, orderNumber: `A-${customer}` })
    : buildFailure({ key, outcome: ending });
  return buildCustomer({ customer, attempts: [attempt] });
}
