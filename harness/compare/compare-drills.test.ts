import assert from "node:assert/strict";
import { test } from "node:test";
import { comparisonSchema } from "../record/comparison.ts";
import { compareAllDrills, compareDrills } from "./compare-drills.ts";
import { buildComparable, buildDelayed } from "./compared-drill.fixture.ts";

const defended = { variant: "defended" as const, defences: ["circuit-breaker"], judgedBy: "objectives" as const };
/** 200 customers with a basket of 50 dollars; of each four the last so many never get it. */
const lose = (ofFour: number): number[] => Array.from({ length: 200 }, (_, i) => (i % 4 < 4 - ofFour ? 5_000 : -5_000));

test("differences are drill minus base, at full scale, over the customers of the counterfactual", () => {
  const { drills, base, customers } = compareDrills(buildComparable(lose(3)), [buildComparable(lose(1), defended)]);
  const [plain, breaker] = drills;
  assert.equal(base, "as it happened");
  assert.equal(customers, 200);
  assert.equal(plain?.figures.orders, 50 * 500);
  assert.equal(plain?.figures.customersLost, 150 * 500);
  assert.equal(breaker?.label, "circuit-breaker");
  assert.equal(breaker?.againstBase?.orders.value, 100 * 500);
  assert.equal(breaker?.againstBase?.netLossCents.value, -100 * 500 * 5_000);
  assert.equal(breaker?.againstBase?.customersLost.value, -100 * 500);
  assert.equal(plain?.againstBase, null);
  assert.equal(plain?.notComparedBecause, null);
});

test("an interval holds the difference and does not reach 0 where half of the customers gain", () => {
  const [, breaker] = compareDrills(buildComparable(lose(3)), [buildComparable(lose(1), defended)]).drills;
  const { value, low, high } = breaker?.againstBase?.orders ?? { value: 0, low: 0, high: 0 };
  assert.ok(0 < low && low < value && value < high);
  // 200 customers, half of whom gain: the deviation of the sum is sqrt(200)/2 orders, 1.96 of them to each side.
  assert.ok(Math.abs(high - low - 2 * 1.96 * 0.5 * Math.sqrt(200) * 500) < 0.1 * (high - low));
});

test("no customer who differs leaves up to 3 who might, with the largest basket of all, this way or that", () => {
  const baskets = lose(2).with(7, -9_000).with(8, 7_000);
  const [, same] = compareDrills(buildComparable(baskets), [buildComparable(baskets)]).drills;
  const orders = { value: 0, low: -3 * 500, high: 3 * 500 };
  const cents = { value: 0, low: -3 * 500 * 9_000, high: 3 * 500 * 9_000 };
  assert.deepEqual(same?.againstBase, { orders, soldCents: cents, netLossCents: cents, customersLost: orders });
});

test("the bound of three customers takes no part where one customer differs", () => {
  const [, other] = compareDrills(buildComparable(lose(0)), [buildComparable(lose(0).with(0, -5_000))]).drills;
  assert.equal(other?.againstBase?.orders.value, -500);
  assert.equal(other?.againstBase?.orders.high, 0);
});

test("of two customers no more than two can differ", () => {
  const [, same] = compareDrills(buildComparable([100, -200]), [buildComparable([100, -200])]).drills;
  assert.deepEqual(same?.againstBase?.orders, { value: 0, low: -2 * 500, high: 2 * 500 });
});

test("the same seed gives the same intervals, another one does not", () => {
  const compare = (seed: number) =>
    compareDrills(buildComparable(lose(3)), [buildComparable(lose(1), defended)], { seed, resamples: 200 });
  assert.deepEqual(compare(7), compare(7));
  assert.notDeepEqual(compare(7).drills[1]?.againstBase, compare(8).drills[1]?.againstBase);
});

test("drills of different plans are refused", () => {
  const other = buildComparable(lose(1), defended);
  const moved = { ...other, record: { ...other.record, recorded: { ...other.record.recorded, planSha256: "b0b" } } };
  assert.throws(() => compareDrills(buildComparable(lose(3)), [moved]), /expected the plan with SHA-256 a9d1.*got b0b/);
});

test("drills of several plans are compared plan by plan, each with its own base", () => {
  const other = buildComparable(lose(1));
  const moved = { ...other, record: { ...other.record, recorded: { ...other.record.recorded, planSha256: "b0b" } } };
  const groups = compareAllDrills([buildComparable(lose(1), defended), moved, buildComparable(lose(3))]);
  assert.deepEqual(
    groups.map(({ base, drills }) => [base, drills.length]),
    [
      ["as it happened", 2],
      ["as it happened", 1],
    ],
  );
});

test("a drill that was cut short keeps its figures and has no difference, and says why", () => {
  const other = buildComparable(lose(1), defended);
  const cut = { ...other, record: { ...other.record, recorded: { ...other.record.recorded, complete: false } } };
  const [, drill] = compareDrills(buildComparable(lose(3)), [cut]).drills;
  assert.equal(drill?.againstBase, null);
  assert.equal(drill?.notComparedBecause, "this drill was cut short");
  assert.equal(drill?.figures.orders, 150 * 500);
});

test("a history that lacks customers of the plan cannot be paired", () => {
  const [, drill] = compareDrills(buildComparable(lose(3)), [buildComparable(lose(1).slice(1), defended)]).drills;
  assert.equal(drill?.notComparedBecause, "not all customers of the plan are in its history");
  assert.equal(drill?.figures.customersLost, null);
});

test("a base that lacks customers, or whose history cannot be read, has no zeros and nothing is held against it", () => {
  const judge = (base: ReturnType<typeof buildComparable>) => {
    const [first, other] = compareDrills(base, [buildComparable(lose(1), defended)]).drills;
    return [first?.figures.customersLost, other?.figures.customersLost, other?.againstBase, other?.notComparedBecause];
  };
  const base = buildComparable(lose(3));
  assert.deepEqual(judge({ ...base, valued: null, historyProblem: "orders.jsonl is missing" }), [
    null,
    50 * 500,
    null,
    "of the drill it would be held against, orders.jsonl is missing",
  ]);
  for (const valued of [[], (base.valued ?? []).slice(1)])
    assert.deepEqual(judge({ ...base, valued }), [
      null,
      50 * 500,
      null,
      "not all customers of the plan are in the history of the drill it would be held against",
    ]);
  assert.equal(judge(base)[3], null);
});

test("where no history can be read, orders are those that the audit counted and no customer is said to be lost", () => {
  const unread = { valued: null, historyProblem: "orders.jsonl is missing" };
  const base = buildComparable([]);
  const { drills, customers } = compareDrills({ ...base, ...unread }, [{ ...base, ...unread }]);
  assert.equal(customers, 0);
  assert.deepEqual(
    drills.map(({ figures }) => [figures.orders, figures.customersLost]),
    drills.map(() => [base.record.audit.acknowledged * 500, null]),
  );
});

test("pages are counted at full scale, each population by its own weight", () => {
  const drill = buildComparable(lose(3));
  drill.record.recorded = {
    ...drill.record.recorded,
    stepCounts: [
      { phase: "outage", population: "buyers", step: "place-order", outcomes: { "error-page": 2, ok: 9, timeout: 1 } },
      { phase: "outage", population: "browsers", step: "home", outcomes: { "soft-error": 1, shed: 3 } },
    ],
  };
  const figures = compareDrills(drill, []).drills[0]?.figures;
  assert.equal(figures?.errorPages, 2 * 500 + 1_000);
  assert.equal(figures?.otherBadPages, 500 + 3_000);
});

test("equal labels are told apart by a number, different causes by their name", () => {
  const withCause = (cause: string) => {
    const drill = buildComparable(lose(3), defended);
    const selection = { ...drill.record.recorded.selection, cause };
    return { ...drill, record: { ...drill.record, recorded: { ...drill.record.recorded, selection } } };
  };
  const labels = (drills: ReturnType<typeof buildComparable>[]) =>
    compareDrills(buildComparable(lose(3)), drills).drills.map(({ label }) => label);
  assert.deepEqual(labels([buildComparable(lose(3))]), ["as it happened", "as it happened, 2"]);
  assert.deepEqual(labels([withCause("hung-provider")])[1], "circuit-breaker (hung-provider)");
});

test("what 300 ms more on every page cost is a share of sales, in all and for each 100 ms", () => {
  const slowed = lose(0).map((cents, i) => (i % 100 < 3 ? -cents : cents));
  const { addedLatency, drills } = compareDrills(buildDelayed(lose(0), 0), [buildDelayed(slowed, 300)]);
  assert.equal(addedLatency?.addedMs, 300);
  assert.ok(Math.abs((addedLatency?.salesLostRatio.value ?? 0) - 0.03) < 1e-12);
  assert.ok(Math.abs((addedLatency?.ordersLostPer100Ms.value ?? 0) - 0.01) < 1e-12);
  assert.ok((addedLatency?.salesLostPer100Ms.low ?? 1) < 0.01 && (addedLatency?.salesLostPer100Ms.high ?? 0) > 0.01);
  assert.deepEqual(
    drills.map(({ label }) => label),
    ["no latency added", "300 ms more a page"],
  );
});

test("latency that cost no customer anything leaves what three of them would have bought", () => {
  const { addedLatency } = compareDrills(buildDelayed(lose(0), 0), [buildDelayed(lose(0), 300)]);
  assert.deepEqual(addedLatency?.salesLostRatio, { value: 0, low: -3 / 200, high: 3 / 200 });
  assert.deepEqual(addedLatency?.ordersLostPer100Ms, { value: 0, low: -1 / 200, high: 1 / 200 });
});

test("without a slowed drill there is no cost of latency, and none where nothing was sold", () => {
  assert.equal(compareDrills(buildComparable(lose(3)), [buildComparable(lose(1))]).addedLatency, null);
  assert.equal(compareDrills(buildDelayed(lose(4), 0), [buildDelayed(lose(4), 300)]).addedLatency, null);
});

test("a comparison satisfies its own schema, and one with an unknown field does not", () => {
  const comparison = compareDrills(buildDelayed(lose(0), 0), [buildDelayed(lose(1), 300)]);
  assert.deepEqual(comparisonSchema.parse(JSON.parse(JSON.stringify(comparison))), comparison);
  assert.equal(comparisonSchema.safeParse({ ...comparison, more: 1 }).success, false);
});
