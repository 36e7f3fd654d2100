// Pages of a report in the browser, for the tests of one file: browser, directory and assets are there before the first test.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { readReportAssets } from "../../reports/assets.ts";
import { renderReport } from "../../reports/html/render-report.ts";
import { openBrowser } from "./open-browser.ts";
import { type OpenPage, openPageFile } from "./open-page-file.ts";

export type ReportAssets = Awaited<ReturnType<typeof readReportAssets>>;

export interface ReportPages {
  readonly assets: () => ReportAssets;
  openText(text: string, options?: BrowserContextOptions): Promise<OpenPage>;
  openReport(record: RunRecord, options?: BrowserContextOptions): Promise<OpenPage>;
}

/** To be called once, at the top of a test file. */
export function setUpReportPages(): ReportPages {
  let browser: Browser;
  let directory: string;
  let assets: ReportAssets;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "tilldrill-report-"));
    [browser, assets] = await Promise.all([openBrowser(), readReportAssets()]);
  });
  after(async () => {
    await browser?.close();
    await rm(directory, { recursive: true, force: true });
  });
  const openText = (text: string, options?: BrowserContextOptions) => openPageFile(browser, directory, text, options);
  return {
    assets: () => assets,
    openText,
    openReport: (record, options) => openText(renderReport(record, assets), options),
  };
}
