import assert from "node:assert/strict";
import { test } from "node:test";
import { describeComparison } from "./comparison-finding.ts";
import { describeDifference, describeMethod, formatInterval, isClear, splitBase } from "./comparison-words.ts";
import { formatCount } from "./format.ts";
import { buildSamplePair } from "./sample-comparison.ts";

const pair = buildSamplePair();

test("an interval prints value, low and high with their signs, also around nothing", () => {
  assert.equal(formatInterval({ value: 1200, low: -30, high: 2400 }, formatCount), "+1,200 (−30 to +2,400)");
  assert.equal(formatInterval({ value: 0, low: -1500, high: 1500 }, formatCount), "0 (−1,500 to +1,500)");
});

test("a difference is clear when its interval keeps to one side of 0", () => {
  assert.equal(isClear({ value: 5, low: 1, high: 9 }), true);
  assert.equal(isClear({ value: -5, low: -9, high: -1 }), true);
  assert.equal(isClear({ value: 5, low: -1, high: 9 }), false);
});

test("what is within chance is not told as a gain", () => {
  const { base, others } = splitBase(pair.comparison);
  const [drill] = others as [(typeof others)[number]];
  const chance = { value: 500, low: -2_000, high: 3_000 };
  const againstBase = {
    orders: chance,
    soldCents: chance,
    netLossCents: { value: -100, low: -900, high: 700 },
    customersLost: chance,
  };
  const other = { ...drill, againstBase };
  assert.equal(
    describeDifference(other, pair.comparison),
    "no clear difference in orders: +500 (−2,000 to +3,000); no clear difference in the net loss: USD −1 (USD −9 to USD +7)",
  );
  assert.doesNotMatch(describeComparison({ ...pair.comparison, drills: [base, other] }), /averted/);
});

test("where nobody differed the interval of three customers is told, and what it is", () => {
  const { base, others } = splitBase(pair.comparison);
  const [drill] = others as [(typeof others)[number]];
  const orders = { value: 0, low: -1_500, high: 1_500 };
  const cents = { value: 0, low: -7_800_000, high: 7_800_000 };
  const againstBase = { orders, soldCents: cents, netLossCents: cents, customersLost: orders };
  const comparison = { ...pair.comparison, drills: [base, { ...drill, againstBase }] };
  assert.equal(
    describeDifference(comparison.drills[1] as typeof base, comparison),
    "no difference in orders: 0 (−1,500 to +1,500); no difference in the net loss: USD 0 (USD −78,000 to USD +78,000)",
  );
  assert.match(
    describeMethod(comparison),
    /no customer differed.*rule of three.*3 customers who do, each by the largest/,
  );
  assert.doesNotMatch(describeMethod(pair.comparison), /rule of three/);
  assert.match(describeComparison(comparison), /no difference in orders: 0 \(−1,500 to \+1,500\)/);
});
