import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildFigures, type StepTable } from "../figures.fixture.ts";
import { smokeFacts } from "./facts.ts";

/** The verdicts of SM-1, SM-2 and SM-3. */
function judgeAll(steps: StepTable): string[] {
  const figures = buildFigures({ steps });
  return smokeFacts.map((fact) => {
    const measured = fact.measure(figures);
    if (measured === null) return "undecided";
    return fact.holds(measured, figures) ? "reproduced" : "not-reproduced";
  });
}

describe("smoke's facts", () => {
  it("are reproduced by an outage that ends", () => {
    const steps: StepTable = {
      outage: { "place-order": { "error-page": 95, timeout: 5 } },
      after: { "place-order": { ok: 70, "error-page": 30 } },
    };
    assert.deepEqual(judgeAll(steps), ["reproduced", "reproduced", "reproduced"]);
  });

  it("are not reproduced when orders go through in it and fail after it", () => {
    const steps: StepTable = {
      outage: { "place-order": { "error-page": 94, timeout: 5, ok: 1 } },
      after: { "place-order": { ok: 69, "error-page": 31 } },
    };
    assert.deepEqual(judgeAll(steps), ["not-reproduced", "not-reproduced", "not-reproduced"]);
  });

  it("are undecided when nobody tried to order", () => {
    assert.deepEqual(judgeAll({ outage: { home: { ok: 10 } } }), ["undecided", "undecided", "undecided"]);
  });

  it("print a count of zero with its 95 % upper bound, and no other count", () => {
    const describeFirst = (steps: StepTable) => smokeFacts[0]?.detail?.(buildFigures({ steps }));
    assert.equal(
      describeFirst({ outage: { "place-order": { "error-page": 100 } } }),
      "100 attempts to place an order; 0 means at most 3.00 % of them, with 95 % confidence",
    );
    assert.equal(
      describeFirst({ outage: { "place-order": { "error-page": 99, ok: 1 } } }),
      "100 attempts to place an order",
    );
  });

  it("count a deferred order as taken", () => {
    assert.equal(judgeAll({ outage: { "place-order": { deferred: 1 } } })[0], "not-reproduced");
  });
});
