import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { auditOrders } from "./audit-orders.ts";
import { type AuditTerms, buildAuditTerms } from "./audit-terms.ts";
import type { BookOrder, BookPayment, Books } from "./books.ts";
import { buildCustomer, buildOrder, buildPayment } from "./history.fixture.ts";

const settled: AuditTerms = { isSettled: true, pace: 200 };
const reserved = buildPayment({ paymentId: "P-2", capturedCents: 0, reservedCents: 5200 });

function buildBooks(state: BookOrder["state"], payments: readonly BookPayment[]): Books {
  return { orders: [buildOrder({ state })], payments };
}

const audit = (books: Books, terms = settled) => {
  const { violations, paymentsWithoutOrder } = auditOrders([buildCustomer()], books, terms);
  return { invariants: violations.map(({ invariant }) => invariant), paymentsWithoutOrder };
};
const fired = { invariants: ["reserved-not-released"], paymentsWithoutOrder: 1 };
const quiet = { invariants: [], paymentsWithoutOrder: 0 };

describe("money that is set aside", () => {
  it("is named when its order is not in the books, is cancelled, or is paid by another payment", () => {
    const clean = buildBooks("paid", [buildPayment(), { ...reserved, orderNumber: "A-9" }]);
    assert.deepEqual(audit(clean), fired);
    assert.deepEqual(audit(buildBooks("cancelled", [reserved])), fired);
    assert.deepEqual(audit(buildBooks("paid", [buildPayment(), reserved])), fired);
  });

  it("is named in a sentence with its payment, its order and why", () => {
    const { violations } = auditOrders([buildCustomer()], buildBooks("paid", [buildPayment(), reserved]), settled);
    assert.deepEqual(violations, [
      {
        invariant: "reserved-not-released",
        orderNumber: "A-1",
        says: "payment P-2 reserves 5200 cents for order A-1, whose payments come to 10400 cents of 5200",
      },
    ]);
  });

  it("is in order once for an order that waits, and too much when it is there twice", () => {
    assert.deepEqual(audit(buildBooks("deferred", [reserved])), quiet);
    const twice = audit(buildBooks("deferred", [reserved, { ...reserved, paymentId: "P-3" }]));
    assert.deepEqual(twice, { invariants: ["reserved-not-released"], paymentsWithoutOrder: 2 });
  });

  it("is in order once it was released", () => {
    assert.deepEqual(audit(buildBooks("paid", [buildPayment(), { ...reserved, reservedCents: 0 }])), quiet);
  });

  it("is nobody's fault while the shop's books owe its release", () => {
    const books = buildBooks("paid", [buildPayment(), { ...reserved, orderNumber: "A-9" }]);
    assert.deepEqual(audit({ ...books, releasesOwed: new Set(["A-9"]) }), quiet);
    assert.deepEqual(audit({ ...books, releasesOwed: new Set(["A-1"]) }), fired);
  });

  it("is not judged in a drill that was cut short, whose shop was not done, or of which nothing is known", () => {
    const books = buildBooks("cancelled", [reserved]);
    const warning = "3 payments were still to be captured, voided or refunded when the drill ended";
    assert.deepEqual(audit(books, buildAuditTerms({ recorded: { complete: false, warnings: [] }, pace: 200 })), quiet);
    assert.deepEqual(
      audit(books, buildAuditTerms({ recorded: { complete: true, warnings: [warning] }, pace: 200 })),
      quiet,
    );
    assert.deepEqual(auditOrders([buildCustomer()], books).violations, []);
    assert.deepEqual(
      audit(books, buildAuditTerms({ recorded: { complete: true, warnings: ["something else"] }, pace: 200 })),
      fired,
    );
  });
});
