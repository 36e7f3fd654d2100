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
  off: [],
  phases: [{ name: "evening", fromMinute: 0, toMinute: 100 }],
  startMs: 50_000,
};

/** Pace 60: a wall second is an incident minute. The order was placed at second 100, and shown at minute 30. */
function build(
  changes: Partial<PromotionTerms>,
  attempts = [buildAttempt({ endedMinute: 30 })],
  pace: number | null = 60,
) {
  const terms: AuditTerms = { isSettled: true, pace, promotion: { ...promotion, ...changes } };
  const books = { orders: [buildDetailed()], payments: [] };
  return buildBookTerms([buildCustomer({ attempts })], books, terms).promotion;
}

function listPeriods(...given: Parameters<typeof build>) {
  return build(...given)?.bugPeriods;
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

describe("the times at which vouchers were off, in the books' time", () => {
  it("count from the start as the bug's do", () => {
    const off = [
      { fromMinute: 20, untilMinute: 30 },
      { fromMinute: 40, untilMinute: null },
    ];
    assert.deepEqual(build({ off, bug: [] })?.offPeriods, [
      { fromMs: 70_000, untilMs: 80_000 },
      { fromMs: 90_000, untilMs: Number.POSITIVE_INFINITY },
    ]);
    assert.equal(build({ off, phases: [] })?.offPeriods, null);
    assert.deepEqual(build({})?.offPeriods, []);
  });
});

describe("what the times may be off by", () => {
  it("is little where the record tells the start, and a second where it is estimated", () => {
    assert.equal(build({})?.startErrorMs, 50);
    assert.equal(build({ startMs: null })?.startErrorMs, 1_000);
  });
});

describe("what a record says of a promotion", () => {
  const recorded = { complete: true, warnings: [] };
  const told = { vouchers: [voucher], capCheck: "read-then-write", guardBudgetCents: 5000 } as const;
  const buildTold = (
    changes: Partial<Parameters<typeof buildAuditTerms>[0]>,
    capCheck: "off" | "read-then-write" | "atomic",
  ) => buildAuditTerms({ recorded: { ...recorded, promotion: { ...told, capCheck } }, pace: 72, ...changes }).promotion;

  it("is that a cap holds with the defence or an atomic check, and with no other", () => {
    assert.equal(buildTold({}, "atomic")?.isCapEnforced, true);
    assert.equal(buildTold({ defences: ["voucher-cap"] }, "off")?.isCapEnforced, true);
    assert.equal(buildTold({}, "read-then-write")?.isCapEnforced, false);
    assert.equal(buildTold({}, "off")?.isCapEnforced, false);
  });

  it("is that the guard's budget holds where its defence was on", () => {
    assert.equal(buildTold({}, "off")?.guardBudgetCents, null);
    assert.equal(buildTold({ defences: ["voucher-budget"] }, "off")?.guardBudgetCents, 5000);
  });

  it("is when the bug was in, which voucher-revalidation prevents, and when vouchers were off", () => {
    const entry = { says: "changed" };
    const changeLog = [
      { ...entry, atMinute: 20, key: "voucher.bug", value: "kept" },
      { ...entry, atMinute: 90, key: "voucher.isOff", value: "true" },
    ];
    const withLog = { recorded: { ...recorded, promotion: { ...told, capCheck: "off" as const }, changeLog } };
    assert.deepEqual(buildTold(withLog, "off")?.bug, [{ stage: "kept", fromMinute: 20, untilMinute: null }]);
    assert.deepEqual(buildTold({ ...withLog, defences: ["voucher-revalidation"] }, "off")?.bug, []);
    assert.deepEqual(buildTold(withLog, "off")?.off, [{ fromMinute: 90, untilMinute: null }]);
  });

  it("is nothing where it does not tell of one", () => {
    assert.deepEqual(buildAuditTerms({ recorded, pace: 72 }), { isSettled: true, pace: 72 });
  });
});
