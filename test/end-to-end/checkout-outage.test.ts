// The one full drill of the suite: the three-hour checkout outage, as it happened.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { type DrillResult, runResultSchema } from "../../harness/record/drill-result.ts";
import { type Ended, runTilldrill } from "./run-tilldrill.ts";
import { listLeftovers, makeWorkingDirectory } from "./working-directory.ts";

const mostDrillMs = 180_000;
const cwd = makeWorkingDirectory();
let ended: Ended;
let drill: DrillResult;
let elapsedMs: number;

before(async () => {
  const startedMs = performance.now();
  ended = await runTilldrill(["run", "checkout-outage", "--json", "--seed", "1"], { cwd });
  elapsedMs = performance.now() - startedMs;
  drill = runResultSchema.parse(JSON.parse(ended.stdout)).drills[0] as DrillResult;
});

test("the outage passes as a positive control, within three minutes", () => {
  assert.equal(ended.exitCode, 0, drill.reasons.join("\n"));
  assert.deepEqual([drill.verdict, drill.reasons], ["pass", []]);
  assert.ok(elapsedMs < mostDrillMs, `${elapsedMs} ms`);
});

test("all 13 facts are reproduced", () => {
  assert.deepEqual(
    drill.facts.map(({ id, verdict }) => `${id} ${verdict}`),
    Array.from({ length: 13 }, (_, index) => `CO-${index + 1} reproduced`),
  );
});

test("checkout availability and order success are missed", () => {
  const verdicts = new Map(drill.objectives.map(({ name, verdict }) => [name, verdict]));
  assert.deepEqual([verdicts.get("checkout-availability"), verdicts.get("order-success")], ["missed", "missed"]);
});

test("one rehearsed customer stands for 500 at 40 % of the traffic, and none is dropped", () => {
  assert.deepEqual([drill.share, drill.weight, drill.generator.dropped], [0.4, 500, 0]);
  assert.equal(drill.generator.started, drill.generator.planned);
});

test("the books agree with what customers were told, and nothing is left", () => {
  assert.deepEqual(drill.audit.violations, []);
  assert.ok(drill.faults.every(({ state, restoreVerified }) => state === "restored" && restoreVerified));
  assert.deepEqual(listLeftovers(join(cwd, drill.directory)), []);
});
