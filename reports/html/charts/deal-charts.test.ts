import assert from "node:assert/strict";
import { test } from "node:test";
import { buildTimeAxis } from "../time-axis.ts";
import { buildArrivalChart, buildHeatChart, buildPlugChart } from "./deal-charts.ts";

const phases = [
  { fromMinute: 0, toMinute: 4 },
  { fromMinute: 100, toMinute: 102 },
];
const axis = buildTimeAxis(phases);
const forum = { posts: 1, votes: 1, firstPostMinute: 0.5 };

test("heat lasts until the next one is written, and has a gap in a jump", () => {
  const heat = [[0.5, 0.2] as const, [1.5, 0.4] as const, [100.5, 0.1] as const];
  const chart = buildHeatChart({ ...forum, heat }, axis, []);
  assert.deepEqual(
    chart.slices.map(({ fromX, at }) => [fromX, at[0]]),
    [
      [0.5, 0.2],
      [1.5, 0.4],
      [axis.widthX - 1.5, 0.1],
    ],
  );
  assert.deepEqual([chart.slices[0]?.toX, chart.slices[1]?.toX], [1.5, 2.5]);
  assert.deepEqual([chart.unit, chart.maxY], ["share", 1]);
});

test("arrivals are counted per incident minute of a phase and at full scale; nobody is 0, a jump has no minutes", () => {
  const chart = buildArrivalChart(
    [
      [1, 3],
      [100, 2],
    ],
    phases,
    72,
    axis,
    [],
  );
  assert.deepEqual(
    chart.slices.map(({ at }) => at[0]),
    [0, 216, 0, 0, 144, 0],
  );
  assert.deepEqual([chart.maxY, chart.slices.at(-1)?.toX], [250, axis.widthX]);
});

test("a plug's cost is damage and lost orders together, in units of the currency, marks and all", () => {
  const curve = [
    { minute: 1, damageCents: 100, refusedCents: 5_000 },
    { minute: 4, damageCents: 4_000, refusedCents: 5_000 },
  ];
  const chart = buildPlugChart(curve, "EUR", axis, [{ x: 1, label: "▼" }]);
  assert.deepEqual(
    chart.slices.map(({ at }) => at),
    [
      [51, 1, 50],
      [90, 40, 50],
    ],
  );
  assert.deepEqual([chart.slices[0]?.toX, chart.maxY, chart.marks], [4, 100, [{ x: 1, label: "▼" }]]);
});

test("without a value an axis still ends at 1", () => {
  assert.equal(buildPlugChart([], "EUR", axis, []).maxY, 1);
  assert.equal(buildArrivalChart([], [], 72, axis, []).maxY, 1);
});
