// One drill, from its first moment to its record.
import { createHash } from "node:crypto";
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import {
  computeCalmRequestsPerSecond,
  computeExpectedPerCalmMinute,
  computeWorkers,
} from "../../scenarios/expectations.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { buildIncidentClock, roundMinute } from "../../scenarios/time.ts";
import type { Books } from "../audit/books.ts";
import { readBooks } from "../audit/read-books.ts";
import { readForum } from "../audit/read-forum.ts";
import { describeError } from "../errors.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import type { ForumRecord, RunRecord } from "../record/run-record.ts";
import { version } from "../version.ts";
import { buildRecording, type RecordingParts } from "./build-recording.ts";
import { writeCheckpoint, writeRecord } from "./checkpoint.ts";
import type { DrillOptions, DrillProgress } from "./drill-options.ts";
import { DrillRecorder } from "./drill-recorder.ts";
import { DrillRun } from "./drill-run.ts";
import { foldJournal } from "./fold-journal.ts";
import { createRunDirectory, type RunDirectory } from "./run-directory.ts";
import { SampleFile } from "./sample-file.ts";

export interface DrillOutcome {
  readonly record: RunRecord;
  readonly directory: string;
}

function readDrillBooks(directory: RunDirectory): Books | string {
  try {
    foldJournal(directory.file("ledger"));
    foldJournal(directory.file("payments"));
    return readBooks(directory.path);
  } catch (problem) {
    return describeError(problem);
  }
}

/** Null where the incident has no deal, or the forum's books cannot be read: its posts then say nothing. */
function readDrillForum(directory: RunDirectory, { options, clock, recorder }: RecordingParts): ForumRecord | null {
  const { t0Ms } = recorder;
  if (options.loaded.incident.deal === undefined || t0Ms === null) return null;
  try {
    foldJournal(directory.file("forum"));
    const { posts, votes, firstPostMs, heat } = readForum(directory.file("forum"));
    const minuteOf = (atMs: number) => roundMinute(clock.minuteAt(atMs - t0Ms));
    const firstPostMinute = firstPostMs === null ? null : minuteOf(firstPostMs);
    return { posts, votes, firstPostMinute, heat: heat.map(([atMs, value]) => [minuteOf(atMs), value]) };
  } catch {
    return null;
  }
}

/**
 * Runs a drill in a fresh run directory. Whatever cuts it short after its first moment, what was
 * recorded is kept and marked incomplete. Throws EdgeError when it cannot begin.
 */
export async function runDrill(
  options: DrillOptions,
  signal: AbortSignal,
  tell: (progress: DrillProgress) => void,
): Promise<DrillOutcome> {
  const startedAt = new Date().toISOString();
  const { incident, objectives } = options.loaded;
  const directory = await createRunDirectory(options.directory);
  const plan = buildPlan(incident, options.seed, options.pace);
  const planText = `${JSON.stringify(plan)}\n`;
  await directory.write("plan", planText);
  const clock = buildIncidentClock(incident.phases, options.pace);
  const samples = options.keepSamples ? new SampleFile(directory.file("samples")) : null;
  const expectedPerMinute = new Map(
    objectives.map(({ name, steps, populations }) => [
      name,
      computeExpectedPerCalmMinute(incident, plan, steps, populations),
    ]),
  );
  const parts: RecordingParts = {
    options,
    plan,
    planSha256: createHash("sha256").update(planText).digest("hex"),
    clock,
    recorder: new DrillRecorder({ incident, plan, clock, objectives, expectedPerMinute, samples }),
    startedAt,
    version,
    shopWorkers: computeWorkers(incident, computeCalmRequestsPerSecond(incident, plan, requestsPerStep)),
  };
  const run = new DrillRun(parts, directory, tell, (state) => {
    samples?.sync();
    return writeCheckpoint(directory, parts, state);
  });
  try {
    await run.follow(signal);
  } finally {
    await samples?.close().catch((problem) => run.cut(`the samples cannot be written: ${String(problem)}`));
    await directory.removeScratch().catch(() => {});
  }
  const books = readDrillBooks(directory);
  if (typeof books === "string") run.cut(`the books cannot be read: ${books}`);
  const record = judgeRecording(
    buildRecording(parts, run.state(), typeof books === "string" ? null : books, readDrillForum(directory, parts)),
  );
  await writeRecord(directory, record, parts);
  return { record, directory: directory.path };
}
