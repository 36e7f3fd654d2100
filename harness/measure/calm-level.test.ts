import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeCalmBounds, computeCalmStretch, computeLevel, isAtCalmLevel } from "./calm-level.ts";
import { buildSlice } from "./slices.fixture.ts";

const phase = { fromMinute: 0, toMinute: 10 };

describe("the calm", () => {
  it("ends where the first fault was put in force, ahead of its phase", () => {
    assert.deepEqual(computeCalmStretch(phase, [{ injectedAtMinute: 8.9 }, { injectedAtMinute: 20 }]), {
      fromMinute: 0,
      toMinute: 8.9,
    });
  });

  it("is the whole phase where faults came later, or never", () => {
    assert.deepEqual(computeCalmStretch(phase, []), phase);
    assert.deepEqual(computeCalmStretch(phase, [{ injectedAtMinute: 14 }, { injectedAtMinute: null }]), phase);
  });
});

describe("calm level", () => {
  const slices = [buildSlice(0, 98, 2, 30), buildSlice(1, 100, 0, 20), buildSlice(2, 0, 50)];
  const bounds = computeCalmBounds(slices, { fromMinute: 0, toMinute: 2 });

  it("allows a percentage point more failures than calm, and 50 ms more or twice its p95", () => {
    assert.deepEqual(bounds, { mostBadRatio: 0.02, mostP95Ms: (98 * 30 + 100 * 20) / 198 + 50 });
    assert.equal(computeCalmBounds([buildSlice(0, 10, 0, 400)], phase)?.mostP95Ms, 800);
  });

  it("is met up to these bounds and by nothing without a good step", () => {
    assert.ok(bounds !== null);
    assert.equal(isAtCalmLevel(computeLevel([buildSlice(5, 49, 1)]), bounds), true);
    assert.equal(isAtCalmLevel(computeLevel([buildSlice(5, 48, 2)]), bounds), false);
    assert.equal(isAtCalmLevel(computeLevel([buildSlice(5, 50, 0, 90)]), bounds), false);
    assert.equal(isAtCalmLevel(computeLevel([]), bounds), false);
  });

  it("is unknown where the calm has no good step", () => {
    assert.equal(computeCalmBounds(slices, { fromMinute: 2, toMinute: 10 }), null);
  });

  it("does not count a customer who waits in a queue, or whose card is declined", () => {
    const slice = { ...buildSlice(0, 3, 1), outcomes: { ok: 3, "error-page": 1, queued: 9, declined: 9, deferred: 4 } };
    const { good, bad, badRatio } = computeLevel([slice]);
    assert.deepEqual([good, bad, badRatio], [7, 1, 0.125]);
  });
});
