import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunResult } from "../../harness/record/drill-result.ts";
import { buildSampleRecord } from "../sample-record.ts";
import { buildFailedDefendedRecord, buildIncompleteRecord, replaceTexts } from "../test-records.ts";
import { buildReportHref, renderOverview } from "./render-overview.ts";

const records = [buildSampleRecord(), buildFailedDefendedRecord()];
const run: RunResult = {
  schemaVersion: 1,
  verdict: "fail",
  exitCode: 10,
  runDirectory: ".",
  drills: records.map((record, index) => ({ ...record, directory: `drill ${index}` })),
};

test("drills stand side by side, each with a link to its own report", () => {
  const page = renderOverview(run, records);
  assert.match(page, /1 of 2 drills passed; exit code 10/);
  assert.match(page, /href="\.\/drill%200\/report\.html"/);
  assert.match(page, /href="\.\/drill%201\/report\.html"/);
  assert.match(page, /705\u00a0%/);
});

test("a link never has a scheme and never leaves the run's directory", () => {
  assert.equal(buildReportHref("javascript:alert(1)"), "./javascript%3Aalert(1)/report.html");
  assert.equal(buildReportHref("//evil.test/../../etc"), "./evil.test/etc/report.html");
  assert.equal(buildReportHref("."), "./report.html");
});

test("an incomplete drill is marked, found by its own fields whatever the order of the records", () => {
  const page = renderOverview({ ...run, drills: [buildIncompleteRecord()] }, [
    buildFailedDefendedRecord(),
    buildIncompleteRecord(),
  ]);
  assert.match(page, /INCOMPLETE/);
});

test("a run without drills renders, and hostile texts stay text", () => {
  assert.match(renderOverview({ ...run, drills: [] }, []), /No drill ran/);
  const page = renderOverview(
    replaceTexts(run, () => "</script><img src=x onerror=alert(1)>"),
    [],
  );
  assert.ok(!page.includes("<img") && !page.includes("<script"));
});
