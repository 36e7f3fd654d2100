import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunRecord } from "../harness/record/run-record.ts";
import { renderComparisonSummary } from "./comparison-summary.ts";
import { buildSampleDeal, buildSamplePair } from "./sample-comparison.ts";
import { replaceTexts } from "./test-records.ts";

const pair = buildSamplePair();

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

test("the summary of a deal has its damage with a difference, its uses and its crowd", () => {
  const { records, comparison } = buildSampleDeal();
  const run = {
    schemaVersion: 1 as const,
    verdict: "pass" as const,
    exitCode: 0,
    runDirectory: ".",
    drills: [...records],
  };
  const text = renderComparisonSummary(run, { schemaVersion: 1, comparisons: [comparison] });
  assert.match(
    text,
    /\| damage of the deal \| difference \(95 %\) \| uses against the rules \| deal readers who came \| customers turned away \|/,
  );
  assert.match(text, /\| EUR 649,656 \| EUR −201,312 \(EUR −213,391 to EUR −189,233\) \| 67,032 \| 109,224 \|/);
});
