// No disk left, before a drill and in the middle of one.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { waitForOrders, waitForRunDirectory } from "./drill-moments.ts";
import { cannotSeeProcesses, listProcesses } from "./drill-processes.ts";
import { runTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { mountSmallDisk } from "./small-disk.ts";
import { readRecord } from "./working-directory.ts";

const [nearlyFull, roomy] = [mountSmallDisk(20), mountSmallDisk(130)];
const skip = nearlyFull === null || roomy === null ? "a small disk can only be mounted by root" : cannotSeeProcesses;

test("a disk without room for a drill is refused before the drill", { skip }, async () => {
  const cwd = nearlyFull?.path ?? "";
  const { exitCode, stdout, stderr } = await runTilldrill(["run", "smoke", "--out", "."], { cwd });
  assert.deepEqual([exitCode, stdout, readdirSync(cwd)], [69, "", []]);
  assert.match(stderr, /the disk is nearly full at .*: expected 100 MB free, got 20 MB\nhint: free some disk space/);
});

test("a disk that fills up in mid-drill ends it: what was recorded is kept, and no process is left", {
  skip,
}, async () => {
  if (roomy === null) return;
  const drill = startTilldrill(["run", "smoke", "--json", "--keep-samples"], { cwd: roomy.path });
  const directory = await waitForRunDirectory(drill);
  await waitForOrders(drill, "calm");
  roomy.fill();
  const { exitCode, stderr } = await drill.ended;
  assert.deepEqual(listProcesses(drill.mark), []);
  assert.equal(exitCode, 69);
  assert.match(stderr, /a file cannot be written at .*\ncause: ENOSPC.*\nhint: free some disk space/);
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.startsWith(".") || name.endsWith(".tmp")),
    [],
  );
  const { verdict, recorded } = readRecord(directory);
  assert.deepEqual([verdict, recorded.complete], ["inconclusive", false]);
  const full = await runTilldrill(["report", directory], { cwd: roomy.path });
  assert.equal(full.exitCode, 69);
  roomy.free();
  const freed = await runTilldrill(["report", directory], { cwd: roomy.path });
  assert.equal(freed.exitCode, 0, freed.stderr);
});
