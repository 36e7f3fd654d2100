// Rules about a single payment besides its sum: whose it is, in which state, in which currency.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BookPayment, Books } from "../books.ts";
import { buildBooks, buildDetailed, buildTerms } from "../detailed-books.fixture.ts";
import { buildPayment, cleanBooks } from "../history.fixture.ts";
import type { Invariant } from "../invariant.ts";
import { currency } from "./currency.ts";
import { paymentOfOrder } from "./payment-of-order.ts";
import { paymentState } from "./payment-state.ts";

const list = ({ list: listBreaches }: Invariant, books: Books, terms = buildTerms()) =>
  listBreaches(books, terms).map(({ says }) => says);

describe("payment-of-order", () => {
  const orders = [buildDetailed(), buildDetailed({ paymentId: "P-2" }, { orderNumber: "A-2" })];
  const listOf = (...payments: readonly BookPayment[]) => list(paymentOfOrder, buildBooks({ orders, payments }));
  const second = { paymentId: "P-2", orderNumber: "A-2" };

  it("says nothing where shop, provider and key name one order, where keys tell nothing, and of a payment that no order names", () => {
    assert.deepEqual(listOf(buildPayment(), buildPayment(second)), []);
    assert.deepEqual(listOf(buildPayment({ keyOrderNumber: "A-1" }), buildPayment({ paymentId: "P-3" })), []);
    assert.deepEqual(list(paymentOfOrder, cleanBooks), []);
  });

  it("names two payments of one amount that have each other's order, also where their keys follow", () => {
    const says = [
      "order A-1 is paid by payment P-1, which at the provider is of order A-2",
      "order A-2 is paid by payment P-2, which at the provider is of order A-1",
    ];
    const [one, other] = ["A-2", "A-1"];
    assert.deepEqual(listOf(buildPayment({ orderNumber: one }), buildPayment({ ...second, orderNumber: other })), says);
    const followed = [
      buildPayment({ orderNumber: one, keyOrderNumber: one }),
      buildPayment({ ...second, orderNumber: other, keyOrderNumber: other }),
    ];
    assert.deepEqual(listOf(...followed), says);
  });

  it("names a payment that was asked for under another order's key, and one that pays for two orders", () => {
    assert.deepEqual(listOf(buildPayment({ keyOrderNumber: "A-2" })), [
      "payment P-1 of order A-1 was asked for under the key of order A-2",
    ]);
    const shared = [buildDetailed(), buildDetailed({}, { orderNumber: "A-2" })];
    assert.deepEqual(list(paymentOfOrder, buildBooks({ orders: shared })), [
      "order A-2 is paid by payment P-1, which at the provider is of order A-1",
    ]);
  });
});

describe("payment-state", () => {
  type Way = readonly [state: string, authorizedCents: number, capturedCents: number, refundedCents: number];
  const says = (...[state, authorizedCents, capturedCents, refundedCents]: Way) =>
    list(
      paymentState,
      buildBooks({ payments: [buildPayment({ state, authorizedCents, capturedCents, refundedCents })] }),
    );

  it("says nothing of the ways that a payment can go, and of books that keep no states", () => {
    const ways: readonly Way[] = [
      ["authorized", 5200, 0, 0],
      ["captured", 5200, 5200, 0],
      ["captured", 5200, 5100, 5099],
      ["refunded", 5200, 5200, 5200],
      ["voided", 5200, 0, 0],
      ["voided", 0, 0, 0],
      ["declined", 0, 0, 0],
    ];
    for (const way of ways) assert.deepEqual(says(...way), [], way.join(" "));
    assert.deepEqual(list(paymentState, buildBooks()), []);
  });

  it("names a state that its amounts do not have", () => {
    assert.deepEqual(says("voided", 5200, 5200, 0), [
      "payment P-1 of order A-1 is voided, and it took 5200 cents of 5200 and gave 0 back",
    ]);
    const ways: readonly Way[] = [
      ["authorized", 5200, 5200, 0],
      ["captured", 5200, 0, 0],
      ["captured", 5200, 5200, 5200],
      ["refunded", 5200, 5200, 0],
      ["refunded", 5200, 0, 0],
      ["declined", 5200, 0, 0],
    ];
    for (const way of ways) assert.equal(says(...way).length, 1, way.join(" "));
    assert.deepEqual(says("lost", 5200, 5200, 0), ["payment P-1 of order A-1 is lost, which no payment is"]);
  });

  it("names a payment that took more than it was asked for, or gave back more than it took", () => {
    assert.deepEqual(says("captured", 5200, 5201, 0), [
      "payment P-1 of order A-1 took 5201 cents of 5200, and gave 0 back",
    ]);
    assert.equal(says("captured", 5200, 5200, 5201).length, 1);
  });
});

describe("currency", () => {
  const terms = { ...buildTerms(), currency: "EUR" };
  const build = (ofOrder: string, ofPayment: string) =>
    buildBooks({
      orders: [buildDetailed({}, { currency: ofOrder })],
      payments: [buildPayment({ currency: ofPayment })],
    });

  it("says nothing where all is in the shop's, where the books do not say, and of orders where nobody knows the shop's", () => {
    assert.deepEqual(list(currency, build("EUR", "EUR"), terms), []);
    assert.deepEqual(list(currency, buildBooks(), terms), []);
    assert.deepEqual(list(currency, build("USD", "USD")), []);
  });

  it("names an order in another currency than the shop's, and a payment in another one than its order's", () => {
    assert.deepEqual(list(currency, build("USD", "USD"), terms), ["order A-1 is in USD, and expected is EUR"]);
    assert.deepEqual(list(currency, build("EUR", "USD")), ["payment P-1 of order A-1 is in USD, and expected is EUR"]);
    const stray = buildBooks({ payments: [buildPayment({ orderNumber: "A-9", currency: "USD" })] });
    assert.deepEqual(list(currency, stray, terms), ["payment P-1 of order A-9 is in USD, and expected is EUR"]);
  });
});
