// Ctrl-C and SIGTERM at any moment: 130, what was recorded is kept, nothing is left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { waitForOrders, waitForRunDirectory } from "./drill-moments.ts";
import { cannotSeeProcesses, findProcess, listProcesses } from "./drill-processes.ts";
import { type RunningTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { waitUntil } from "./wait-until.ts";
import { listLeftovers, listRunDirectories, makeWorkingDirectory, readRecord } from "./working-directory.ts";

const options = { skip: cannotSeeProcesses };
/** The outage comes early; where it matters, the drill is cut before its verdict could rest on latency. */
const early = ["--allow-short-phases", "--pace", "100"];
/** Presses that are closer together are one press, handed on by npm. */
const samePressMs = 500;
const mostMs = 5000;

function startSmoke(...args: string[]): RunningTilldrill {
  return startTilldrill(["run", "smoke", "--keep-samples", ...args], { cwd: makeWorkingDirectory() });
}

/** Waits for the end and checks what every interrupted drill owes. Returns its directory. */
async function assertInterrupted(drill: RunningTilldrill): Promise<string> {
  const { exitCode, signal, stderr } = await drill.ended;
  assert.deepEqual([exitCode, signal], [130, null], stderr);
  assert.match(stderr, /\ninterrupted: /);
  assert.doesNotMatch(stderr, /bug|cause:|hint:/);
  await waitUntil("no process is left", () => listProcesses(drill.mark).length === 0, mostMs);
  const [directory, ...others] = listRunDirectories(drill.cwd);
  assert.ok(directory !== undefined && others.length === 0);
  assert.deepEqual(listLeftovers(directory), []);
  return directory;
}

function assertIncomplete(directory: string, because: string): void {
  const { recorded, verdict } = readRecord(directory);
  assert.deepEqual([verdict, recorded.complete, recorded.incompleteBecause], ["inconclusive", false, because]);
}

test("Ctrl-C before the command has begun its drill leaves no run directory", options, async () => {
  const drill = startSmoke();
  await wait(20);
  drill.interrupt();
  const { exitCode, signal } = await drill.ended;
  assert.ok(signal === "SIGINT" || exitCode === 130);
  assert.deepEqual([listRunDirectories(drill.cwd), listProcesses(drill.mark)], [[], []]);
});

test("Ctrl-C in the first moment of the run directory", options, async () => {
  const drill = startSmoke();
  await waitForRunDirectory(drill);
  drill.interrupt();
  assertIncomplete(await assertInterrupted(drill), "it was interrupted");
});

test("Ctrl-C while shop and load generator start", options, async () => {
  const drill = startSmoke();
  await waitUntil("k6 runs", () => listProcesses(drill.mark).some(({ command }) => command.includes("k6 run")));
  drill.interrupt();
  assertIncomplete(await assertInterrupted(drill), "it was interrupted");
});

test("SIGTERM in the calm", options, async () => {
  const drill = startSmoke();
  await waitForOrders(drill, "calm");
  drill.interrupt("SIGTERM");
  const directory = await assertInterrupted(drill);
  assertIncomplete(directory, "it was interrupted");
  assert.ok(readRecord(directory).audit.attempts > 0);
});

test("Ctrl-C in the outage takes the fault back and proves it", options, async () => {
  const drill = startSmoke(...early);
  await waitForOrders(drill, "outage");
  drill.interrupt();
  const directory = await assertInterrupted(drill);
  assertIncomplete(directory, "it was interrupted");
  const [fault] = readRecord(directory).faults;
  assert.deepEqual([fault?.state, fault?.restoreVerified], ["restored", true]);
});

test("a second Ctrl-C ends at once, though the shop hangs, and the guard cleans up", options, async () => {
  const drill = startSmoke(...early);
  await waitForOrders(drill, "outage");
  process.kill(findProcess(drill.mark, "shop").pid, "SIGSTOP");
  drill.interrupt();
  await wait(samePressMs + 100);
  drill.interrupt();
  assertIncomplete(await assertInterrupted(drill), "the harness ended before the drill did");
});

test("Ctrl-C while the drill finishes", options, async () => {
  const drill = startSmoke("--allow-short-phases", "--pace", "300");
  await waitUntil("the drill finishes", () => drill.readStderr().includes("reading the books"), 60_000);
  drill.interrupt();
  const { recorded } = readRecord(await assertInterrupted(drill));
  // The load had ended: whatever of the wind-down was left, the record says which.
  assert.equal(recorded.complete, recorded.incompleteBecause === null);
});
