// The drills of a run with what their records know of them.
import type { DrillResult, RunResult } from "../harness/record/drill-result.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import type { JudgedDrill } from "./verdict-sentence.ts";

/** The record of each drill of the run, in their order; null where it is not at hand. */
export function findRecords({ drills }: RunResult, records: readonly RunRecord[]): (RunRecord | null)[] {
  return drills.map((drill, index) => findRecord(drill, index, records));
}

/** The drills of a run, each with its record's `recorded` where it is at hand. */
export function joinRecords({ drills }: RunResult, found: readonly (RunRecord | null)[]): JudgedDrill[] {
  return drills.map((drill, index): JudgedDrill => {
    const record = found[index] ?? null;
    return record === null ? drill : { ...drill, recorded: record.recorded };
  });
}

/** Same place in the list, and the same drill. */
function findRecord(drill: DrillResult, index: number, records: readonly RunRecord[]): RunRecord | null {
  const same = (record: RunRecord | undefined) =>
    record !== undefined &&
    record.incident === drill.incident &&
    record.variant === drill.variant &&
    record.seed === drill.seed &&
    record.defences.join() === drill.defences.join();
  const placed = records[index];
  return placed !== undefined && same(placed) ? placed : (records.find(same) ?? null);
}
