import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw, toExponential } from "../../scenarios/chance.ts";
import type { ObjectiveCount, ObjectiveEvent } from "../record/run-record.ts";
import { alertWindows } from "./alert-windows.ts";
import { type AlertedObjective, computeAlerts, computeBurnRateAlerts } from "./burn-rate-alerts.ts";

/** Events at a steady rate from minute 0, of which every `badEvery`th is bad. */
function buildSteadyEvents(perMinute: number, minutes: number, badEvery: number): ObjectiveEvent[] {
  return Array.from(
    { length: Math.floor(perMinute * minutes) },
    (_, index): ObjectiveEvent => [(index + 1) / perMinute, (index + 1) % badEvery === 0 ? 0 : 1],
  );
}

function buildObjective(expectedPerMinute: number, events: readonly ObjectiveEvent[]): AlertedObjective {
  return { name: "checkout-availability", target: 0.999, expectedPerMinute, events };
}

function findFirstPage(objective: AlertedObjective) {
  const pages = computeBurnRateAlerts(objective).filter((alert) => alert.severity === "page");
  return pages.sort((a, b) => a.firedAtMinute - b.firedAtMinute)[0];
}

function assertBetween(value: number | undefined, least: number, most: number): void {
  assert.ok(value !== undefined && value >= least && value <= most, `got ${value}, expected ${least} to ${most}`);
}

describe("alert windows", () => {
  it("are those of the SRE Workbook: 2 %, 5 %, 10 % and 10 % of the budget, the short one a twelfth of the long", () => {
    const shares = alertWindows.map((w) => Math.round(((w.burnRate * w.longMinutes) / 43_200) * 1000) / 1000);
    assert.deepEqual(shares, [0.02, 0.05, 0.1, 0.1]);
    for (const window of alertWindows) assert.equal(window.shortMinutes * 12, window.longMinutes);
  });
});

describe("burn-rate alerts at full scale", () => {
  it("page 52 s after the beginning of a total outage", () => {
    const page = findFirstPage(buildObjective(60_000, buildSteadyEvents(60_000, 1.5, 1)));
    assertBetween((page?.firedAtMinute ?? 0) * 60, 51.84, 53);
    assert.equal(page?.longWindow, "1h");
  });

  it("page 43 min after the beginning of a 2 % precursor", () => {
    const page = findFirstPage(buildObjective(20_000, buildSteadyEvents(20_000, 46, 50)));
    assertBetween(page?.firedAtMinute, 43.2, 44.5);
    assert.equal(page?.longWindow, "1h");
  });

  it("page 3.6 h after the beginning of a 1 % precursor, by the six-hour window", () => {
    const page = findFirstPage(buildObjective(4_000, buildSteadyEvents(4_000, 225, 100)));
    assertBetween((page?.firedAtMinute ?? 0) / 60, 3.6, 3.75);
    assert.equal(page?.longWindow, "6h");
  });
});

/** 14 attempts a wall second at 200x: 4.2 a minute. One calm hour, then `minutes` with a share of bad ones. */
function simulateTwin(seed: number, badRatio: number, minutes: number): number | undefined {
  const perMinute = (14 * 60) / 200;
  const events: ObjectiveEvent[] = [];
  for (let minute = 0, index = 0; ; index++) {
    minute += toExponential(draw(seed, "buyers", index, "arrival", 0)) / perMinute;
    if (minute >= 60 + minutes) break;
    const isBad = minute >= 60 && draw(seed, "buyers", index, "bad", 0) < badRatio;
    events.push([minute, isBad ? 0 : 1]);
  }
  const page = findFirstPage(buildObjective(perMinute, events));
  return page === undefined ? undefined : page.firedAtMinute - 60;
}

function simulateTwins(badRatio: number, minutes: number): (number | undefined)[] {
  return Array.from({ length: 100 }, (_, seed) => simulateTwin(seed, badRatio, minutes));
}

describe("burn-rate alerts at the scale of a twin", () => {
  it("page on a 10 % precursor, after some 20 incident minutes", () => {
    const minutes = simulateTwins(0.1, 90).filter((minute) => minute !== undefined);
    assert.ok(minutes.length >= 97, `${minutes.length} of 100 seeds paged`);
    assertBetween(minutes.sort((a, b) => a - b)[50], 17, 27);
  });

  it("never page on a 1 % precursor of 90 minutes", () => {
    assert.deepEqual(
      simulateTwins(0.01, 90).filter((minute) => minute !== undefined),
      [],
    );
  });

  it("page on a total outage out of a calm hour within some two incident minutes, less than a wall second", () => {
    const minutes = simulateTwins(1, 15).map((minute) => minute ?? Number.POSITIVE_INFINITY);
    minutes.sort((a, b) => a - b);
    assertBetween(minutes[50], 0, 2.6);
    assertBetween(minutes[99], 0, 200 / 60 + 3);
  });

  it("never page on calm with one bad event in a thousand", () => {
    const pages = Array.from({ length: 20 }, (_, seed) => simulateTwin(seed, 0.001, 90)).filter((m) => m !== undefined);
    assert.deepEqual(pages, []);
  });
});

describe("burn-rate alerts", () => {
  it("do not fire on one bad event, however few good ones there are", () => {
    assert.deepEqual(computeBurnRateAlerts(buildObjective(0, [[1, 0]])), []);
  });

  it("fire on two bad events with nothing else, and say how fine the time is known", () => {
    assert.deepEqual(
      computeBurnRateAlerts(
        buildObjective(0, [
          [1, 0],
          [2.5, 0],
        ]),
      )[0],
      {
        objective: "checkout-availability",
        severity: "page",
        longWindow: "1h",
        shortWindow: "5m",
        firedAtMinute: 2.5,
        resolutionMinutes: 1.5,
      },
    );
  });

  it("stay quiet on the same two events after calm traffic before minute 0", () => {
    assert.deepEqual(
      computeBurnRateAlerts(
        buildObjective(100, [
          [1, 0],
          [2.5, 0],
        ]),
      ),
      [],
    );
  });

  it("need both windows over their threshold: single bad events minutes apart leave the short one below it", () => {
    const everyThirdMinute = buildSteadyEvents(4, 120, 12);
    const windows = computeBurnRateAlerts(buildObjective(4, everyThirdMinute)).map((alert) => alert.longWindow);
    assert.deepEqual(windows, ["6h", "24h", "3d"]);
  });

  it("leave out an event at the open end of a window", () => {
    const longWindows = (first: number, second: number) =>
      computeBurnRateAlerts(
        buildObjective(0, [
          [first, 0],
          [second, 0],
        ]),
      ).map((alert) => alert.longWindow);
    assert.deepEqual(longWindows(0, 5), ["6h", "24h", "3d"]);
    assert.deepEqual(longWindows(0.001, 5), ["1h", "6h", "24h", "3d"]);
  });

  it("do not depend on the order of the events", () => {
    const events = buildSteadyEvents(5, 100, 4);
    const shuffled = events.map((event, index) => ({ event, at: draw(1, "buyers", index, "shuffle", 0) }));
    shuffled.sort((a, b) => a.at - b.at);
    assert.deepEqual(
      computeBurnRateAlerts(
        buildObjective(
          5,
          shuffled.map(({ event }) => event),
        ),
      ),
      computeBurnRateAlerts(buildObjective(5, events)),
    );
  });

  it("are computed for alerting objectives only", () => {
    const count: ObjectiveCount = {
      ...buildObjective(0, [
        [1, 0],
        [2, 0],
      ]),
      says: "",
      kind: "availability",
      steps: ["place-order"],
      phase: null,
      populations: null,
      limitMs: null,
      budgetAllowedRatio: 1,
      alerting: true,
      good: 0,
      bad: 2,
    };
    assert.equal(computeAlerts([count]).length, 4);
    assert.equal(computeAlerts([{ ...count, alerting: false }]).length, 0);
  });
});
