// Two drills of the same customers, with and without latency on every page: what it cost is known only when both have run,
// and the second is then judged by it.
import { join } from "node:path";
import type { ReportAssets } from "../../reports/html/render-report.ts";
import { fileNames, writeWhole } from "../drill/run-directory.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { readRecording } from "../judge/read-recording.ts";
import { compareRun, type FinishedDrill } from "./write-comparison.ts";
import { writeOutputs } from "./write-outputs.ts";

/** Judges the slowed drill of a pair again with what the pair shows, in place; what cannot be paired stays undecided. */
export async function judgePair(parent: string, done: FinishedDrill[], assets: ReportAssets): Promise<void> {
  const [comparison] = compareRun(parent, done).comparisons;
  const cost = comparison?.addedLatency ?? null;
  const slowed = done.findIndex(({ record }) => (record.recorded.selection.addedLatencyMs ?? 0) > 0);
  const drill = done[slowed];
  if (cost === null || drill === undefined) return;
  const recording = readRecording(drill.directory);
  const recorded = { ...recording.recorded, addedLatencyCost: cost };
  const record = judgeRecording({ ...recording, recorded });
  await writeWhole(join(drill.directory, fileNames.record), `${JSON.stringify(record)}\n`);
  done[slowed] = { ...drill, record };
  await writeOutputs(drill.directory, record, assets);
}
