import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { computePointProbability, computeUpperTail } from "./binomial.ts";

function assertClose(actual: number, expected: number, relative = 1e-12): void {
  assert.ok(Math.abs(actual - expected) <= Math.abs(expected) * relative, `got ${actual}, expected ${expected}`);
}

describe("binomial upper tail", () => {
  it("matches values that can be counted by hand", () => {
    assertClose(computeUpperTail(1, 1, 0.25), 0.25);
    assertClose(computeUpperTail(2, 2, 0.1), 0.01);
    assertClose(computeUpperTail(8, 10, 0.5), 56 / 1024);
    assertClose(computeUpperTail(1, 3, 0.5), 7 / 8);
  });

  it("matches values computed with 60 decimal digits, up to ten million events", () => {
    const known: [atLeast: number, count: number, ratio: number, tail: number][] = [
      [2, 2, 0.0144, 2.0736e-4],
      [3, 21, 0.0144, 3.270301993507878e-3],
      [9, 252, 0.0144, 1.161220344747982e-2],
      [10, 252, 0.0144, 3.94527328620649e-3],
      [50, 1000, 0.01, 8.30637143538877e-20],
      [600, 100_000, 0.005, 7.39058377663993e-6],
      [14_664, 1_000_000, 0.0144, 1.367191754424332e-2],
      [144_880, 10_000_000, 0.0144, 9.833282008675762e-3],
      [150_000, 10_000_000, 0.0144, 1.160452551413265e-56],
    ];
    for (const [atLeast, count, ratio, tail] of known)
      assertClose(computeUpperTail(atLeast, count, ratio), tail, 1e-10);
  });

  it("is 1 for none or more, 0 for more than there are, and at the edges of the ratio", () => {
    assert.equal(computeUpperTail(0, 10, 0.3), 1);
    assert.equal(computeUpperTail(11, 10, 0.3), 0);
    assert.equal(computeUpperTail(3, 10, 0), 0);
    assert.equal(computeUpperTail(10, 10, 1), 1);
  });

  it("equals the sum of the point probabilities, falls with the threshold and mirrors", () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 400 }),
      ratio: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ count, ratio, share }) => {
        const atLeast = Math.floor(share * count);
        let sum = 0;
        for (let hits = atLeast; hits <= count; hits++) sum += computePointProbability(hits, count, ratio);
        const tail = computeUpperTail(atLeast, count, ratio);
        assert.ok(Math.abs(tail - sum) < 1e-10);
        assert.ok(computeUpperTail(atLeast + 1, count, ratio) <= tail + 1e-15);
        assert.ok(Math.abs(tail + computeUpperTail(count - atLeast + 1, count, 1 - ratio) - 1) < 1e-10);
      }),
    );
  });
});
