// The figures that follow from the SRE Workbook's windows by arithmetic, out of our own functions on a full-scale stream:
// 41 attempts to order a second, about what the shop of checkout-outage has at night.
//
// The arithmetic takes the plain ratio: a window fires when bad ÷ all exceeds burn x 0.001. The exact binomial test wants so
// many more bad events that chance is ruled out at 1 %: 2.33 standard deviations, 108 events for the 1 h window. It fires that
// much later: 2.6 s, 2.2 min and 7 min here. That fades with the square root of the rate, at a hundred times the load to a tenth.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ObjectiveEvent } from "../record/run-record.ts";
import { computeBurnRateAlerts } from "./burn-rate-alerts.ts";
import { computeBudgetConsumedRatio } from "./error-budget.ts";

const perMinute = 41 * 60;
const target = 0.999;

/** Evenly spaced from minute 0, every `badEvery`th bad. Before minute 0 all was good: the alert's own history. */
function buildStream(minutes: number, badEvery: number, rate = perMinute): ObjectiveEvent[] {
  return Array.from(
    { length: Math.floor(rate * minutes) },
    (_, index): ObjectiveEvent => [(index + 1) / rate, (index + 1) % badEvery === 0 ? 0 : 1],
  );
}

function findFirstPage(events: readonly ObjectiveEvent[], rate = perMinute) {
  const alerts = computeBurnRateAlerts({ name: "checkout-availability", target, expectedPerMinute: rate, events });
  const pages = alerts.filter(({ severity }) => severity === "page");
  const first = pages.sort((a, b) => a.firedAtMinute - b.firedAtMinute)[0];
  assert.ok(first !== undefined, "no page fires");
  return first;
}

/** The normal approximation of the test leaves out its skew and that events are whole. */
const approximationEvents = 3;

/** When the plain ratio passes the threshold, and when it does by 2.33 standard deviations (normal approximation). */
function expectMinutes(badRatio: number, burn: number, windowMinutes: number) {
  const threshold = burn * (1 - target);
  const mean = perMinute * windowMinutes * threshold;
  const beyondChance = 2.3263 * Math.sqrt(mean * (1 - threshold));
  const plain = mean / (perMinute * badRatio);
  return { plain, tested: plain + beyondChance / (perMinute * badRatio) };
}

function assertNear(value: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `expected ${expected} within ${tolerance}, got ${value}`);
}

describe("a total outage of three hours at full scale", () => {
  it("uses 417 % of the 30-day error budget", () => {
    const events = buildStream(180, 1);
    const bad = events.filter(([, good]) => good === 0).length;
    assert.equal(bad, 442_800);
    assert.equal(((computeBudgetConsumedRatio(bad, target, perMinute) ?? 0) * 100).toFixed(0), "417");
  });

  it("pages after 52 s by the plain ratio, 54.5 by the exact test, in the 1 h window", () => {
    const { plain, tested } = expectMinutes(1, 14.4, 60);
    assert.equal((plain * 60).toFixed(0), "52");
    const page = findFirstPage(buildStream(2, 1));
    assert.equal(page.longWindow, "1h");
    assertNear(page.firedAtMinute * 60, tested * 60, approximationEvents / 41);
    assert.equal((page.firedAtMinute * 60).toFixed(1), "54.5");
  });

  it("pages after 52.1 s on a hundred times the load: the delay is a tenth", () => {
    const rate = perMinute * 100;
    const page = findFirstPage(buildStream(0.9, 1, rate), rate);
    assert.equal((page.firedAtMinute * 60).toFixed(1), "52.1");
  });
});

describe("a precursor at full scale", () => {
  it("of 2 % pages after 43 min by the plain ratio, 45.4 by the exact test, in the 1 h window", () => {
    const { plain, tested } = expectMinutes(0.02, 14.4, 60);
    assert.equal(plain.toFixed(0), "43");
    const page = findFirstPage(buildStream(50, 50));
    assert.equal(page.longWindow, "1h");
    assertNear(page.firedAtMinute, tested, approximationEvents / (perMinute * 0.02));
    assert.equal(page.firedAtMinute.toFixed(1), "45.4");
  });

  it("of 1 % pages after 3.6 h by the plain ratio, 3.7 by the exact test, in the 6 h window", () => {
    const { plain, tested } = expectMinutes(0.01, 6, 360);
    assert.equal((plain / 60).toFixed(1), "3.6");
    const page = findFirstPage(buildStream(230, 100));
    assert.equal(page.longWindow, "6h");
    assertNear(page.firedAtMinute, tested, approximationEvents / (perMinute * 0.01));
    assert.equal((page.firedAtMinute / 60).toFixed(1), "3.7");
  });

  it("of 0.5 %, under both thresholds, never pages in six hours", () => {
    const events = buildStream(360, 200);
    const alerts = computeBurnRateAlerts({
      name: "checkout-availability",
      target,
      expectedPerMinute: perMinute,
      events,
    });
    assert.deepEqual(
      alerts.filter(({ severity }) => severity === "page"),
      [],
    );
  });
});
