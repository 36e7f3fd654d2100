import assert from "node:assert/strict";
import { test } from "node:test";
import { computeMedian, judgeFigure } from "./measurement.ts";

const figure = { name: "cost", unit: "x", values: [1.2, 1.05, 1.07] };

test("the median of an even number is the mean of the two in the middle", () => {
  assert.equal(computeMedian([4, 1, 3, 2]), 2.5);
});

test("nothing measured has no median", () => {
  assert.throws(() => computeMedian([]), RangeError);
});

test("a limit holds the median, not the worst repetition", () => {
  const { median, min, max, holds } = judgeFigure({ ...figure, limit: { atMost: 1.1 } });
  assert.deepEqual({ median, min, max, holds }, { median: 1.07, min: 1.05, max: 1.2, holds: true });
});

test("a median beyond its limit fails, on either side", () => {
  assert.equal(judgeFigure({ ...figure, limit: { atMost: 1.06 } }).holds, false);
  assert.equal(judgeFigure({ ...figure, limit: { atLeast: 1.08 } }).holds, false);
});

test("a figure that is no number does not hold", () => {
  assert.equal(judgeFigure({ ...figure, values: [Number.NaN], limit: { atMost: 1.1 } }).holds, false);
});
