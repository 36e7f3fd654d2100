// A shop that says yes to the restore and keeps the fault: the drill ends with 12, above all other codes.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runTilldrill } from "./run-tilldrill.ts";
import { copyShop, type Mutation } from "./shop-copy.ts";
import { findRunDirectory, makeWorkingDirectory, readRecord } from "./working-directory.ts";

/** No fault ever ends, by DELETE or by its lease. */
const keepsFaults: Mutation = {
  file: "faults/registry.ts",
  from: 'if (fault.state !== "active") return;',
  to: "if (fault.id) return;",
};

test("a fault that the shop acknowledges as taken back and keeps is not restored: 12, also when judged again", async () => {
  const cwd = makeWorkingDirectory();
  const copy = copyShop(join(cwd, "copy"), keepsFaults);
  const { exitCode, stdout, stderr } = await runTilldrill(["run", "smoke", "--json", "--test-shop", copy], { cwd });
  assert.equal(exitCode, 12, stderr);
  const result = JSON.parse(stdout);
  assert.deepEqual([result.exitCode, result.verdict], [12, "inconclusive"]);
  const directory = findRunDirectory(cwd) ?? "";
  const { faults, reasons, recorded } = readRecord(directory);
  assert.equal(recorded.complete, true);
  assert.deepEqual(
    faults.map(({ state, restoredAtMinute, restoreVerified }) => [state, restoredAtMinute, restoreVerified]),
    [["not-restored", null, false]],
  );
  assert.ok(
    reasons.some((reason) => /^The restore of \S+ was not verified: the target may still be faulty/.test(reason)),
  );
  assert.equal((await runTilldrill(["judge", directory], { cwd })).exitCode, 12);
});
