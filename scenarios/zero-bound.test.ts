import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeZeroUpperBound, describeZeroBound } from "./zero-bound.ts";

describe("the upper bound of a count of zero", () => {
  it("is 3 ÷ trials, never more than everything, and everything where nothing was tried", () => {
    assert.equal(computeZeroUpperBound(1000), 0.003);
    assert.equal(computeZeroUpperBound(2), 1);
    assert.equal(computeZeroUpperBound(0), 1);
  });

  it("is close to the exact bound 1 − 0.05^(1 ÷ trials), and above it", () => {
    for (const trials of [10, 100, 10_000]) {
      const exact = 1 - 0.05 ** (1 / trials);
      const bound = computeZeroUpperBound(trials);
      assert.ok(bound >= exact && bound < exact * 1.2, `${trials}: ${bound} and ${exact}`);
    }
  });

  it("is said of a zero, and of nothing else", () => {
    assert.equal(describeZeroBound(0, 800), "; 0 means at most 0.38 % of them, with 95 % confidence");
    assert.equal(describeZeroBound(1, 800), "");
    assert.equal(describeZeroBound(0, 0), "");
  });
});
