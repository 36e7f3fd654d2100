import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  formatBudget,
  formatClock,
  formatClockDay,
  formatCount,
  formatDuration,
  formatFigure,
  formatMeasuredText,
  formatMoney,
  formatMoneyShort,
  formatMs,
  formatPercent,
  formatShare,
  formatStartedAt,
  formatTarget,
  joinNames,
  plural,
} from "./format.ts";

test("counts are grouped by thousands, and a missing one is a dash", () => {
  assert.equal(formatCount(1_234_567), "1,234,567");
  assert.equal(formatCount(-1200), "−1,200");
  assert.equal(formatCount(null), "–");
});

test("a measured figure keeps about three digits and no trailing zeros", () => {
  assert.deepEqual([0, 19.4, 1.1873, 0.0704, 0.00991, 1234.5, 0.3].map(formatFigure), [
    "0",
    "19.4",
    "1.19",
    "0.07",
    "0.0099",
    "1,235",
    "0.3",
  ]);
});

test("a share just below 1 never prints as 100 %, and one just above 0 never as 0 %", () => {
  assert.equal(formatPercent(0.99996), "99.996 %");
  assert.equal(formatPercent(0.00004), "0.004 %");
  assert.equal(formatPercent(1), "100 %");
  assert.equal(formatPercent(0.148), "14.8 %");
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (ratio) => {
      if (ratio > 0) assert.notEqual(formatPercent(ratio), "0 %");
      if (ratio < 1) assert.notEqual(formatPercent(ratio), "100 %");
    }),
  );
});

test("a zero is printed with its 95 % upper bound by the rule of three", () => {
  assert.equal(formatShare(0, 900), "0 of 900 (at most 0.33 %)");
  assert.equal(formatShare(0, 2), "0 of 2 (at most 100 %)");
  assert.equal(formatShare(812, 900), "812 of 900 (90.2 %)");
  assert.equal(formatShare(0, 0), "0 of 0");
});

test("money is exact in tables and short in headlines", () => {
  assert.equal(formatMoney(1_234_550, "USD"), "USD 12,345.50");
  assert.equal(formatMoneyShort(1_942_500_000, "USD"), "USD 19.4 million");
  assert.equal(formatMoneyShort(99_999_999, "EUR"), "EUR 1.0 million");
  assert.equal(formatMoneyShort(1_250, "EUR"), "EUR 12.50");
  assert.equal(formatMoneyShort(-500_000_000, "EUR"), "EUR −5.0 million");
});

test("a minute becomes a time of day, with the days since minute 0", () => {
  assert.equal(formatClock(150, 1110), "21:00");
  assert.equal(formatClockDay(750, 1110), "07:00 +1 d");
  assert.equal(formatClockDay(-60, 30), "23:30 −1 d");
  assert.equal(formatClockDay(null, 0), "–");
});

test("durations are minutes below an hour, hours and minutes above", () => {
  assert.deepEqual([0, 20.4, 59.97, 60, 182.6, -69].map(formatDuration), [
    "0 min",
    "20.4 min",
    "1 h",
    "1 h",
    "3 h 3 min",
    "−1 h 9 min",
  ]);
  assert.equal(formatDuration(null), "–");
});

test("budgets, targets and milliseconds print as people say them", () => {
  assert.deepEqual([4.17, 0.036, 1, null].map(formatBudget), ["417 %", "3.6 %", "100 %", "–"]);
  assert.deepEqual([0.999, 0.9995, 0.95].map(formatTarget), ["99.9 %", "99.95 %", "95 %"]);
  assert.deepEqual([0.5, 12.34, 250, 3000].map(formatMs), ["0.50", "12.3", "250", "3,000"]);
});

test("a measured value reads with its unit: shares in per cent, money short, x as times", () => {
  assert.equal(formatMeasuredText(0.995, "share of attempts"), "99.5 % of attempts");
  assert.equal(formatMeasuredText(19_396_000, "USD"), "USD 19.4 million");
  assert.equal(formatMeasuredText(1.19, "x"), "1.19 times");
  assert.equal(formatMeasuredText(null, "orders"), "–");
});

test("names, plurals and the start time read as sentences do", () => {
  assert.equal(joinNames(["a", "b", "c"]), "a, b and c");
  assert.equal(plural(1, "order"), "1 order");
  assert.equal(plural(0, "order"), "0 orders");
  assert.equal(formatStartedAt("2026-01-15T02:00:04.120Z"), "2026-01-15 02:00 UTC");
  assert.equal(formatStartedAt("yesterday"), "yesterday");
});
