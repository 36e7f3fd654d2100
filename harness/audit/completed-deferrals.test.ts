import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deferralMinutes } from "../../mock-shop/rules/deferral.ts";
import { deferralPromiseMinutes } from "../../scenarios/customers/deferral-promise.ts";
import type { BookOrder } from "./books.ts";
import { computeDueMs, listCompletedDeferrals } from "./completed-deferrals.ts";
import { buildAttempt, buildCustomer, buildDeferral, buildOrder } from "./history.fixture.ts";

const waiting = buildDeferral();
const completed = buildDeferral({ completedAtMs: 60_000, completions: 1 });
const told = buildCustomer({ attempts: [buildAttempt({ outcome: "deferred" })] });

describe("deferred orders that count as a success", () => {
  const count = (changes: Partial<BookOrder>, pace: number | null = 200) =>
    listCompletedDeferrals([told], { orders: [buildOrder(changes)], payments: [] }, pace).length;

  it("were completed by their deadline and stand", () => {
    assert.equal(count({ state: "paid", deferral: completed }), 1);
    assert.equal(count({ state: "placed", deferral: { ...completed, completedAtMs: 100_000 } }), 1);
    assert.equal(count({ state: "paid", deferral: { ...completed, completedAtMs: 100_001 } }), 0);
    assert.equal(count({ state: "cancelled", deferral: completed }), 0);
    assert.equal(count({ state: "deferred", deferral: waiting }), 0);
    assert.equal(count({ state: "paid", deferral: null }), 0);
  });

  it("were completed by the time that customers were told, where the shop gave itself more", () => {
    const late = { ...completed, dueMs: 500_000, completedAtMs: 109_001 };
    assert.equal(count({ state: "paid", deferral: late }), 0);
    assert.equal(count({ state: "paid", deferral: { ...late, completedAtMs: 109_000 } }), 1);
    assert.equal(count({ state: "paid", deferral: late }, 60), 1);
    assert.equal(count({ state: "paid", deferral: late }, null), 1);
  });

  it("come with who pressed and when, once for each press, by key where the page showed no number", () => {
    const attempts = [
      buildAttempt({ outcome: "deferred", startedMinute: 150 }),
      buildAttempt({ outcome: "deferred", startedMinute: 151, orderNumber: null, attempt: 2 }),
      buildAttempt({ outcome: "ok", attempt: 3 }),
      buildAttempt({ outcome: "deferred", orderNumber: "A-9", attempt: 4 }),
    ];
    const books = { orders: [buildOrder({ state: "paid", deferral: completed })], payments: [] };
    assert.deepEqual(listCompletedDeferrals([buildCustomer({ attempts })], books, 200), [
      { population: "buyers", startedMinute: 150 },
      { population: "buyers", startedMinute: 151 },
    ]);
  });
});

describe("the deadline of a deferred order", () => {
  it("is the shop's own, also when it is rounded up", () => {
    assert.equal(computeDueMs({ ...waiting, dueMs: 50_000 }, 200), 50_000);
    assert.equal(computeDueMs({ ...waiting, dueMs: 109_001 }, 200), 109_001);
  });

  it("is no later in the built-in shop than what its customers are told", () => {
    assert.ok(deferralMinutes <= deferralPromiseMinutes);
  });
});
