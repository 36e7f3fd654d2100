// What a run of several drills leaves in its parent directory: comparison.json, report.html, summary.md.
import { join, relative, sep } from "node:path";
import { renderComparisonSummary } from "../../reports/comparison-summary.ts";
import type { ReportAssets } from "../../reports/html/render-report.ts";
import { renderOverview } from "../../reports/overview/render-overview.ts";
import { buildAuditTerms } from "../audit/audit-terms.ts";
import type { Books } from "../audit/books.ts";
import { valueCustomers } from "../audit/customer-value.ts";
import { readBooks } from "../audit/read-books.ts";
import { type ComparableDrill, compareAllDrills } from "../compare/compare-drills.ts";
import { computeDamageByCustomer } from "../compare/deal-comparison.ts";
import { fileNames, writeWhole } from "../drill/run-directory.ts";
import { describeError } from "../errors.ts";
import { readHistory } from "../judge/read-recording.ts";
import { buildRunResult } from "../record/build-run-result.ts";
import type { RunComparison } from "../record/comparison.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { RunRecord } from "../record/run-record.ts";

export interface FinishedDrill {
  readonly record: RunRecord;
  /** Where it lies, usable from the working directory. */
  readonly directory: string;
}

function readBooksOrNull(directory: string): Books | null {
  try {
    return readBooks(directory);
  } catch {
    return null;
  }
}

/** Without paths: comparison.json goes elsewhere. */
function explainUnreadable(problem: unknown): string {
  const cause = problem instanceof Error ? problem.cause : undefined;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOENT") return "orders.jsonl is missing";
  return `orders.jsonl cannot be read: ${code ?? describeError(cause ?? problem)}`;
}

/** A drill with its customers. One that was cut short may lack books: then what customers were told stands for them. */
export function readComparable({ record, directory }: FinishedDrill, parent: string): ComparableDrill {
  const found = { record, directory: relative(parent, directory).split(sep).join("/") };
  let history: CustomerHistory[];
  try {
    history = readHistory(directory);
  } catch (problem) {
    return { ...found, valued: null, historyProblem: explainUnreadable(problem) };
  }
  const books = readBooksOrNull(directory);
  const damage = books === null ? null : computeDamageByCustomer(history, books, buildAuditTerms(record));
  return { ...found, valued: valueCustomers(history, books), damage };
}

/** Compares the drills of a run, plan by plan. Throws what two drills of one plan with different hashes would be: our bug. */
export function compareRun(parent: string, done: readonly FinishedDrill[]): RunComparison {
  return { schemaVersion: 1, comparisons: compareAllDrills(done.map((drill) => readComparable(drill, parent))) };
}

/** Writes the three files into the parent directory; returns the path of the report, and what was compared. */
export async function writeComparison(
  parent: string,
  done: readonly FinishedDrill[],
  assets: ReportAssets,
  exitCode: number,
  isWhole: boolean,
): Promise<{ path: string; comparison: RunComparison }> {
  const comparison = compareRun(parent, done);
  const inside = done.map(({ record, directory }) => ({ record, directory: relative(parent, directory) }));
  const run = buildRunResult(inside, ".", exitCode, isWhole);
  const records = done.map(({ record }) => record);
  const path = join(parent, fileNames.report);
  await writeWhole(join(parent, "comparison.json"), `${JSON.stringify(comparison, null, 2)}\n`);
  await writeWhole(path, renderOverview(run, records, { comparison, assets }));
  await writeWhole(join(parent, fileNames.summary), renderComparisonSummary(run, comparison, records));
  return { path, comparison };
}
