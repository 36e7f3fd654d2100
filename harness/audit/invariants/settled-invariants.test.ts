// Rules that hold once the shop has nothing left to capture, void, refund or give back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BookPayment, Books } from "../books.ts";
import { buildBooks, buildDetailed, buildTerms, listEvents } from "../detailed-books.fixture.ts";
import { buildPayment, cleanBooks } from "../history.fixture.ts";
import { heldByNobody } from "./held-by-nobody.ts";
import { paymentInBooks } from "./payment-in-books.ts";

const settled = buildTerms();
const open = { ...settled, isSettled: false };

describe("payment-in-books", () => {
  /** One payment of an order of 5200 cents with this history. */
  function buildPaid(kinds: readonly string[], ...payments: readonly BookPayment[]): Books {
    return buildBooks({ orders: [buildDetailed({ events: listEvents(3, ...kinds) })], payments });
  }
  const list = (kinds: readonly string[], ...payments: readonly BookPayment[]) =>
    paymentInBooks.list(buildPaid(kinds, ...payments), settled).map(({ says }) => says);
  const taken = buildPayment();
  const givenBack = buildPayment({ refundedCents: 5200 });
  const letGo = buildPayment({ capturedCents: 0 });
  const reserved = buildPayment({ capturedCents: 0, reservedCents: 5200 });
  const name = "order A-1, payment P-1:";

  it("says nothing where the provider and the order's history tell the same", () => {
    assert.deepEqual(list(["placed"], reserved), []);
    assert.deepEqual(list(["placed", "paid", "picked"], taken), []);
    assert.deepEqual(list(["placed", "paid", "cancelled", "refunded"], givenBack), []);
    assert.deepEqual(list(["placed", "cancelled", "voided"], letGo), []);
    assert.deepEqual(list(["deferred", "placed", "paid"], taken), []);
  });

  it("says nothing of an order that was cancelled while its capture was on its way, once it is refunded", () => {
    assert.deepEqual(list(["placed", "cancelled", "refunded"], givenBack), []);
  });

  it("says nothing of orders without a payment, of a second payment, and of books without histories", () => {
    const free = buildBooks({ orders: [buildDetailed({ paymentId: null })], payments: [] });
    assert.deepEqual(paymentInBooks.list(free, settled), []);
    assert.deepEqual(list(["placed", "paid"], taken, { ...givenBack, paymentId: "P-2" }), []);
    assert.deepEqual(paymentInBooks.list(cleanBooks, settled), []);
  });

  it("names a refund, a void or a capture that only the provider knows", () => {
    assert.deepEqual(list(["placed", "paid", "cancelled"], givenBack), [
      `${name} the provider gave 5200 cents back, by the order's history 0`,
    ]);
    assert.deepEqual(list(["placed", "cancelled"], letGo), [
      `${name} the provider let go of its reservation, and the order's history does not say so`,
    ]);
    assert.deepEqual(list(["placed"], taken), [`${name} the provider captured 5200 cents, by the order's history 0`]);
  });

  it("names a refund, a void or a capture that only the shop knows", () => {
    assert.deepEqual(list(["placed", "paid", "cancelled", "refunded"], taken), [
      `${name} the provider gave 0 cents back, by the order's history 5200`,
    ]);
    assert.deepEqual(list(["placed", "cancelled", "voided"], reserved), [
      `${name} it was voided by the order's history, and the provider reserves 5200 cents`,
    ]);
    assert.deepEqual(list(["placed", "paid", "cancelled", "refunded"]), [
      `${name} the provider captured 0 cents, by the order's history 5200`,
    ]);
  });

  it("names a cent that is missing in a capture and in its refund", () => {
    const short = buildPayment({ capturedCents: 5199, refundedCents: 5199 });
    assert.deepEqual(list(["placed", "paid", "cancelled", "refunded"], short), [
      `${name} the provider captured 5199 cents, by the order's history 5200`,
    ]);
  });

  it("says nothing until a drill is settled: either of the two may be ahead", () => {
    assert.deepEqual(paymentInBooks.list(buildPaid(["placed", "cancelled"], letGo), open), []);
  });
});

describe("held-by-nobody", () => {
  const attempt = { orderNumber: "A-9", pieces: 2, discountCents: 1000, isOver: true };
  const list = (changes: Partial<typeof attempt>, terms = settled) =>
    heldByNobody.list(buildBooks({ attempts: [{ ...attempt, ...changes }] }), terms).map(({ says }) => says);
  const name = "the attempt at order A-9 is over and still holds";

  it("names what is held for an attempt that is over", () => {
    assert.deepEqual(list({}), [`${name} goods (2) and 1000 cents of discount`]);
    assert.deepEqual(list({ discountCents: 0 }), [`${name} goods (2)`]);
    assert.deepEqual(list({ pieces: 0 }), [`${name} 1000 cents of discount`]);
  });

  it("says nothing of an attempt that goes on, until a drill is settled, and of books that keep none", () => {
    assert.deepEqual(list({ isOver: false }), []);
    assert.deepEqual(list({}, open), []);
    assert.deepEqual(heldByNobody.list(buildBooks(), settled), []);
  });
});
