import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunRecord } from "../harness/record/run-record.ts";
import { renderComparisonSummary } from "./comparison-summary.ts";
import {
  computeAverted,
  describeComparison,
  describeDifference,
  formatInterval,
  isClear,
  splitBase,
} from "./comparison-words.ts";
import { formatCount } from "./format.ts";
import { buildSampleEach, buildSampleLatency, buildSamplePair } from "./sample-comparison.ts";
import { replaceTexts } from "./test-records.ts";

const pair = buildSamplePair();

test("an interval prints value, low and high with their signs; exactly nothing is no difference", () => {
  assert.equal(formatInterval({ value: 1200, low: -30, high: 2400 }, formatCount), "+1,200 (−30 to +2,400)");
  assert.equal(formatInterval({ value: 0, low: 0, high: 0 }, formatCount), "no difference");
});

test("a difference is clear when its interval keeps to one side of 0", () => {
  assert.equal(isClear({ value: 5, low: 1, high: 9 }), true);
  assert.equal(isClear({ value: -5, low: -9, high: -1 }), true);
  assert.equal(isClear({ value: 5, low: -1, high: 9 }), false);
});

test("two variants: what the same customers bought more, and how much of the net loss was averted", () => {
  assert.equal(
    describeComparison(pair.comparison),
    "With 3 defences together, the same customers: 415,500 more orders (95 %: 390,570 to 440,430). The net loss was USD 580,320 instead of USD 19.4 million: USD 18.8 million less (95 %: USD 17.7 million to USD 19.9 million); 97 % averted.",
  );
});

test("what is within chance is not told as a gain", () => {
  const { base, others } = splitBase(pair.comparison);
  const [drill] = others as [(typeof others)[number]];
  const chance = { value: 500, low: -2_000, high: 3_000 };
  const againstBase = {
    orders: chance,
    soldCents: chance,
    netLossCents: { value: -100, low: -900, high: 700 },
    customersLost: chance,
  };
  const other = { ...drill, againstBase };
  assert.equal(
    describeDifference(other, pair.comparison),
    "no clear difference in orders: +500 (−2,000 to +3,000); no clear difference in the net loss: USD −1 (USD −9 to USD +7)",
  );
  assert.doesNotMatch(describeComparison({ ...pair.comparison, drills: [base, other] }), /averted/);
});

test("one by one: which helped most, and what all together averted", () => {
  assert.equal(
    describeComparison(buildSampleEach().comparison),
    "Of a net loss of USD 19.4 million, auto-rollback (98.3 % averted) helped most of 3 defences drilled alone; 3 defences together (97 % averted).",
  );
});

test("added latency: share of sales in all and for each 100 ms, beside what the study says", () => {
  assert.equal(
    describeComparison(buildSampleLatency().comparison),
    "300 ms more on every page cost 2.91 % of sales (95 %: 2.14 % to 3.72 %), that is 0.97 % for each 100 ms (0.71 % to 1.24 %); a known study says 1 %.",
  );
});

test("a drill alone has nothing to be held against; one that was cut short is said", () => {
  const { base, others } = splitBase(pair.comparison);
  assert.match(describeComparison({ ...pair.comparison, drills: [base] }), /^Only one drill of this plan ran/);
  const cut = { ...(others[0] as typeof base), againstBase: null, notComparedBecause: "this drill was cut short" };
  assert.match(
    describeComparison({ ...pair.comparison, drills: [base, cut] }),
    /could not be compared: this drill was cut short/,
  );
  assert.equal(computeAverted(cut, base), null);
});

test("the summary of a run says what was chosen of the incident, and which drill was cut short", () => {
  const run = { schemaVersion: 1 as const, verdict: "pass" as const, exitCode: 0, runDirectory: "." };
  const [plain, other] = pair.records as [RunRecord, RunRecord];
  const records = [plain, other].map((record): RunRecord => {
    const selection = { ...record.recorded.selection, cause: "hung-provider" };
    return { ...record, recorded: { ...record.recorded, selection, complete: record === plain } };
  });
  const comparison = { schemaVersion: 1 as const, comparisons: [pair.comparison] };
  const drills = records.map(({ recorded: _, ...drill }) => drill as RunRecord);
  const text = renderComparisonSummary({ ...run, drills }, comparison, records);
  assert.equal(text.match(/Cause drilled: hung-provider/g)?.length, 1);
  assert.equal(text.match(/from an incomplete record/g)?.length, 1);
  const without = renderComparisonSummary({ ...run, drills: [plain, other] }, comparison, [plain, other]);
  assert.doesNotMatch(without, /hung-provider|incomplete record/);
});

test("the summary of a run: one verdict, a sentence a drill, a table; no text breaks out of a cell", () => {
  const run = {
    schemaVersion: 1 as const,
    verdict: "pass" as const,
    exitCode: 0,
    runDirectory: ".",
    drills: [...pair.records],
  };
  const text = renderComparisonSummary(run, { schemaVersion: 1, comparisons: [pair.comparison] });
  assert.match(text, /^### ✓ Pass: 2 of 2 drills passed\n/);
  assert.match(text, /\| as it happened \| ✓ pass \| 867,000 \| {2}\| USD 19\.4 million/);
  const hostile = renderComparisonSummary(
    replaceTexts(run, () => "a|b<img>"),
    {
      schemaVersion: 1,
      comparisons: [replaceTexts(pair.comparison, () => "a|b<img>")],
    },
  );
  assert.ok(!hostile.includes("<img>"));
  const rows = hostile.split("\n").filter((line) => line.startsWith("| "));
  assert.equal(new Set(rows.map((row) => row.replaceAll("\\|", "").split("|").length)).size, 1);
});
