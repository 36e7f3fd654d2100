import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { valueCustomers } from "./customer-value.ts";
import { buildAttempt, buildCustomer, buildFailure, buildOrder } from "./history.fixture.ts";
import {
  countBoughtAfterFailing,
  findFailureMinute,
  listFirstErrors,
  sumCounterfactualBetween,
  sumLostBetween,
  sumRegainedBetween,
  sumSoldBetween,
} from "./order-flow.ts";

/** One buys at once at 10; one fails at 150 and 152, returns at 800; one fails at 200 and is gone. */
const histories = [
  buildCustomer({ counterfactualMinute: 10 }),
  buildCustomer({
    customer: 2,
    counterfactualMinute: 151,
    firstErrorMinute: 150.1,
    attempts: [
      buildFailure({ key: "key-2", startedMinute: 150 }),
      buildFailure({ key: "key-2", startedMinute: 152 }),
      buildAttempt({ key: "key-2b", visit: 2, startedMinute: 800, orderNumber: "A-2" }),
    ],
  }),
  buildCustomer({
    customer: 3,
    counterfactualMinute: 201,
    firstErrorMinute: 200.1,
    seenCents: 1000,
    attempts: [buildFailure({ key: "key-3", startedMinute: 200 })],
    end: "gave-up",
  }),
];
const orders = [buildOrder(), buildOrder({ orderNumber: "A-2", key: "key-2b", totalCents: 3000 })];
const valued = valueCustomers(histories, { orders, payments: [] });

describe("order flow", () => {
  it("sums what was sold by the start of the step, from inclusive, to exclusive", () => {
    assert.deepEqual(sumSoldBetween(valued, 0, 60), { orders: 1, cents: 2_600_000 });
    assert.deepEqual(sumSoldBetween(valued, 10, 800), { orders: 1, cents: 2_600_000 });
    assert.deepEqual(sumSoldBetween(valued, 150, 330), { orders: 0, cents: 0 });
  });

  it("does not count as sold what the customer was never told", () => {
    const timedOut = buildCustomer({ attempts: [buildFailure({ outcome: "timeout" })] });
    assert.equal(sumSoldBetween(valueCustomers([timedOut], { orders, payments: [] }), 0, 60).orders, 0);
  });

  it("sums the counterfactual by its own minutes", () => {
    assert.deepEqual(sumCounterfactualBetween(valued, 150, 330), { orders: 2, cents: 2_000_000 });
  });

  it("sums what was lost by the last failed step of the first visit", () => {
    assert.equal(sumLostBetween(valued, 150, 330), 2_000_000);
    assert.equal(sumLostBetween(valued, 150, 152), 0);
    assert.equal(sumLostBetween(valued, 0, 60), 0);
  });

  it("sums what was regained when it was bought", () => {
    assert.equal(sumRegainedBetween(valued, 750, 810), 1_500_000);
    assert.equal(sumRegainedBetween(valued, 0, 750), 0);
  });

  it("counts who failed at night and bought in the morning", () => {
    assert.equal(countBoughtAfterFailing(valued, 750, 810, 330), 1);
    assert.equal(countBoughtAfterFailing(valued, 750, 810, 100), 0);
    assert.equal(countBoughtAfterFailing(valued, 330, 750, 330), 0);
  });

  it("lists first error pages in order of time", () => {
    assert.deepEqual(listFirstErrors(histories.toReversed()), [
      { minute: 150.1, weight: 500 },
      { minute: 200.1, weight: 500 },
    ]);
  });

  it("counts as lost, and as regained, who was turned away before the order button without an error page", () => {
    const turnedAway = { attempts: [], seenCents: 1000, firstErrorMinute: null, firstVisitFailedMinute: 155 };
    const gone = buildCustomer({ customer: 4, ...turnedAway, end: "gave-up" });
    const back = buildCustomer({
      ...turnedAway,
      customer: 5,
      attempts: [buildAttempt({ key: "key-5", visit: 2, startedMinute: 800, orderNumber: "A-5" })],
    });
    const books = { orders: [buildOrder({ orderNumber: "A-5", key: "key-5", totalCents: 2000 })], payments: [] };
    const both = valueCustomers([gone, back], books);
    assert.equal(sumLostBetween(both, 150, 330), 1_500_000);
    assert.equal(sumLostBetween(both, 0, 150), 0);
    assert.equal(countBoughtAfterFailing(both, 750, 810, 450), 1);
  });

  it("dates a failure by the last bad step of the first visit, else by leaving a slow shop, else not at all", () => {
    const noAttempt = { attempts: [], endMinute: 33 };
    assert.equal(findFailureMinute(buildCustomer({ ...noAttempt, firstVisitFailedMinute: 20, end: "left-slow" })), 20);
    assert.equal(findFailureMinute(buildCustomer({ ...noAttempt, end: "left-slow" })), 33);
    assert.equal(findFailureMinute(buildCustomer({ ...noAttempt, firstErrorMinute: 20, end: "gave-up" })), null);
    assert.equal(findFailureMinute(buildCustomer({ ...noAttempt, end: "declined" })), null);
  });
});
