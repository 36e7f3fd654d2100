// Writes what people and CI read of a drill: report, summary, JUnit.
import { join } from "node:path";
import { type ReportAssets, renderReport } from "../../reports/html/render-report.ts";
import { renderJunit } from "../../reports/junit.ts";
import { renderSummary } from "../../reports/summary.ts";
import { fileNames, writeWhole } from "../drill/run-directory.ts";
import type { RunRecord } from "../record/run-record.ts";

/** Writes the three files into the drill's directory; returns the path of the report. */
export async function writeOutputs(directory: string, record: RunRecord, assets: ReportAssets): Promise<string> {
  const report = join(directory, fileNames.report);
  await writeWhole(report, renderReport(record, assets));
  await writeWhole(join(directory, fileNames.summary), renderSummary(record));
  await writeWhole(join(directory, fileNames.junit), renderJunit(record));
  return report;
}
