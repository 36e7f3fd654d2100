// The HTML report in a real browser: charts, keyboard, accessibility, no requests, no script, narrow screens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildSampleRecord } from "../../reports/sample-record.ts";
import {
  buildEmptyRecord,
  buildFailedDefendedRecord,
  buildIncompleteRecord,
  replaceTexts,
} from "../../reports/test-records.ts";
import { listSeriousFindings } from "../browser/list-serious-findings.ts";
import { countColours, readOverflow } from "../browser/open-page-file.ts";
import { setUpReportPages } from "../browser/report-pages.ts";

const { openReport } = setUpReportPages();

test("charts are drawn in place of the static drawings, without an error or a request", async () => {
  await using report = await openReport(buildSampleRecord());
  const { page, problems } = report;
  assert.equal(await page.locator(".live canvas:visible").count(), 5);
  assert.equal(await page.locator(".chart > .static:visible").count(), 0);
  for (const chart of ["orders", "outcomes-place-order", "latency-place-order"])
    assert.ok((await countColours(page, chart)) > 5, chart);
  await page.locator(".more-charts > summary").click();
  await page.locator('[data-chart="latency-order-status"] canvas').waitFor();
  assert.equal(await page.locator(".live canvas:visible").count(), 20);
  assert.deepEqual(problems, []);
});

test("the keyboard moves one clock over all charts", async () => {
  await using report = await openReport(buildSampleRecord());
  const { page } = report;
  const says = page.locator("#clock-says");
  const okNow = page.locator('[data-chart="outcomes-place-order"] .now[data-series="0"]');
  assert.match((await says.textContent()) ?? "", /^21:00 · minute 150 · outage · fault in force$/);
  assert.equal(await okNow.textContent(), "0 %");
  await page.locator("#clock").focus();
  await page.keyboard.press("ArrowRight");
  assert.match((await says.textContent()) ?? "", /^21:01 · minute 151/);
  await page.keyboard.press("Home");
  assert.match((await says.textContent()) ?? "", /^18:30 · minute 0 · calm$/);
  assert.notEqual(await okNow.textContent(), "0 %");
  assert.match(
    (await page.locator("#clock").getAttribute("aria-valuetext")) ?? "",
    /place-order: what customers got: |ok \d/,
  );
});

test("a pointer on one chart moves the cursor of every other", async () => {
  await using report = await openReport(buildSampleRecord());
  const { page } = report;
  await page.locator('[data-chart="latency-product"] .u-over').scrollIntoViewIfNeeded();
  await page.locator('[data-chart="latency-product"] .u-over').hover({ position: { x: 100, y: 40 } });
  assert.match((await page.locator("#clock-says").textContent()) ?? "", / · calm$/);
  const transforms = await page
    .locator(".u-cursor-x")
    .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).style.transform));
  assert.equal(new Set(transforms).size, 1);
});

test("a phase can be shown alone, and the time line marks what is shown", async () => {
  await using report = await openReport(buildSampleRecord());
  const { page } = report;
  await page.locator("#zoom").selectOption({ label: "precursors" });
  assert.match((await page.locator("#clock-says").textContent()) ?? "", /precursors|outage/);
  assert.notEqual(await page.locator("#zoomed").getAttribute("width"), "0");
  assert.equal(await page.locator("#clock").getAttribute("min"), "60");
  await page.locator("#zoom").selectOption("all");
  assert.equal(await page.locator("#zoomed").getAttribute("width"), "0");
});

test("every control is reached by keyboard, the command can be copied", async () => {
  await using report = await openReport(buildSampleRecord());
  const { page } = report;
  const seen = new Set<string>();
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement?.id || (document.activeElement?.tagName ?? "")));
  }
  for (const wanted of ["clock", "zoom", "copy", "SUMMARY", "A"]) assert.ok(seen.has(wanted), wanted);
  await page.locator("#copy").press("Enter");
  await page.locator("#copied:not(:empty)").waitFor();
  assert.match((await page.locator("#copied").textContent()) ?? "", /copied|selected/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in the ${colorScheme} report, whatever the verdict`, async () => {
    for (const record of [
      buildSampleRecord(),
      buildFailedDefendedRecord(),
      buildIncompleteRecord(),
      buildEmptyRecord(),
    ]) {
      await using report = await openReport(record, { colorScheme });
      await report.page.evaluate(() => {
        for (const part of document.querySelectorAll("details")) part.open = true;
      });
      assert.deepEqual(await listSeriousFindings(report.page), []);
      assert.deepEqual(report.problems, []);
    }
  });
}

test("without script the report shows verdict, time line, drawings and tables", async () => {
  await using report = await openReport(buildSampleRecord(), { javaScriptEnabled: false });
  const { page, problems } = report;
  assert.match(await page.locator("#verdict").innerText(), /13 of 13 facts reproduced/);
  assert.equal(await page.locator(".time-line").isVisible(), true);
  assert.equal(await page.locator(".chart > .static svg.plot:visible").count(), 5);
  assert.equal(await page.locator("#controls").isVisible(), false);
  assert.equal(await page.locator("#copy").isVisible(), false);
  assert.equal(await page.locator("tr[id^=fact-]").count(), 13);
  await page.locator(".more-charts > summary").click();
  assert.equal(await page.locator(".chart > .static svg.plot:visible").count(), 20);
  assert.deepEqual(problems, []);
});

test("a phone needs no sideways scrolling, with and without script", async () => {
  for (const javaScriptEnabled of [true, false]) {
    for (const width of [320, 390]) {
      await using report = await openReport(buildSampleRecord(), {
        javaScriptEnabled,
        viewport: { width, height: 800 },
      });
      await report.page.locator(".more-charts > summary").click();
      assert.equal(await report.page.locator("main").evaluate(() => document.documentElement.scrollWidth), width);
    }
  }
});

test("long words of a shop do not widen the page", async () => {
  const long = "Donaudampfschifffahrtsgesellschaft".repeat(6);
  await using report = await openReport(
    replaceTexts(buildFailedDefendedRecord(), () => long),
    { viewport: { width: 390, height: 800 } },
  );
  assert.equal(await readOverflow(report.page), 0);
});

test("hostile texts of a record stay text in a browser", async () => {
  for (const hostile of [
    `<img src=x onerror=alert(1)>"'&`,
    "</script><script>alert(1)</script>",
    '" onfocus="alert(1)" autofocus="',
  ]) {
    await using report = await openReport(replaceTexts(buildFailedDefendedRecord(), () => hostile));
    await report.page.locator(".live canvas").first().waitFor();
    assert.equal(await report.page.locator("img, [onerror], [onfocus]").count(), 0);
    assert.equal(await report.page.locator("script").count(), 3);
    assert.deepEqual(report.problems, []);
  }
});

test("on paper nothing is folded and the drawings are vectors", async () => {
  await using report = await openReport(buildSampleRecord());
  const { page } = report;
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".live canvas:visible").count(), 0);
  assert.ok((await page.locator(".chart > .static svg.plot:visible").count()) >= 5);
  assert.equal(await page.locator("#controls").isVisible(), false);
});
