import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type AuditTerms, buildAuditTerms, type PromotionTerms } from "./audit-terms.ts";
import { buildBookTerms } from "./book-terms.ts";
import { buildDetailed, voucher } from "./detailed-books.fixture.ts";
import { buildAttempt, buildCustomer } from "./history.fixture.ts";

const promotion: PromotionTerms = {
  vouchers: [voucher],
  isCapEnforced: false,
  guardBudgetCents: null,
  bug: [{ stage: "kept", fromMinute: 10, untilMinute: null }],
  phases: [{ name: "evening", fromMinute: 0, toMinute: 100 }],
  startMs: 50_000,
};

/** Pace 60: a wall second is an incident minute. The order was placed at second 100, and shown at minute 30. */
function listPeriods(
  changes: Partial<PromotionTerms>,
  attempts = [buildAttempt({ endedMinute: 30 })],
  pace: number | null = 60,
) {
  const terms: AuditTerms = { isSettled: true, pace, promotion: { ...promotion, ...changes } };
  const books = { orders: [buildDetailed()], payments: [] };
  return buildBookTerms([buildCustomer({ attempts })], books, terms).promotion?.bugPeriods;
}

describe("the terms of an audit in the books' time", () => {
  it("count from the start that the record tells", () => {
    assert.deepEqual(listPeriods({}), [{ stage: "kept", fromMs: 60_000, untilMs: Number.POSITIVE_INFINITY }]);
    const bug = [{ stage: "kept", fromMinute: 10, untilMinute: 20 } as const];
    assert.deepEqual(listPeriods({ bug }), [{ stage: "kept", fromMs: 60_000, untilMs: 70_000 }]);
  });

  it("count from an estimated start where the record does not tell it: when an order was placed and when it was shown", () => {
    assert.equal(listPeriods({ startMs: null })?.[0]?.fromMs, 100_000 - 30_000 + 10_000);
  });

  it("are unknown where no order was shown, or no pace or phase is recorded; and need neither without a bug", () => {
    const unseen = [buildAttempt({ orderNumber: null, outcome: "timeout" })];
    assert.equal(listPeriods({ startMs: null }, unseen), null);
    assert.equal(listPeriods({ phases: [] }), null);
    assert.equal(listPeriods({}, [], null), null);
    assert.deepEqual(listPeriods({ bug: [], phases: [] }, [], null), []);
  });
});

describe("what a record says of a promotion", () => {
  const recorded = { complete: true, warnings: [] };
  const told = { vouchers: [voucher], capCheck: "read-then-write", guardBudgetCents: 5000 } as const;
  const build = (
    changes: Partial<Parameters<typeof buildAuditTerms>[0]>,
    capCheck: "off" | "read-then-write" | "atomic",
  ) => buildAuditTerms({ recorded: { ...recorded, promotion: { ...told, capCheck } }, pace: 72, ...changes }).promotion;

  it("is that a cap holds with the defence or an atomic check, and with no other", () => {
    assert.equal(build({}, "atomic")?.isCapEnforced, true);
    assert.equal(build({ defences: ["voucher-cap"] }, "off")?.isCapEnforced, true);
    assert.equal(build({}, "read-then-write")?.isCapEnforced, false);
    assert.equal(build({}, "off")?.isCapEnforced, false);
  });

  it("is that the guard's budget holds where its defence was on", () => {
    assert.equal(build({}, "off")?.guardBudgetCents, null);
    assert.equal(build({ defences: ["voucher-budget"] }, "off")?.guardBudgetCents, 5000);
  });

  it("is nothing where it does not tell of one", () => {
    assert.deepEqual(buildAuditTerms({ recorded, pace: 72 }), { isSettled: true, pace: 72 });
  });
});
