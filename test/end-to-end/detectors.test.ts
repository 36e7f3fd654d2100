// Each detector is seen to fire: a fault that is missing, a generator that is too small, a scenario that throws.
// Short phases: none of these verdicts rests on latency.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { DrillResult } from "../../harness/record/drill-result.ts";
import { runTilldrill } from "./run-tilldrill.ts";
import { listLeftovers, makeWorkingDirectory } from "./working-directory.ts";

async function runShort(pace: number, ...args: string[]): Promise<{ exitCode: number | null; drill: DrillResult }> {
  const cwd = makeWorkingDirectory();
  const all = ["run", "smoke", "--json", "--quiet", "--allow-short-phases", "--pace", `${pace}`, ...args];
  const { exitCode, stdout } = await runTilldrill(all, { cwd });
  const result = JSON.parse(stdout);
  const drill: DrillResult = result.drills[0];
  assert.equal(result.exitCode, exitCode);
  assert.deepEqual(listLeftovers(join(cwd, drill.directory)), []);
  return { exitCode, drill };
}

test("without its fault the drill fails: facts are not reproduced, and no objective is missed", async () => {
  const { exitCode, drill } = await runShort(120, "--test-leave-out-faults");
  assert.equal(exitCode, 10, drill.reasons.join("\n"));
  assert.deepEqual([drill.verdict, drill.faults, drill.actions], ["fail", [], []]);
  const verdicts = Object.fromEntries(drill.facts.map(({ id, verdict }) => [id, verdict]));
  assert.deepEqual([verdicts["SM-1"], verdicts["SM-2"]], ["not-reproduced", "not-reproduced"]);
  assert.ok(drill.reasons.some((reason) => reason.includes("the positive control must miss it")));
});

test("a load generator that drops arrivals makes the drill inconclusive", async () => {
  const { exitCode, drill } = await runShort(300, "--test-vus", "1");
  assert.equal(exitCode, 11, drill.reasons.join("\n"));
  assert.equal(drill.verdict, "inconclusive");
  assert.ok(drill.generator.dropped > 0);
  assert.match(drill.reasons[0] ?? "", /^The load generator dropped \d+ of \d+ arrivals/);
});

test("an exception in the scenario makes the drill inconclusive, and the reason names it", async () => {
  const { exitCode, drill } = await runShort(300, "--test-entry", join(import.meta.dirname, "throwing-scenario.ts"));
  assert.equal(exitCode, 11, drill.reasons.join("\n"));
  assert.match(drill.reasons[0] ?? "", /incomplete: the scenario threw an exception: .*this customer has a hole/);
});
