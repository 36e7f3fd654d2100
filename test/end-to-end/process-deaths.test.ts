// One process of the drill dies in mid-drill: inconclusive, the reason names it, nothing is left.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { waitForOrders, waitForRunDirectory } from "./drill-moments.ts";
import { cannotSeeProcesses, findProcess, listProcesses, type Role } from "./drill-processes.ts";
import { startTilldrill } from "./run-tilldrill.ts";
import { listLeftovers, makeWorkingDirectory, readRecord } from "./working-directory.ts";

const deaths: readonly (readonly [Role, RegExp])[] = [
  ["shop", /incomplete: the shop ended in mid-drill \(SIGKILL\)/],
  ["provider", /incomplete: the payment provider ended in mid-drill \(SIGKILL\)/],
  ["k6", /incomplete: k6 was ended by SIGKILL/],
  ["guard", /incomplete: the guard process ended in mid-drill/],
];

for (const [role, reason] of deaths)
  test(`a drill whose ${role} is killed is kept, marked incomplete, and leaves nothing behind`, {
    skip: cannotSeeProcesses,
  }, async () => {
    const drill = startTilldrill(["run", "smoke", "--json"], { cwd: makeWorkingDirectory() });
    const directory = await waitForRunDirectory(drill);
    await waitForOrders(drill, "calm");
    process.kill(findProcess(drill.mark, role).pid, "SIGKILL");
    const { exitCode, stdout } = await drill.ended;
    assert.deepEqual(listProcesses(drill.mark), []);
    assert.deepEqual(listLeftovers(directory), []);
    const [result] = JSON.parse(stdout).drills;
    assert.deepEqual([exitCode, result.verdict], [11, "inconclusive"]);
    assert.match(result.reasons[0], reason);
    const { recorded } = readRecord(directory);
    assert.deepEqual([recorded.complete, recorded.audited], [false, true]);
    assert.ok(existsSync(join(directory, "report.html")));
  });
