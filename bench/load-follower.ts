// A process that runs k6 once and says what it cost. `discard`: k6's rows go to the null device.
// `record`: they are read the way a drill reads them (load-run.ts, run-drill.ts), with progress and
// checkpoints. In: one line of JSON on stdin; out: one line of JSON on stdout.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { buildProgressLine } from "../harness/commands/progress.ts";
import type { DrillState, RecordingParts } from "../harness/drill/build-recording.ts";
import { checkpointMs as checkpointEveryMs, writeCheckpoint } from "../harness/drill/checkpoint.ts";
import { createRunDirectory, type RunDirectory } from "../harness/drill/run-directory.ts";
import { CsvReader } from "../harness/load/csv-reader.ts";
import { buildK6Arguments } from "../harness/load/k6-arguments.ts";
import { buildK6Environment } from "../harness/load/k6-environment.ts";
import type { ScriptSettings } from "../scenarios/script-settings.ts";
import { readEndedChildrenCpuMs, readOwnCpuMs } from "./cpu-time.ts";
import { buildRehearsal } from "./rehearsal.ts";

export interface FollowOrder {
  readonly mode: "discard" | "record";
  readonly k6Path: string;
  readonly scriptPath: string;
  readonly logPath: string;
  readonly runDirectory: string;
  readonly incidentName: string;
  readonly share: number;
  readonly settings: ScriptSettings;
}

/** CPU ms. `readerMs`: this process from k6's start to the stream's end; its own start-up is left out. */
export interface FollowResult {
  readonly k6Ms: number;
  readonly readerMs: number;
  readonly checkpointMs: number;
  readonly rows: number;
  readonly steps: number;
  readonly exitCode: number | null;
}

/** As in drill-run.ts. */
const tickMs = 1000;

/** The state of a drill in its middle, without its fault. */
function describeState(t0Ms: number | null): DrillState {
  return {
    faults: [],
    actions: [],
    alertedActions: [],
    defenceReports: [],
    changeLog: [],
    warnings: [],
    invalidBecause: [],
    incompleteBecause: "the drill has not ended",
    elapsedMs: t0Ms === null ? 0 : Math.max(0, Date.now() - t0Ms),
  };
}

/** Reads the stream to its end as the harness does. */
async function record(stream: Readable, parts: RecordingParts, directory: RunDirectory) {
  const { recorder, clock } = parts;
  const reader = new CsvReader((row) => recorder.add(row));
  let checkpointMs = 0;
  stream.on("data", (chunk: Buffer) => reader.write(chunk));
  const progress = buildProgressLine(process.stderr, parts.plan.incident, false);
  const ticks = setInterval(() => {
    const wallMs = Math.max(0, Date.now() - (recorder.t0Ms ?? Date.now()));
    const [minute, phase] = [clock.minuteAt(wallMs), clock.phaseAt(wallMs)];
    progress.show({ state: "running", says: "", minute, phase, wallMs, ofWallMs: clock.wallMs, ...recorder.live });
  }, tickMs);
  let writing = Promise.resolve();
  const checkpoints = setInterval(() => {
    writing = writing.then(async () => {
      const beforeMs = readOwnCpuMs();
      await writeCheckpoint(directory, parts, describeState(parts.recorder.t0Ms));
      checkpointMs += readOwnCpuMs() - beforeMs;
    });
  }, checkpointEveryMs);
  await finished(stream, { writable: false });
  clearInterval(ticks);
  clearInterval(checkpoints);
  await writing;
  return { rows: reader.rows, steps: recorder.live.steps, checkpointMs };
}

async function follow(order: FollowOrder): Promise<FollowResult> {
  const isRecorded = order.mode === "record";
  const parts = buildRehearsal(order.incidentName, order.share);
  const directory = await createRunDirectory(order.runDirectory);
  const configPath = `${order.logPath}.config.json`;
  writeFileSync(configPath, "{}");
  const log = openSync(order.logPath, "a");
  const k6BeforeMs = readEndedChildrenCpuMs();
  const beforeMs = readOwnCpuMs();
  const child = spawn(order.k6Path, buildK6Arguments(order.scriptPath, configPath), {
    env: { ...process.env, ...buildK6Environment(order.settings) },
    stdio: ["ignore", isRecorded ? "pipe" : "ignore", log],
  });
  closeSync(log);
  const ended = once(child, "exit") as Promise<[number | null]>;
  const read =
    child.stdout === null ? { rows: 0, steps: 0, checkpointMs: 0 } : await record(child.stdout, parts, directory);
  const [exitCode] = await ended;
  const readerMs = isRecorded ? readOwnCpuMs() - beforeMs : 0;
  return { ...read, exitCode, readerMs, k6Ms: readEndedChildrenCpuMs() - k6BeforeMs };
}

// Stays until it is stopped, so that its answer is read before its end is seen. Who starts it is the
// guard, which ends its group, k6 included, when the benchmark is gone.
createInterface({ input: process.stdin }).once("line", async (line) => {
  process.stdout.write(`${JSON.stringify(await follow(JSON.parse(line) as FollowOrder))}\n`);
});
