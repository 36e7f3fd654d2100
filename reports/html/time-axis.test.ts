import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { samplePhases } from "../sample-slices.ts";
import { buildTimeAxis, computeMinute, computeTicks, computeX } from "./time-axis.ts";

const axis = buildTimeAxis(samplePhases);

test("a jump takes a narrow part of the axis, whatever its length", () => {
  const jumps = axis.segments.filter((segment) => segment.jump);
  assert.deepEqual(
    jumps.map(({ fromMinute, toMinute }) => [fromMinute, toMinute]),
    [[450, 750]],
  );
  assert.ok(axis.widthX > 510 && axis.widthX < 540);
});

test("outside jumps an incident minute is one x wide, and x never falls as time goes on", () => {
  assert.equal(computeX(axis, 330) - computeX(axis, 150), 180);
  fc.assert(
    fc.property(
      fc.double({ min: -100, max: 1000, noNaN: true }),
      fc.double({ min: 0, max: 500, noNaN: true }),
      (minute, more) => {
        assert.ok(computeX(axis, minute + more) >= computeX(axis, minute));
      },
    ),
  );
});

test("x and minute are each other's inverse", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 810, noNaN: true }), (minute) => {
      assert.ok(Math.abs(computeMinute(axis, computeX(axis, minute)) - minute) < 1e-6);
    }),
  );
});

test("ticks stand on round times of day, and none inside a jump", () => {
  const ticks = computeTicks(axis, 1110, 0, axis.widthX, 14);
  assert.deepEqual(
    ticks.map((tick) => tick.minute),
    [30, 90, 150, 210, 270, 330, 390, 450, 750, 810],
  );
});

test("without phases there is still an axis", () => {
  assert.equal(computeX(buildTimeAxis([]), 5), 1);
});
