import assert from "node:assert/strict";
import { test } from "node:test";
import { valueCustomers } from "../audit/customer-value.ts";
import { buildAttempt, buildCustomer, buildFailure } from "../audit/history.fixture.ts";
import type { OrderAttempt } from "../record/customer-history.ts";
import { buildPlugReport, type PlugParts } from "./plug-report.ts";

const paused = (startedMinute: number, changes: Partial<OrderAttempt> = {}) =>
  buildFailure({
    outcome: "paused",
    startedMinute,
    endedMinute: startedMinute,
    key: `key-${startedMinute}`,
    ...changes,
  });
const later = buildAttempt({ attempt: 2, visit: 2, key: "key-later", startedMinute: 170, orderNumber: "A-9" });

/** All baskets are worth 52.00; the plug is in from 100 to 160, the voucher mended at 140. */
const customers = [
  buildCustomer({ customer: 0, counterfactualMinute: 110, attempts: [paused(110)], end: "gave-up" }),
  buildCustomer({ customer: 1, counterfactualMinute: 120, attempts: [paused(120)], end: "competitor" }),
  buildCustomer({ customer: 2, counterfactualMinute: 130, attempts: [paused(130), later] }),
  buildCustomer({
    customer: 3,
    counterfactualMinute: 40,
    attempts: [buildAttempt({ key: "key-40", orderNumber: "A-4" })],
  }),
  buildCustomer({
    customer: 4,
    population: "hunters",
    buys: false,
    counterfactualMinute: null,
    attempts: [paused(115)],
  }),
  buildCustomer({
    customer: 5,
    counterfactualMinute: 90,
    attempts: [buildFailure({ outcome: "shed" })],
    end: "gave-up",
  }),
];

const parts: PlugParts = {
  uses: [30, 86, 91, 99].map((minute) => ({ minute, cents: 1000, isUndeserved: true })),
  valued: valueCustomers(customers, null),
  pausedAtMinute: 100,
  resumedAtMinute: 160,
  mendedAtMinute: 140,
  usesPerMinute: null,
  weight: 72,
};

test("refused are the buyers who met the maintenance page and never bought; who bought later was delayed", () => {
  const { refused, delayed } = buildPlugReport(parts);
  assert.deepEqual(refused, { customers: 2, valueCents: { rehearsed: 10_400, full: 748_800 } });
  assert.deepEqual(delayed, { customers: 1, valueCents: { rehearsed: 5200, full: 374_400 } });
});

test("an order that was cancelled later was not refused by the plug", () => {
  const cancelled = valueCustomers(customers, { orders: [], payments: [] });
  assert.deepEqual([buildPlugReport({ ...parts, valued: cancelled }).delayed.customers], [1]);
});

test("damage stopped is the rate of the last fifteen minutes, carried on to the mend", () => {
  const report = buildPlugReport(parts);
  assert.deepEqual(report.damageBefore, { orders: 4, cents: { rehearsed: 4000, full: 288_000 } });
  assert.deepEqual(report.damagePerMinuteCents, { rehearsed: 200, full: 14_400 });
  assert.deepEqual(report.damageStoppedCents, { rehearsed: 8000, full: 576_000 });
});

test("the point of the plug as it was pulled is what was seen of it", () => {
  const { asItWas, best, curve } = buildPlugReport(parts);
  assert.deepEqual(asItWas, { minute: 100, damageCents: 288_000, refusedCents: 748_800 });
  // At 30 nothing was given away yet, and of the next 60 minutes' orders one, at 40, would have been lost at two thirds.
  assert.deepEqual(curve[0], { minute: 30, damageCents: 0, refusedCents: 249_600 });
  // At 41 that order is through; the one of minute 90 is wanted until 101 from any minute up to 90.
  assert.deepEqual(best, { minute: 30, damageCents: 0, refusedCents: 249_600 });
});

test("a drill in which nothing was given away has no curve, and stopped no damage", () => {
  const { curve, asItWas, best, damageStoppedCents, killSwitch } = buildPlugReport({ ...parts, uses: [] });
  assert.deepEqual([curve, asItWas, best, damageStoppedCents.full, killSwitch], [[], null, null, 0, null]);
});

test("a voucher that is not mended when orders are taken again: the plug stopped damage until then and no longer", () => {
  const uses = [...parts.uses, ...[100.5, 170].map((minute) => ({ minute, cents: 1000, isUndeserved: true }))];
  const report = buildPlugReport({ ...parts, uses, mendedAtMinute: 900 });
  assert.deepEqual(report.damageStoppedCents, { rehearsed: 12_000, full: 864_000 });
  assert.equal(report.curve.at(-1)?.minute, 160);
  const one = { orders: 1, cents: { rehearsed: 1000, full: 72_000 } };
  assert.deepEqual([report.damageDuring, report.damageAfter], [one, one]);
});

test("the minutes that cost about as little as the best are told beside it", () => {
  const { nearBest } = buildPlugReport(parts);
  assert.deepEqual(nearBest, { withinRatio: 0.05, fromMinute: 30, toMinute: 30 });
});
