// SIGKILL of the harness in the outage: the guard takes everything down, and the run directory stays readable.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { waitForOrders, waitForRunDirectory } from "./drill-moments.ts";
import { cannotSeeProcesses, findProcess, listProcesses } from "./drill-processes.ts";
import { runTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { waitUntil } from "./wait-until.ts";
import { listLeftovers, makeWorkingDirectory, readRecord } from "./working-directory.ts";

const mostMs = 5000;
const options = { skip: cannotSeeProcesses };
const cwd = makeWorkingDirectory();
let directory: string;
let mark: string;
let checkpoint: RunRecord;
let seenBefore: string[];

before(async () => {
  if (cannotSeeProcesses !== false) return;
  const drill = startTilldrill(["run", "smoke", "--keep-samples", "--allow-short-phases", "--pace", "100"], { cwd });
  ({ mark } = drill);
  directory = await waitForRunDirectory(drill);
  checkpoint = await waitForOrders(drill, "outage");
  seenBefore = listProcesses(mark).map(({ role }) => role);
  const pid = Number(readFileSync(join(directory, "harness.pid"), "utf8"));
  assert.equal(pid, findProcess(mark, "harness").pid);
  process.kill(pid, "SIGKILL");
  assert.equal((await drill.ended).signal, "SIGKILL");
});

test("within 5 s of the harness's death no process of the drill is left", options, async () => {
  for (const role of ["guard", "k6", "provider", "shop"]) assert.ok(seenBefore.includes(role), role);
  const [fault] = checkpoint.faults;
  assert.deepEqual([typeof fault?.injectedAtMinute, fault?.restoredAtMinute], ["number", null]);
  await waitUntil("no process is left", () => listProcesses(mark).length === 0, mostMs);
});

test("no scratch, no journal and no half of a file is left", options, () => {
  assert.deepEqual(listLeftovers(directory), []);
});

test("the last checkpoint says that the drill is incomplete", options, () => {
  const { verdict, recorded } = readRecord(directory);
  assert.deepEqual([verdict, recorded.complete], ["inconclusive", false]);
  assert.equal(recorded.incompleteBecause, "the harness ended before the drill did");
});

test("`report` draws what was recorded, marked incomplete", options, async () => {
  const { exitCode, stdout, stderr } = await runTilldrill(["report", directory, "--json"], { cwd });
  assert.equal(exitCode, 0, stderr);
  const { verdict, complete, report } = JSON.parse(stdout);
  assert.deepEqual([verdict, complete], ["inconclusive", false]);
  assert.match(readFileSync(report, "utf8"), /incomplete: the harness ended before the drill did/);
});

test("`judge` is inconclusive, and knows from the guard that no fault is left", options, async () => {
  const { exitCode, stdout } = await runTilldrill(["judge", directory, "--json"], { cwd });
  const [drill] = JSON.parse(stdout).drills;
  assert.deepEqual([exitCode, drill.verdict], [11, "inconclusive"]);
  assert.deepEqual([drill.faults[0].state, drill.faults[0].restoreVerified], ["restored", true]);
});

test("`audit` reads the folded books of the killed drill", options, async () => {
  const { stdout, stderr } = await runTilldrill(["audit", directory, "--json"], { cwd });
  const { audit } = JSON.parse(stdout);
  assert.ok(audit.acknowledged > 0, stderr);
  assert.deepEqual([audit.lost, audit.duplicated], [0, 0]);
});
