import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ObjectiveCount } from "../record/run-record.ts";
import { computeBudgetConsumedRatio } from "./error-budget.ts";
import { judgeObjectives, listUndecidable } from "./judge-objectives.ts";

const count: ObjectiveCount = {
  name: "checkout-availability",
  says: "orders are taken",
  kind: "availability",
  steps: ["place-order"],
  phase: null,
  populations: null,
  target: 0.999,
  limitMs: null,
  budgetAllowedRatio: 1,
  alerting: true,
  good: 900,
  bad: 100,
  expectedPerMinute: 4,
  events: [],
};

describe("error budget", () => {
  it("is 4.17 months for a total outage of three hours at the calm rate", () => {
    assert.equal(computeBudgetConsumedRatio(180 * 4, 0.999, 4)?.toFixed(2), "4.17");
  });

  it("is null where no event is expected", () => {
    assert.equal(computeBudgetConsumedRatio(5, 0.999, 0), null);
  });

  it("adds up: two halves use as much as the whole", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.double({ min: 0.01, max: 1e4, noNaN: true }), (first, second, rate) => {
        const consumed = (bad: number) => computeBudgetConsumedRatio(bad, 0.995, rate) as number;
        const whole = consumed(first + second);
        assert.ok(Math.abs(consumed(first) + consumed(second) - whole) <= whole * 1e-12);
      }),
    );
  });
});

describe("judged objectives", () => {
  it("are missed above the allowed budget and met at it", () => {
    const consumed = 100 / ((1 - 0.999) * 4 * 43_200);
    const verdicts = [consumed, consumed * 0.999].map(
      (allowed) => judgeObjectives([{ ...count, budgetAllowedRatio: allowed }])[0]?.verdict,
    );
    assert.deepEqual(verdicts, ["met", "missed"]);
  });

  it("carry raw counts that add up", () => {
    assert.deepEqual(judgeObjectives([{ ...count, phase: "calm" }])[0], {
      name: "checkout-availability",
      phase: "calm",
      target: 0.999,
      good: 900,
      bad: 100,
      total: 1000,
      budgetConsumedRatio: 100 / ((1 - 0.999) * 4 * 43_200),
      budgetAllowedRatio: 1,
      verdict: "met",
    });
  });

  it("are undecidable where nothing was counted, nothing is expected, or the measurement is not valid", () => {
    const counts = [
      { ...count, name: "empty", good: 0, bad: 0 },
      { ...count, name: "unexpected", expectedPerMinute: 0 },
      { ...count, name: "distorted" },
      count,
    ];
    const invalid = new Map([["distorted", "phase outage is distorted"]]);
    const verdicts = judgeObjectives(counts, invalid).map((result) => [result.name, result.verdict]);
    assert.deepEqual(verdicts, [
      ["empty", "undecidable"],
      ["unexpected", "undecidable"],
      ["distorted", "undecidable"],
      ["checkout-availability", "met"],
    ]);
    assert.deepEqual(
      [...listUndecidable(counts, invalid)],
      [
        ["empty", "nothing was counted"],
        ["unexpected", "the plan expects no event in the calm phase"],
        ["distorted", "phase outage is distorted"],
      ],
    );
  });
});
