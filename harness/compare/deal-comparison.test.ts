import assert from "node:assert/strict";
import { test } from "node:test";
import { buildDealRecord } from "../../reports/sample-deal.ts";
import type { Books } from "../audit/books.ts";
import { valueCustomers } from "../audit/customer-value.ts";
import { buildAttempt, buildCustomer } from "../audit/history.fixture.ts";
import { buildDealOrder } from "../deal/deal-books.fixture.ts";
import { comparisonSchema } from "../record/comparison.ts";
import { compareDrills } from "./compare-drills.ts";
import { buildComparable } from "./compared-drill.fixture.ts";
import { buildComparedDeal, compareDamage, computeDamageByCustomer, type DealDrill } from "./deal-comparison.ts";

const weight = 72;

/** 100 readers, a hunter with four tabs on one account, a buyer who may have one, a browser who cannot. */
const histories = [
  ...Array.from({ length: 100 }, (_, customer) => ({ population: "deal-readers", account: `r-${customer}@x` })),
  ...Array.from({ length: 4 }, () => ({ population: "hunters", account: "h@x" })),
  { population: "buyers", account: "b@x" },
  { population: "browsers", account: "looks@x" },
].map(({ population, account }, customer) =>
  buildCustomer({
    ...{ customer, population, account, weight, buys: population === "buyers", attempts: [] },
    firstTurnedAwayMinute: customer % 10 === 0 ? 90 : null,
  }),
);
const valued = valueCustomers(histories, null);
const build = (count: number): DealDrill => ({
  valued,
  damage: new Map(Array.from({ length: count }, (_, customer) => [customer, 1000] as const)),
});

test("damage averted is what the same accounts had less, at full scale, with an interval that keeps to one side", () => {
  const averted = compareDamage(build(60), build(10), 2000, 1) ?? assert.fail("not compared");
  assert.equal(averted.value, -50 * 1000 * weight);
  assert.ok(averted.low < averted.value && averted.value < averted.high && averted.high < 0);
  assert.deepEqual(compareDamage(build(60), build(10), 2000, 1), averted);
});

test("tabs of one account are drawn together: four of them differ as one does", () => {
  const tabs = (cents: number) => ({ valued, damage: new Map([100, 101, 102, 103].map((tab) => [tab, cents])) });
  const { value, low, high } = compareDamage(tabs(1000), tabs(0), 2000, 1) ?? assert.fail("not compared");
  assert.deepEqual([value, high], [-4000 * weight, 0]);
  // One of 102 accounts: it is drawn three times or more in 2.5 % of the draws.
  assert.ok(low <= -3 * 4000 * weight);
});

test("the same damage leaves what three accounts could have made of it; without books nothing is compared", () => {
  const bound = 3 * 1000 * weight;
  assert.deepEqual(compareDamage(build(5), build(5), 100, 1), { value: 0, low: -bound, high: bound });
  assert.equal(compareDamage(build(5), { valued, damage: null }, 100, 1), null);
  assert.equal(compareDamage({ valued: null }, build(5), 100, 1), null);
});

test("damage belongs to who placed the order, and counts what the bug gave and nothing that was meant", () => {
  const key = (orderNumber: string) => [buildAttempt({ key: `key-${orderNumber}`, orderNumber })];
  const owners = [
    buildCustomer({ customer: 7, attempts: key("T") }),
    buildCustomer({ customer: 8, attempts: key("C") }),
  ];
  const books: Books = {
    orders: [
      buildDealOrder("T", "trick", "r@x", { placedAtMs: 100_000 }),
      buildDealOrder("C", "rightful", "c@x", { placedAtMs: 100_000 }),
    ],
    payments: [],
  };
  const voucher = { code: "DEAL10", discountCents: 1000, capPerAccount: 1, eligibleCategories: ["offers"] };
  const promotion = {
    vouchers: [{ ...voucher, minimumBasketCents: 0, promotionBudgetCents: null }],
    ...{ isCapEnforced: false, guardBudgetCents: null, startMs: 0, off: [] },
    bug: [{ stage: "kept" as const, fromMinute: 0, untilMinute: null }],
    phases: [{ name: "evening", fromMinute: 0, toMinute: 100 }],
  };
  const terms = { isSettled: true, pace: 60, promotion };
  assert.deepEqual([...(computeDamageByCustomer(owners, books, terms) ?? [])], [[7, 1000]]);
  assert.equal(computeDamageByCustomer(owners, books, { isSettled: true, pace: 60 }), null);
});

test("a deal's figures are at full scale; older histories do not tell who was turned away", () => {
  const record = buildDealRecord();
  assert.deepEqual(buildComparedDeal(record, valued), {
    damageCents: 85_096_800,
    uses: 1_239 * weight,
    readersCame: 1_517 * weight,
    readersPlanned: 8_041 * weight,
    // Of those who came and could have had a discount: ten readers and the hunter's first tab.
    turnedAway: 11 * weight,
  });
  const { firstTurnedAwayMinute: _, ...older } = histories[0] ?? assert.fail("nobody");
  assert.equal(buildComparedDeal(record, valueCustomers([older], null))?.turnedAway, null);
  assert.equal(buildComparedDeal(buildComparable([]).record, valued), null);
});

test("a comparison of a deal has its damage and satisfies its schema; one without a deal has neither", () => {
  const record = buildDealRecord();
  const drill = (count: number) => ({ record, directory: "drill", ...build(count) });
  const comparison = compareDrills(drill(60), [drill(10)], { resamples: 100 });
  assert.equal(comparison.drills[1]?.againstBase?.damageCents?.value, -50 * 1000 * weight);
  assert.deepEqual(comparisonSchema.parse(JSON.parse(JSON.stringify(comparison))), comparison);
  const plain = compareDrills(buildComparable([100]), [buildComparable([-100])]).drills[1];
  assert.ok(plain !== undefined && !("deal" in plain.figures) && !("damageCents" in (plain.againstBase ?? {})));
});
