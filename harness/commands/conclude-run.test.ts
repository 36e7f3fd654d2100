import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { after, test } from "node:test";
import { EdgeError, renderError } from "../errors.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { buildRecorded, buildRecording, history } from "../judge/recording.fixture.ts";
import { runResultSchema } from "../record/drill-result.ts";
import { renderOrderLines } from "../record/order-lines.ts";
import type { RunRecord } from "../record/run-record.ts";
import { concludeRun, type EndedRun } from "./conclude-run.ts";
import type { FinishedDrill } from "./write-comparison.ts";

const scratch = mkdtempSync(join(tmpdir(), "tilldrill-conclude-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Two drills of one plan in a directory of their own, as a run leaves them; the second with what a test breaks. */
function finishTwo(name: string, changes: Partial<RunRecord> = {}): { parent: string; done: FinishedDrill[] } {
  const parent = join(scratch, name);
  const done = ["one", "two"].map((drill): FinishedDrill => {
    const directory = join(parent, drill);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "orders.jsonl"), renderOrderLines(history));
    const record = judgeRecording(buildRecording({ books: null, recorded: buildRecorded() }));
    return { directory, record: drill === "two" ? { ...record, ...changes } : record };
  });
  return { parent, done };
}

/** A record that lacks a list it must have, so that the comparison throws. */
function breakComparison(): Partial<RunRecord> {
  const { record } = finishTwo("sample").done[0] as FinishedDrill;
  return { recorded: { ...record.recorded, stepCounts: null as unknown as [] } };
}

interface Said {
  readonly thrown: unknown;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** What a run says at its end, and what the process then makes its exit code. */
async function conclude(changes: Pick<EndedRun, "parent" | "done"> & Partial<EndedRun>): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let exitCode: number | null = null;
  const context = {
    signal: new AbortController().signal,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    exitWith: (code: number) => {
      exitCode = code;
    },
    sayOnInterrupt: () => {},
  };
  const telling = { json: true, quiet: true, out: scratch };
  const assets = { uplotJs: "", uplotCss: "", chartsJs: "" };
  const run = { context, telling, assets, asked: 2, isPaired: false, isBrief: false, failure: null, ...changes };
  const thrown = await concludeRun(run).then(
    () => null,
    (problem: unknown) => problem,
  );
  const read = (stream: PassThrough) => String(stream.read() ?? "");
  return { thrown, stdout: read(stdout), stderr: read(stderr), exitCode };
}

test("a run whose comparison can be made says its JSON and the exit code of its verdicts", async () => {
  const { parent, done } = finishTwo("whole");
  const { thrown, stdout, exitCode } = await conclude({ parent, done });
  const result = runResultSchema.parse(JSON.parse(stdout));
  assert.deepEqual([thrown, result.drills.length, result.exitCode], [null, 2, exitCode]);
  assert.notEqual(exitCode, 70);
  assert.ok(existsSync(join(parent, "comparison.json")));
});

test("a comparison that throws leaves the JSON of all drills, never a pass, and is our bug", async () => {
  const { parent, done } = finishTwo("broken", breakComparison());
  const passed = done.map((drill) => ({ ...drill, record: { ...drill.record, verdict: "pass" as const } }));
  const { thrown, stdout, exitCode } = await conclude({ parent, done: passed });
  const result = runResultSchema.parse(JSON.parse(stdout));
  assert.deepEqual([result.drills.length, result.verdict, result.exitCode, exitCode], [2, "inconclusive", 70, 70]);
  assert.deepEqual(renderError(thrown).exitCode, 70);
  assert.match(renderError(thrown).text, /^this is a bug in tilldrill\nTypeError/);
});

test("a target that may still be faulty outranks a comparison that throws, and the bug is told all the same", async () => {
  const broken = breakComparison();
  const { parent, done } = finishTwo("faulty", broken);
  const [first] = done as [FinishedDrill];
  const faults = first.record.faults.map((fault) => ({
    ...fault,
    state: "not-restored" as const,
    restoreVerified: false,
  }));
  const faulty = done.with(0, { ...first, record: { ...first.record, faults } });
  const { thrown, stdout, stderr, exitCode } = await conclude({ parent, done: faulty });
  assert.deepEqual([thrown, JSON.parse(stdout).exitCode, exitCode], [null, 12, 12]);
  assert.match(stderr, /this is a bug in tilldrill\nTypeError/);
});

test("a pair that cannot be judged again keeps its JSON and its comparison, and names the file", async () => {
  const { parent, done } = finishTwo("pair");
  const pair = done.map(({ directory, record }, index) => {
    const selection = { ...record.recorded.selection, addedLatencyMs: index * 300 };
    return { directory, record: { ...record, recorded: { ...record.recorded, selection } } };
  });
  const { thrown, stdout, exitCode } = await conclude({ parent, done: pair, isPaired: true });
  assert.ok(thrown instanceof EdgeError);
  assert.match(thrown.message, /the run directory has no record\.json/);
  assert.deepEqual([JSON.parse(stdout).drills.length, JSON.parse(stdout).exitCode, exitCode], [2, 69, 69]);
  assert.ok(existsSync(join(parent, "comparison.json")));
});

test("a problem that kept a drill from beginning comes before what the comparison lacks", async () => {
  const { parent, done } = finishTwo("late", breakComparison());
  const failure = new EdgeError("the shop did not start");
  const { thrown, stdout, stderr, exitCode } = await conclude({ parent, done, asked: 3, failure });
  assert.deepEqual([thrown, JSON.parse(stdout).exitCode, exitCode], [failure, 69, 69]);
  assert.match(stderr, /this is a bug in tilldrill/);
});

test("without any drill the problem is thrown and nothing is printed", async () => {
  const failure = new EdgeError("the shop did not start");
  const { thrown, stdout } = await conclude({ parent: scratch, done: [], failure });
  assert.deepEqual([thrown, stdout], [failure, ""]);
});
