import assert from "node:assert/strict";
import { test } from "node:test";
import type { TimeSlice } from "../../../harness/record/run-record.ts";
import { buildTimeAxis } from "../time-axis.ts";
import { buildLatencyChart, buildOrderChart, buildOutcomeChart, computeNiceMax } from "./chart-model.ts";

const axis = buildTimeAxis([{ fromMinute: 0, toMinute: 10 }]);
const slice = (
  fromMinute: number,
  step: TimeSlice["step"],
  outcomes: TimeSlice["outcomes"],
  p50: number | null = null,
): TimeSlice => ({
  fromMinute,
  toMinute: fromMinute + 2,
  step,
  outcomes,
  okLatencyMs: p50 === null ? null : { p50, p95: p50 * 2, p99: p50 * 3, max: p50 * 4 },
});

test("shares add up to 1 in every slice, over the steps asked for", () => {
  const slices = [
    slice(0, "home", { ok: 3 }),
    slice(0, "cart", { ok: 0, timeout: 1 }),
    slice(0, "review", { ok: 9 }),
    slice(4, "home", { ok: 2 }),
  ];
  const chart = buildOutcomeChart("id", "title", slices, ["home", "cart"], axis);
  assert.deepEqual(
    chart.series.map((series) => series.name),
    ["ok", "timeout"],
  );
  assert.deepEqual(
    chart.slices.map((item) => item.at),
    [
      [0.75, 0.25],
      [1, 0],
    ],
  );
  assert.deepEqual(chart.counts, [4, 2]);
});

test("a slice without an ok answer has no latency, not 0", () => {
  const chart = buildLatencyChart(
    "id",
    [slice(2, "home", { timeout: 1 }), slice(0, "home", { ok: 1 }, 10)],
    "home",
    axis,
    [],
  );
  assert.deepEqual(
    chart.slices.map((item) => item.at),
    [
      [10, 20, 30],
      [null, null, null],
    ],
  );
  assert.equal(chart.maxY, 50);
});

test("orders are counted per incident minute and at full scale", () => {
  const chart = buildOrderChart("id", [slice(0, "place-order", { ok: 4, "error-page": 6 })], 500, axis);
  assert.deepEqual(
    chart.slices.map((item) => item.at),
    [[1000]],
  );
});

test("an axis ends at a round number at or above the highest value", () => {
  assert.deepEqual([0, 0.3, 1, 1.2, 2.4, 30, 99, 251].map(computeNiceMax), [1, 0.5, 1, 2, 2.5, 50, 100, 500]);
});
