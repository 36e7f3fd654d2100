// The report of a viral deal in a real browser: its charts and their clocks by keyboard, accessibility, a phone, no script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildDealRecord, buildDefendedDealRecord } from "../../reports/sample-deal.ts";
import { replaceTexts } from "../../reports/test-records.ts";
import { listSeriousFindings } from "../browser/list-serious-findings.ts";
import { countColours, readOverflow } from "../browser/open-page-file.ts";
import { setUpReportPages } from "../browser/report-pages.ts";

const { openReport } = setUpReportPages();

const charts = ["deal-heat", "deal-arrivals", "plug"];

test("the deal's charts are drawn in place of the static drawings, without an error or a request", async () => {
  await using report = await openReport(buildDealRecord());
  for (const chart of charts) assert.ok((await countColours(report.page, chart)) > 5, chart);
  assert.equal(await report.page.locator(".chart > .static:visible").count(), 0);
  assert.deepEqual(report.problems, []);
});

test("the keyboard moves the clock of the deal and that of the plug, each over its own charts", async () => {
  await using report = await openReport(buildDealRecord());
  const { page } = report;
  const readNow = (chart: string) => page.locator(`[data-chart="${chart}"] .now[data-series="0"]`).textContent();
  const plugBefore = await readNow("plug");
  await page.locator("#clock-deal").focus();
  await page.keyboard.press("Home");
  assert.match((await page.locator("#clock-says-deal").textContent()) ?? "", /^18:00 · minute 0 · calm$/);
  assert.deepEqual([await readNow("deal-heat"), await readNow("deal-arrivals")], ["–", "0"]);
  assert.equal(await readNow("plug"), plugBefore);
  await page.locator("#clock-plug").focus();
  await page.keyboard.press("End");
  assert.equal(await readNow("plug"), "–");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in the ${colorScheme} report of a deal`, async () => {
    for (const record of [buildDealRecord(), buildDefendedDealRecord()]) {
      await using report = await openReport(record, { colorScheme });
      assert.deepEqual(await listSeriousFindings(report.page), []);
      assert.deepEqual(report.problems, []);
    }
  });
}

test("a phone needs no sideways scrolling, with and without script, however long the words are", async () => {
  const long = replaceTexts(buildDealRecord(), () => "Schnaeppchenjaegergesellschaft".repeat(6));
  for (const record of [buildDealRecord(), long]) {
    for (const javaScriptEnabled of [true, false]) {
      await using report = await openReport(record, { javaScriptEnabled, viewport: { width: 390, height: 800 } });
      assert.equal(await report.page.locator("main").evaluate(() => document.documentElement.scrollWidth), 390);
    }
  }
  await using narrow = await openReport(buildDealRecord(), { viewport: { width: 320, height: 800 } });
  assert.equal(await readOverflow(narrow.page), 0);
});

test("without script the deal's drawings mark the first post and the operator", async () => {
  await using report = await openReport(buildDealRecord(), { javaScriptEnabled: false });
  const signs = await report.page.locator('[data-chart="deal-heat"] .moment-sign').allTextContents();
  assert.deepEqual(signs, ["●", "◆1", "◆2", "◆3", "◆4"]);
  assert.equal(await report.page.locator("#controls-deal").isVisible(), false);
});
