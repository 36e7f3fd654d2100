// What `run --json` prints: the fixed fields of each drill, and the run's verdict.
import { mergeVerdicts } from "../objectives/verdict.ts";
import { type DrillResult, drillResultSchema, type RunResult } from "./drill-result.ts";
import type { RunRecord } from "./run-record.ts";

/** Keeps a record's fixed fields, in their order; `directory` as the reader can use it. */
function toDrillResult(record: RunRecord, directory: string): DrillResult {
  const fixed = Object.keys(drillResultSchema.shape) as (keyof DrillResult)[];
  return { ...(Object.fromEntries(fixed.map((name) => [name, record[name]])) as unknown as DrillResult), directory };
}

/**
 * Builds the result of a run. Directories are paths usable from the working directory. A run that lacks drills
 * (`isWhole` false: one could not begin, or it was interrupted) never passes.
 */
export function buildRunResult(
  drills: readonly { record: RunRecord; directory: string }[],
  runDirectory: string,
  exitCode: number,
  isWhole = true,
): RunResult {
  return {
    schemaVersion: 1,
    verdict: mergeVerdicts([
      ...drills.map(({ record }) => record.verdict),
      ...(isWhole ? [] : ["inconclusive" as const]),
    ]),
    exitCode,
    runDirectory,
    drills: drills.map(({ record, directory }) => toDrillResult(record, directory)),
  };
}
