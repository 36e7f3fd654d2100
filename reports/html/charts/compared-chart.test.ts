import assert from "node:assert/strict";
import { test } from "node:test";
import type { TimeSlice } from "../../../harness/record/run-record.ts";
import { buildTimeAxis } from "../time-axis.ts";
import {
  buildComparedChart,
  type ComparedFigure,
  findHighest,
  readBadShare,
  readOkP95,
  readOrdersPerMinute,
} from "./compared-chart.ts";

const axis = buildTimeAxis([{ fromMinute: 0, toMinute: 60 }]);
const slice = (fromMinute: number, outcomes: TimeSlice["outcomes"], p95 = 30): TimeSlice => ({
  fromMinute,
  toMinute: fromMinute + 2,
  step: "place-order",
  outcomes,
  okLatencyMs: (outcomes.ok ?? 0) > 0 ? { p50: 10, p95, p99: 40, max: 50 } : null,
});
const line = (name: string, slices: readonly TimeSlice[], weight = 500) => ({
  name,
  look: "base" as const,
  slices,
  weight,
});
const orders: ComparedFigure = {
  id: "orders",
  title: "orders",
  unit: "orders per minute",
  step: "place-order",
  read: readOrdersPerMinute,
};

test("orders per minute count those confirmed and those taken to be confirmed later, at full scale", () => {
  assert.equal(readOrdersPerMinute(slice(0, { ok: 3, deferred: 1, "error-page": 5 }), 500), 1_000);
});

test("the bad share is of steps that count: a declined card and the waiting room do not", () => {
  assert.equal(readBadShare(slice(0, { ok: 2, deferred: 1, timeout: 1, declined: 7, queued: 9 })), 0.25);
  assert.equal(readBadShare(slice(0, { declined: 7 })), null);
});

test("latency is that of ok answers, none without one", () => {
  assert.equal(readOkP95(slice(0, { ok: 1 }, 33)), 33);
  assert.equal(readOkP95(slice(0, { "error-page": 1 })), null);
});

test("lines stand on the same slices in order of time; where a drill has no slice its line has a gap", () => {
  const chart = buildComparedChart(
    orders,
    [line("a", [slice(4, { ok: 2 }), slice(0, { ok: 1 })]), line("b", [slice(2, { ok: 4 }), slice(4, { ok: 1 })])],
    axis,
  );
  assert.deepEqual(
    chart.slices.map(({ at }) => at),
    [
      [250, null],
      [null, 1_000],
      [500, 250],
    ],
  );
  assert.deepEqual(chart.counts, [1, 4, 3]);
  assert.equal(chart.maxY, 1_000);
});

test("plots that are given the same highest value have the same y axis; shares always end at 100 %", () => {
  const low = [line("a", [slice(0, { ok: 1 })])];
  const high = [line("b", [slice(0, { ok: 9 })])];
  const highest = findHighest(orders, [...low, ...high]);
  assert.equal(
    buildComparedChart(orders, low, axis, highest).maxY,
    buildComparedChart(orders, high, axis, highest).maxY,
  );
  assert.equal(buildComparedChart({ ...orders, unit: "share", read: readBadShare }, low, axis).maxY, 1);
});

test("steps of other kinds do not count", () => {
  const other = { ...slice(0, { ok: 9 }), step: "home" as const };
  assert.deepEqual(buildComparedChart(orders, [line("a", [other])], axis).slices, []);
});
