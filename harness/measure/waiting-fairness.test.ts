import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Wait } from "./wait-tracker.ts";
import { computeWaiting } from "./waiting-fairness.ts";

function wait(joinedMinute: number, lastMinute: number, end: Wait["end"] = "let-in"): Wait {
  return { population: "buyers", phase: "rush", joinedMinute, lastMinute, end };
}

/** Inversions and comparable pairs of a line with a tolerance of one minute, seen until minute 100. */
function compare(waits: readonly Wait[]): [number, number] {
  const { inversions, comparablePairs } = computeWaiting({ waits, nowMinute: 100 }, 1);
  return [inversions, comparablePairs];
}

describe("fairness of a line", () => {
  it("has no inversion where who comes first is let in first", () => {
    assert.deepEqual(compare([wait(0, 10), wait(2, 12), wait(4, 14), wait(6, 16)]), [0, 6]);
  });

  it("has one for each pair let in the other way round", () => {
    assert.deepEqual(compare([wait(0, 20), wait(2, 12), wait(4, 14)]), [2, 3]);
    assert.deepEqual(compare([wait(0, 16), wait(2, 14), wait(4, 12), wait(6, 10)]), [6, 6]);
  });

  it("does not compare who joined within the tolerance, and takes no order from admissions within it", () => {
    assert.deepEqual(compare([wait(0, 20), wait(1, 10)]), [0, 0]);
    assert.deepEqual(compare([wait(0, 11), wait(2, 10)]), [0, 1]);
    assert.deepEqual(compare([wait(0, 11.1), wait(2, 10)]), [1, 1]);
  });

  it("holds it against the line when somebody still waits while later ones came in", () => {
    assert.deepEqual(compare([wait(0, 99, "waiting"), wait(5, 9), wait(7, 11)]), [2, 3]);
    assert.deepEqual(compare([wait(0, 9), wait(5, 99, "waiting"), wait(7, 99, "waiting")]), [0, 2]);
  });

  it("leaves out who gave up", () => {
    assert.deepEqual(compare([wait(0, 9, "gave-up"), wait(5, 7)]), [0, 0]);
  });

  it("counts the same inversions as comparing every pair", () => {
    const line = fc.array(
      fc.record({
        joined: fc.integer({ min: 0, max: 30 }),
        waited: fc.integer({ min: 0, max: 30 }),
        end: fc.constantFrom<Wait["end"]>("let-in", "let-in", "waiting", "gave-up"),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(line, (places) => {
        const waits = places.map(({ joined, waited, end }) => wait(joined, joined + waited, end));
        assert.deepEqual(compare(waits), comparePairs(waits, 1, 100));
      }),
    );
  });

  it("says how long all waited, also those who left or still wait; nothing without a wait", () => {
    const waits = [wait(0, 4), wait(0, 2), wait(10, 17, "gave-up"), wait(90, 95, "waiting")];
    assert.deepEqual(computeWaiting({ waits, nowMinute: 100 }), {
      waits: 4,
      letIn: 2,
      gaveUp: 1,
      stillWaiting: 1,
      waitMinutes: { p50: 4, p95: 10, max: 10 },
      inversions: 0,
      comparablePairs: 2,
      toleranceMinutes: 2.5,
    });
    assert.equal(computeWaiting({ waits: [], nowMinute: 100 }).waitMinutes, null);
  });
});

/** The definition, pair by pair. */
function comparePairs(waits: readonly Wait[], tolerance: number, nowMinute: number): [number, number] {
  const line = waits.filter(({ end }) => end !== "gave-up");
  const cameIn = (one: Wait) => (one.end === "waiting" ? nowMinute : one.lastMinute);
  let [inversions, comparable] = [0, 0];
  for (const a of line)
    for (const b of line) {
      if (b.joinedMinute - a.joinedMinute <= tolerance || (a.end === "waiting" && b.end === "waiting")) continue;
      comparable++;
      if (cameIn(a) - cameIn(b) > tolerance) inversions++;
    }
  return [inversions, comparable];
}
