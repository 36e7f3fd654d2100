// The figures that follow from the SRE Workbook's windows by arithmetic (417 % of the budget, 52 s, 43 min, 3.6 h), out of the
// functions that a drill uses, on streams of attempts to order at full scale: 41 a second, about what the shop of
// checkout-outage has at night.
//
// The arithmetic takes the plain ratio: a window fires when bad ÷ all exceeds burn x 0.001. The exact binomial test wants so
// many more bad events that chance is ruled out at 1 %: 2.33 standard deviations, 108 events for the 1 h window. It fires that
// much later: 2.6 s, 2.2 min and 7 min here. That fades with the square root of the rate: at a hundred times the load it is a
// tenth of that, and the figures are those of the arithmetic.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ObjectiveEvent } from "../record/run-record.ts";
import { computeBurnRateAlerts, computeCountedAlerts, type InstantCount } from "./burn-rate-alerts.ts";
import { computeBudgetConsumedRatio } from "./error-budget.ts";

const fullScalePerSecond = 41;
const base = { name: "checkout-availability", target: 0.999 };
/** Events of a stretch of this length are counted at its end: ten million of them are a few thousand counts. */
const sliceSeconds = 0.1;

/** Evenly spaced from minute 0, so many of them bad. Before minute 0 all was good: the alert's own history. */
function countStream(minutes: number, badRatio: number, perSecond: number): InstantCount[] {
  const perSlice = perSecond * sliceSeconds;
  return Array.from({ length: Math.round((minutes * 60) / sliceSeconds) }, (_, index): InstantCount => {
    const all = Math.floor((index + 1) * perSlice) - Math.floor(index * perSlice);
    const bad = Math.floor((index + 1) * perSlice * badRatio) - Math.floor(index * perSlice * badRatio);
    return [((index + 1) * sliceSeconds) / 60, all - bad, bad];
  });
}

function listPages(instants: readonly InstantCount[], perSecond: number) {
  const alerts = computeCountedAlerts({ ...base, expectedPerMinute: perSecond * 60, instants });
  return alerts.filter(({ severity }) => severity === "page").sort((a, b) => a.firedAtMinute - b.firedAtMinute);
}

/** Minute and long window of the first page while that share of attempts fails. */
function findFirstPage(minutes: number, badRatio: number, perSecond: number) {
  const [page] = listPages(countStream(minutes, badRatio, perSecond), perSecond);
  assert.ok(page !== undefined, "no page fires");
  return { minute: page.firedAtMinute, window: page.longWindow };
}

function describeFigures(perSecond: number, minuteDigits: number) {
  const bad = countStream(180, 1, perSecond).reduce((sum, [, , count]) => sum + count, 0);
  const consumed = computeBudgetConsumedRatio(bad, base.target, perSecond * 60) ?? Number.NaN;
  const outage = findFirstPage(2, 1, perSecond);
  const twoPercent = findFirstPage(50, 0.02, perSecond);
  const onePercent = findFirstPage(230, 0.01, perSecond);
  return {
    budget: `${(consumed * 100).toFixed(0)} %`,
    outage: `${(outage.minute * 60).toFixed(0)} s, ${outage.window}`,
    twoPercent: `${twoPercent.minute.toFixed(minuteDigits)} min, ${twoPercent.window}`,
    onePercent: `${(onePercent.minute / 60).toFixed(1)} h, ${onePercent.window}`,
  };
}

describe("the SRE Workbook's figures", () => {
  it("come out of the exact test a little late at full scale, and as they are at a hundred times its load", () => {
    assert.deepEqual(describeFigures(fullScalePerSecond, 1), {
      budget: "417 %",
      outage: "55 s, 1h",
      twoPercent: "45.4 min, 1h",
      onePercent: "3.7 h, 6h",
    });
    assert.deepEqual(describeFigures(fullScalePerSecond * 100, 0), {
      budget: "417 %",
      outage: "52 s, 1h",
      twoPercent: "43 min, 1h",
      onePercent: "3.6 h, 6h",
    });
  });

  it("come out of single events as out of counts, but for the length of a slice", () => {
    const perMinute = fullScalePerSecond * 60;
    const events = Array.from(
      { length: 50 * perMinute },
      (_, index): ObjectiveEvent => [(index + 1) / perMinute, (index + 1) % 50 === 0 ? 0 : 1],
    );
    const [single] = computeBurnRateAlerts({ ...base, expectedPerMinute: perMinute, events });
    const counted = findFirstPage(50, 0.02, fullScalePerSecond);
    assert.equal(single?.firedAtMinute.toFixed(1), "45.4");
    assert.ok(Math.abs(counted.minute - (single?.firedAtMinute ?? 0)) <= sliceSeconds / 60);
  });

  it("are late by 2.33 standard deviations of the bad events, and three events for whole numbers and skew", () => {
    const threshold = 14.4 * 0.001;
    for (const perSecond of [fullScalePerSecond, fullScalePerSecond * 100]) {
      const thresholdEvents = perSecond * 3600 * threshold;
      const chanceEvents = 2.3263 * Math.sqrt(thresholdEvents * (1 - threshold));
      const badPerMinute = perSecond * 60 * 0.02;
      const minute = (thresholdEvents + chanceEvents) / badPerMinute;
      const page = findFirstPage(50, 0.02, perSecond);
      assert.ok(Math.abs(page.minute - minute) <= 3 / badPerMinute + sliceSeconds / 60, `${page.minute}, ${minute}`);
    }
  });

  it("need a precursor above both thresholds: 0.5 % never pages in six hours, at any load", () => {
    for (const perSecond of [fullScalePerSecond, fullScalePerSecond * 100])
      assert.deepEqual(listPages(countStream(360, 0.005, perSecond), perSecond), []);
  });
});
