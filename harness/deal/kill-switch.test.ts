import assert from "node:assert/strict";
import { test } from "node:test";
import type { DiscountUse } from "./deal-times.ts";
import { estimateKillSwitch } from "./kill-switch.ts";

/** One use of 10.00 at each of these minutes; a negative one is rightful, at its amount. */
function uses(...minutes: readonly number[]): DiscountUse[] {
  return minutes.map((minute) => ({ minute: Math.abs(minute), cents: 1000, isUndeserved: minute > 0 }));
}

test("it acts at the use with which ten minutes hold more than ten times the limit, at full scale", () => {
  // 14.4 a minute at a weight of 72 are two uses in ten minutes: the third within them is too many.
  const estimate = estimateKillSwitch(uses(20, 25, 31, 34, -36), 14.4, 72);
  assert.deepEqual(estimate, {
    usesPerMinute: 14.4,
    windowMinutes: 10,
    actsAtMinute: 34,
    damage: { orders: 4, cents: { rehearsed: 4000, full: 288_000 } },
    rightfulAfter: { orders: 1, cents: { rehearsed: 1000, full: 72_000 } },
  });
});

test("it stays quiet while uses keep to the limit, and then all the damage is done", () => {
  const { actsAtMinute, damage, rightfulAfter } = estimateKillSwitch(uses(20, 25, 31, -36, 41), 14.4, 72);
  assert.deepEqual([actsAtMinute, damage.orders, rightfulAfter.orders], [null, 4, 0]);
});

test("rightful uses count towards the limit too: a switch cannot tell them apart", () => {
  assert.equal(estimateKillSwitch(uses(-20, -21, 22, 23), 14.4, 72).actsAtMinute, 22);
});
