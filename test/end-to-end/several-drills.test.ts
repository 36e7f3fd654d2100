// Runs of two drills: their parent directory, their JSON, and one exit code of both. Short phases, except in the first.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { before, describe, it, test } from "node:test";
import { runComparisonSchema } from "../../harness/record/comparison.ts";
import { type RunResult, runResultSchema } from "../../harness/record/drill-result.ts";
import { listKeyPaths, resultExample } from "./result-example.ts";
import { type Ended, runTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { runUndisturbed } from "./run-undisturbed.ts";
import { waitUntil } from "./wait-until.ts";
import { listLeftovers, makeWorkingDirectory, readRecord } from "./working-directory.ts";

describe("a pair of smoke with 400 ms more on every page of one", () => {
  const cwd = makeWorkingDirectory();
  let ended: Ended;
  let result: RunResult;

  before(async () => {
    // With this seed the model loses 8 of 190 buyers: told from none, and too few for a narrow interval.
    const args = ["run", "smoke", "--added-latency", "400", "--seed", "7", "--json", "--quiet"];
    ended = await runTilldrill(args, { cwd });
    result = JSON.parse(ended.stdout);
  });

  const readComparison = () => {
    const file = readFileSync(join(cwd, result.runDirectory, "comparison.json"), "utf8");
    return runComparisonSchema.parse(JSON.parse(file)).comparisons[0];
  };

  it("is decided by its own interval: 0 where it is narrow and meets the study, 11 where it says too little, 10 outside", () => {
    const { low, high } = readComparison()?.addedLatency?.salesLostPer100Ms ?? { low: Number.NaN, high: Number.NaN };
    assert.ok(low <= high, `${low} to ${high}`);
    const isOutside = high < 0.008 || low > 0.012;
    const saysLittle = high - low > 0.01 || low <= 0;
    const [paired, verdict, exitCode] = isOutside
      ? ["not-reproduced", "fail", 10]
      : saysLittle
        ? ["undecided", "inconclusive", 11]
        : ["reproduced", "pass", 0];
    const reasons = result.drills.flatMap((drill) => drill.reasons).join("\n");
    assert.deepEqual(
      result.drills.map(({ facts }) => facts.map((fact) => `${fact.id} ${fact.verdict}`)),
      [["CO-9-plain reproduced"], ["CO-9-slowed reproduced", `CO-9-paired ${paired}`]],
      reasons,
    );
    assert.deepEqual([ended.exitCode, result.verdict, result.exitCode], [exitCode, verdict, exitCode], reasons);
  });

  it("is one JSON object of two drills with exactly the contract's keys", () => {
    runResultSchema.parse(result);
    assert.equal(result.drills.length, 2);
    const missing = new Set(listKeyPaths(resultExample).filter((path) => !listKeyPaths(result).includes(path)));
    // Nothing was broken, so no fault, no action and no alert has a key.
    for (const path of missing) assert.match(path, /^\.drills\[\]\.(faults|actions|alerts)\[\]/);
    assert.deepEqual(
      listKeyPaths(result).filter((path) => !listKeyPaths(resultExample).includes(path)),
      [],
    );
  });

  it("lies in one parent directory; paths are usable from the working directory, and relative", () => {
    assert.match(result.runDirectory, /^drills.[^/]*-run$/);
    assert.deepEqual(
      result.drills.map(({ directory }) => directory),
      ["added-0-ms", "added-400-ms"].map((label) => `${result.runDirectory}${sep}smoke-${label}`),
    );
    const parent = join(cwd, result.runDirectory);
    for (const file of ["report.html", "comparison.json", "summary.md"])
      assert.ok(existsSync(join(parent, file)), file);
    for (const { directory } of result.drills) {
      assert.equal(readRecord(join(cwd, directory)).directory, ".");
      assert.deepEqual(listLeftovers(join(cwd, directory)), []);
    }
    assert.deepEqual(readdirSync(cwd), ["drills"]);
  });

  it("has its price in the comparison and in the record of the slowed drill, which is judged again alike", async () => {
    const [, slowed] = result.drills;
    const directory = slowed?.directory as string;
    assert.deepEqual(readRecord(join(cwd, directory)).recorded.addedLatencyCost, readComparison()?.addedLatency);
    const judged = await runTilldrill(["judge", directory, "--json"], { cwd });
    // The drill beside it was as it should be: the verdict of both is that of the slowed one.
    assert.equal(judged.exitCode, result.exitCode);
    assert.deepEqual(JSON.parse(judged.stdout).drills[0], slowed);
  });
});

const short = ["--allow-short-phases", "--pace", "400", "--quiet", "--test-phases", "calm=20"];

async function runShort(...args: string[]): Promise<RunResult> {
  const cwd = makeWorkingDirectory();
  // Too few virtual users are a disturbance that the test wants.
  const run = args.includes("--test-vus") ? runTilldrill : runUndisturbed;
  const { exitCode, stdout, stderr } = await run(["run", "checkout-outage", "--json", ...short, ...args], { cwd });
  const result = runResultSchema.parse(JSON.parse(stdout));
  assert.equal(result.exitCode, exitCode, stderr);
  assert.equal(result.drills.length, 2);
  return result;
}

test("a drill that fails makes the run fail with 10, whatever the other", async () => {
  const { exitCode, verdict, drills } = await runShort();
  assert.deepEqual([exitCode, verdict], [10, "fail"], drills.flatMap(({ reasons }) => reasons).join("\n"));
  assert.deepEqual(
    drills.map(({ variant }) => variant),
    ["as-it-happened", "defended"],
  );
  assert.match(drills[0]?.reasons[0] ?? "", /was met, and the positive control must miss it/);
});

test("drills that cannot carry a verdict make the run inconclusive with 11", async () => {
  const { exitCode, verdict, drills } = await runShort("--test-vus", "1");
  assert.deepEqual([exitCode, verdict], [11, "inconclusive"]);
  for (const { reasons } of drills) assert.match(reasons[0] ?? "", /^The load generator dropped/);
});

test("an interrupt in the first drill ends the run with 130: the second never begins, and nothing passes", async () => {
  const cwd = makeWorkingDirectory();
  const args = ["run", "checkout-outage", "smoke", "--json"];
  const drill = startTilldrill(args, { cwd });
  await waitUntil("the first drill's first minute", () => drill.readStderr().includes("minute 0"));
  drill.interrupt();
  const { exitCode, stdout } = await drill.ended;
  assert.equal(exitCode, 130);
  const result = runResultSchema.parse(JSON.parse(stdout));
  assert.deepEqual([result.drills.length, result.verdict, result.exitCode], [1, "inconclusive", 130]);
  assert.ok(existsSync(join(cwd, result.runDirectory, "report.html")));
});
