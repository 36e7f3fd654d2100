// The comparison of several drills, and the reports of defended ones, in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderOverview } from "../../reports/overview/render-overview.ts";
import {
  buildSampleEach,
  buildSampleLatency,
  buildSamplePair,
  type SampleRun,
} from "../../reports/sample-comparison.ts";
import { buildDefendedRecord, buildPreventedRecord } from "../../reports/sample-defended.ts";
import { buildSampleRecord } from "../../reports/sample-record.ts";
import { buildFailedDefendedRecord, buildIncompleteRecord } from "../../reports/test-records.ts";
import { listSeriousFindings } from "../browser/list-serious-findings.ts";
import { countColours, readOverflow } from "../browser/open-page-file.ts";
import { setUpReportPages } from "../browser/report-pages.ts";

const { assets, openText, openReport } = setUpReportPages();

/** A run of these drills as `run` writes it into the parent directory. */
function renderRun({ records, comparison }: SampleRun): string {
  const drills = records.map((record, index) => ({
    ...record,
    directory: comparison.drills[index]?.directory ?? "",
  }));
  const run = { schemaVersion: 1 as const, verdict: "fail" as const, exitCode: 10, runDirectory: ".", drills };
  return renderOverview(run, records, {
    comparison: { schemaVersion: 1, comparisons: [comparison] },
    assets: assets(),
  });
}

test("a comparison's charts are drawn live under one clock, without an error or a request", async () => {
  await using report = await openText(renderRun(buildSamplePair()));
  const { page, problems } = report;
  assert.equal(await page.locator(".live canvas:visible").count(), 4);
  assert.ok((await countColours(page, "group-1-orders")) > 5);
  await page.locator("#clock-group-1").focus();
  await page.keyboard.press("Home");
  assert.match((await page.locator("#clock-says-group-1").textContent()) ?? "", /^18:30 · minute 0 · calm$/);
  const now = page.locator('[data-chart="group-1-orders"] .now');
  assert.deepEqual(
    (await now.allTextContents()).map((text) => /^[\d,]+$/.test(text)),
    [true, true],
  );
  const transforms = await page
    .locator(".u-cursor-x")
    .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).style.transform));
  assert.equal(new Set(transforms).size, 1);
  assert.deepEqual(problems, []);
});

test("a comparison is accessible, and a phone needs no sideways scrolling, in light and dark, with and without script", async () => {
  for (const sample of [buildSamplePair(), buildSampleEach(), buildSampleLatency()]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await using report = await openText(renderRun(sample), { colorScheme });
      assert.deepEqual(await listSeriousFindings(report.page), []);
      assert.deepEqual(report.problems, []);
    }
    for (const javaScriptEnabled of [true, false]) {
      await using report = await openText(renderRun(sample), {
        javaScriptEnabled,
        viewport: { width: 320, height: 800 },
      });
      await report.page.evaluate(() => {
        for (const part of document.querySelectorAll("details")) part.open = true;
      });
      assert.equal(await readOverflow(report.page), 0);
      assert.equal(await report.page.locator(".finding").isVisible(), true);
    }
  }
});

test("the reports of a defended and of a prevented drill are accessible in light and dark", async () => {
  for (const record of [buildDefendedRecord(), buildPreventedRecord()]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await using report = await openReport(record, {
        colorScheme,
        viewport: { width: 390, height: 800 },
      });
      assert.deepEqual(await listSeriousFindings(report.page), []);
      assert.equal(await readOverflow(report.page), 0);
      assert.deepEqual(report.problems, []);
    }
  }
});

test("the overview of several drills is accessible, needs no script and no request", async () => {
  const records = [buildSampleRecord(), buildFailedDefendedRecord(), buildIncompleteRecord()];
  const drills = records.map((record, index) => ({ ...record, directory: `drill-${index}` }));
  const text = renderOverview({ schemaVersion: 1, verdict: "fail", exitCode: 10, runDirectory: ".", drills }, records);
  await using report = await openText(text, { viewport: { width: 390, height: 800 } });
  assert.deepEqual(await listSeriousFindings(report.page), []);
  assert.equal(await readOverflow(report.page), 0);
  assert.deepEqual(report.problems, []);
});
