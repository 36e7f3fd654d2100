import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildPlugCurve, estimatePlug, findBestPlug, findNearBest, type PlugSketch } from "./plug-curve.ts";

/** Damage of 10.00 at 21, 30 and 39; orders of 50.00 wanted each minute; a plug at 40 for 20 minutes lost half of them. */
const sketch: PlugSketch = {
  uses: [21, 30, 39].map((minute) => ({ minute, cents: 1000, isUndeserved: true })),
  wanted: Array.from({ length: 100 }, (_, minute) => ({ minute, cents: 5000 })),
  pausedAtMinute: 40,
  lengthMinutes: 20,
  untilMinute: 50,
  damagePerMinuteCents: 200,
  lostRatio: 0.5,
  weight: 10,
};

test("an earlier plug has the damage seen until then, and the same share of the orders wanted from then on", () => {
  assert.deepEqual(estimatePlug(sketch, 30), { minute: 30, damageCents: 10_000, refusedCents: 500_000 });
  assert.deepEqual(estimatePlug(sketch, 30.5), { minute: 30.5, damageCents: 20_000, refusedCents: 500_000 });
});

test("a later plug has the last rate of damage on top", () => {
  assert.deepEqual(estimatePlug(sketch, 45), { minute: 45, damageCents: 40_000, refusedCents: 500_000 });
});

test("the curve goes from the first undeserved order to the mend, a minute apart", () => {
  const curve = buildPlugCurve(sketch);
  assert.deepEqual([curve.length, curve[0]?.minute, curve.at(-1)?.minute], [30, 21, 50]);
});

test("nobody's damage has no curve and no best minute", () => {
  const quiet = { ...sketch, uses: [{ minute: 21, cents: 1000, isUndeserved: false }] };
  assert.deepEqual(buildPlugCurve(quiet), []);
  assert.equal(findBestPlug([]), null);
});

test("the best minute is where damage and refused orders together are least, the earliest of equals", () => {
  assert.equal(findBestPlug(buildPlugCurve(sketch))?.minute, 21);
  const evening = { ...sketch, wanted: sketch.wanted.filter(({ minute }) => minute < 35) };
  // From 35 on a plug refuses nobody; until then three uses were made, two of them before 35.
  assert.deepEqual(findBestPlug(buildPlugCurve(evening)), { minute: 35, damageCents: 20_000, refusedCents: 0 });
});

const point = (minute: number, damageCents: number) => ({ minute, damageCents, refusedCents: 1000 });

test("near the best are the first and the last minute that cost at most 5 % more", () => {
  const curve = [point(10, 60), point(11, 50), point(12, 0), point(13, 51), point(14, 50), point(15, 51)];
  assert.deepEqual(findNearBest(curve), { withinRatio: 0.05, fromMinute: 11, toMinute: 14 });
  assert.equal(findNearBest([]), null);
});

test("a long time until the mend has no more points than a chart can hold, and damage never falls", () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 5000 }), (untilMinute) => {
      const curve = buildPlugCurve({ ...sketch, untilMinute });
      assert.ok(curve.length <= 241);
      assert.ok(curve.every((point, index) => point.damageCents >= (curve[index - 1]?.damageCents ?? 0)));
    }),
  );
});
