// What a drill leaves on the disk while it runs, so that a killed one can be read and judged.
import { setTimeout as wait } from "node:timers/promises";
import { judgeRecording } from "../judge/judge-recording.ts";
import { renderOrderLines } from "../record/order-lines.ts";
import type { RunRecord } from "../record/run-record.ts";
import { buildRecording, type DrillState, type RecordingParts } from "./build-recording.ts";
import type { RunDirectory } from "./run-directory.ts";

/** Time between two checkpoints. */
export const checkpointMs = 3000;

/** What a checkpoint says of a drill that has not ended: true for whoever finds it after a SIGKILL. */
const cutOff = "the harness ended before the drill did";
const cutOffWarning =
  "the order history ends at the last checkpoint: orders placed in the seconds after it count as unexpected";

/** Writes record and history; the same files at a checkpoint and at the end. */
export async function writeRecord(directory: RunDirectory, record: RunRecord, parts: RecordingParts): Promise<void> {
  await directory.write("orders", renderOrderLines(parts.recorder.history.build()));
  await directory.write("record", `${JSON.stringify(record)}\n`);
}

/** Writes a record without facts and books: cheap, and enough to be read and judged later. */
export async function writeCheckpoint(
  directory: RunDirectory,
  parts: RecordingParts,
  state: DrillState,
): Promise<void> {
  const cut = { incompleteBecause: state.incompleteBecause ?? cutOff, warnings: [...state.warnings, cutOffWarning] };
  const recording = buildRecording(parts, { ...state, ...cut }, null);
  await writeRecord(directory, judgeRecording({ ...recording, incident: { ...recording.incident, facts: [] } }), parts);
}

/** Writes checkpoints until stopped; a large drill's come less often, so that they cost a twentieth of the time. */
export async function keepCheckpoints(
  write: () => Promise<void>,
  onProblem: (problem: unknown) => void,
  stop: AbortSignal,
): Promise<void> {
  let pauseMs = checkpointMs;
  while (await wait(pauseMs, true, { signal: stop }).catch(() => false)) {
    const startedMs = performance.now();
    try {
      await write();
    } catch (problem) {
      onProblem(problem);
    }
    pauseMs = Math.max(checkpointMs, 20 * (performance.now() - startedMs));
  }
}
