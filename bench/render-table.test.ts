import assert from "node:assert/strict";
import { test } from "node:test";
import { renderMeasurement } from "./render-table.ts";

test("the table names median, spread, number of runs and limit of each figure", () => {
  const figures = [
    { name: "cost", unit: "x", values: [1.2, 1.05, 1.07], limit: { atMost: 1.06 } },
    { name: "rate", unit: "rows/s", values: [1234.4, 5000], limit: null },
  ];
  assert.equal(
    renderMeasurement({ name: "demo", says: "what it says", figures, skipped: null }),
    [
      "demo: what it says",
      "  figure  median        spread          runs  limit",
      "  cost    1.070 x       1.050 to 1.200  3     at most 1.060  MISSED",
      "  rate    3,117 rows/s  1,234 to 5,000  2",
      "",
    ].join("\n"),
  );
});

test("what cannot be measured is skipped with a word", () => {
  const measurement = { name: "demo", says: "", figures: [], skipped: "only Linux has it" };
  assert.equal(renderMeasurement(measurement), "demo: skipped, only Linux has it\n");
});
