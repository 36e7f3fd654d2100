import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { computeWilsonInterval } from "./wilson-interval.ts";

test("the interval agrees with published figures", () => {
  // Newcombe 1998, table I: 81 of 263, and 15 of 148.
  const round = (hits: number, trials: number) => {
    const { low, high } = computeWilsonInterval(hits, trials) ?? { low: 0, high: 0 };
    return [low.toFixed(4), high.toFixed(4)];
  };
  assert.deepEqual(round(81, 263), ["0.2553", "0.3662"]);
  assert.deepEqual(round(15, 148), ["0.0624", "0.1605"]);
});

test("none of ten, and ten of ten, still leave room on one side; nothing tried is no share", () => {
  const none = computeWilsonInterval(0, 10);
  const all = computeWilsonInterval(10, 10);
  assert.deepEqual([none?.low, none?.high.toFixed(3)], [0, "0.278"]);
  assert.deepEqual([all?.low.toFixed(3), all?.high], ["0.722", 1]);
  assert.equal(computeWilsonInterval(0, 0), null);
});

test("the interval holds the share and lies within 0 and 1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (trials, some) => {
      const interval = computeWilsonInterval(Math.min(some, trials), trials);
      assert.ok(interval !== null && interval.low >= 0 && interval.high <= 1);
      assert.ok(interval.low <= interval.value && interval.value <= interval.high);
    }),
  );
});
