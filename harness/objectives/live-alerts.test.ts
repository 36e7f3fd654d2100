import assert from "node:assert/strict";
import { test } from "node:test";
import { buildObjectiveCount } from "../judge/recording.fixture.ts";
import type { ObjectiveCount, ObjectiveEvent } from "../record/run-record.ts";
import { computeAlerts } from "./burn-rate-alerts.ts";
import { LiveAlerts } from "./live-alerts.ts";

/** Five attempts a minute; from minute 60 on every fifth fails. */
const stream: ObjectiveEvent[] = Array.from({ length: 600 }, (_, index) => [
  index / 5,
  index >= 300 && index % 5 === 0 ? 0 : 1,
]);

function buildCounts(events: readonly ObjectiveEvent[]): ObjectiveCount[] {
  const bad = events.filter(([, good]) => good === 0).length;
  return [buildObjectiveCount({ expectedPerMinute: 5, good: events.length - bad, bad, events })];
}

/** Counts as far as they have come, and how often they were asked for. */
class GrowingCounts {
  seen = 0;
  finished = 0;
  countAlertingBad(): number {
    return stream.slice(0, this.seen).filter(([, good]) => good === 0).length;
  }
  finish(): ObjectiveCount[] {
    this.finished++;
    return buildCounts(stream.slice(0, this.seen));
  }
}

test("an alert is listed as soon as the event that fires it was counted, at the minute that the whole stream gives", () => {
  const counts = new GrowingCounts();
  const alerts = new LiveAlerts(counts);
  const [first] = computeAlerts(buildCounts(stream)).filter(({ severity }) => severity === "page");
  const firedAtMinute = first?.firedAtMinute as number;
  let seenAtMinute: number | null = null;
  for (counts.seen = 1; counts.seen <= stream.length && seenAtMinute === null; counts.seen++)
    if (alerts.list("page").length > 0) seenAtMinute = stream[counts.seen - 1]?.[0] as number;
  assert.ok(firedAtMinute > 60 && firedAtMinute < 90, `${firedAtMinute}`);
  assert.equal(seenAtMinute, firedAtMinute);
  assert.equal(alerts.list("page")[0]?.firedAtMinute, firedAtMinute);
});

test("nothing is computed while no bad event came", () => {
  const counts = new GrowingCounts();
  const alerts = new LiveAlerts(counts);
  for (counts.seen = 1; counts.seen <= 300; counts.seen++) assert.deepEqual(alerts.list("page"), []);
  assert.equal(counts.finished, 0);
  counts.seen = 301;
  alerts.list("page");
  alerts.list("page");
  assert.equal(counts.finished, 1);
});

test("alerts of another severity are not listed", () => {
  const counts = new GrowingCounts();
  counts.seen = stream.length;
  const alerts = new LiveAlerts(counts);
  assert.ok(alerts.list("page").every(({ severity }) => severity === "page"));
  assert.ok(alerts.list("ticket").every(({ severity }) => severity === "ticket"));
});

test("a firing before the minute asked for is not listed, and hides none after it", () => {
  const early = Array.from({ length: 12 }, (_, index): ObjectiveEvent => [1 + index / 10, 0]);
  const events = [...early, ...stream].sort((a, b) => a[0] - b[0]);
  const counts = {
    countAlertingBad: () => events.filter(([, good]) => good === 0).length,
    finish: () => buildCounts(events),
  };
  const alerts = new LiveAlerts(counts);
  const firstOf = (fromMinute?: number) => alerts.list("page", fromMinute)[0]?.firedAtMinute ?? Number.NaN;
  assert.ok(firstOf() < 3, `${firstOf()}`);
  assert.ok(firstOf(60) >= 60 && firstOf(60) < 90, `${firstOf(60)}`);
  assert.deepEqual(alerts.list("page", 120), []);
});
