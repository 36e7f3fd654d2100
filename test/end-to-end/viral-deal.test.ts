// The voucher bug that goes viral, as it happened and defended, and what happens when it is mended or never works.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it, test } from "node:test";
import { type DrillResult, type RunResult, runResultSchema } from "../../harness/record/drill-result.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { assertCleanDrills } from "./assert-clean-drills.ts";
import { runUndisturbed, type UndisturbedRun } from "./run-undisturbed.ts";
import { makeWorkingDirectory, readRecord } from "./working-directory.ts";

const mostRunMs = 480_000;
const cwd = makeWorkingDirectory();
let ended: UndisturbedRun;
let result: RunResult;
let control: RunRecord;
let defended: RunRecord;

const read = ({ directory }: DrillResult) => readRecord(join(cwd, directory));

/** The evening until ordering would be paused: all that these two drills are asked about. */
const untilPlug = ["--test-phases", "calm=20,live=45,stage-two=47"];

async function runOne(...words: readonly string[]): Promise<RunRecord> {
  const { stdout } = await runUndisturbed(["run", "viral-deal", "--json", ...untilPlug, ...words], { cwd });
  const [drill] = runResultSchema.parse(JSON.parse(stdout)).drills;
  return read(drill as DrillResult);
}

/** Deal readers who sent a first request in [from, to). */
function countArrivals({ recorded }: RunRecord, fromMinute: number, toMinute: number): number {
  const arrivals = recorded.forum?.dealArrivals ?? [];
  return arrivals
    .filter(([minute]) => minute >= fromMinute && minute < toMinute)
    .reduce((sum, [, count]) => sum + count, 0);
}

before(async () => {
  ended = await runUndisturbed(["run", "viral-deal", "--json", "--seed", "1"], { cwd });
  result = runResultSchema.parse(JSON.parse(ended.stdout));
  [control, defended] = result.drills.map(read) as [RunRecord, RunRecord];
});

test("both variants pass, within eight minutes", () => {
  assert.equal(ended.exitCode, 0, result.drills.flatMap(({ reasons }) => reasons).join("\n"));
  assert.ok(ended.elapsedMs < mostRunMs, `${ended.elapsedMs} ms`);
});

test("the books agree with what customers were told, and nothing is left", () => {
  assertCleanDrills(result.drills, cwd);
});

describe("as it happened", () => {
  it("reproduces all 14 facts, and misses the checkout's objective", () => {
    const facts = Array.from({ length: 14 }, (_, index) => `VD-${index + 1} reproduced`);
    assert.deepEqual(
      control.facts.map(({ id, verdict }) => `${id} ${verdict}`),
      facts,
    );
    assert.equal(control.objectives.find(({ name }) => name === "checkout-availability")?.verdict, "missed");
  });

  it("cancels affected orders, each with a message and its money back, and says what is sunk", () => {
    const { cancellation, damage } = control.recorded;
    assert.ok((cancellation?.cancelled ?? 0) > 0);
    assert.ok((damage?.sunk.cents ?? 0) > 0 && (damage?.recovered.cents ?? 0) > 0);
    assert.equal(control.money.damageCents, Math.round((damage?.total.cents ?? 0) * control.weight));
  });
});

describe("defended", () => {
  it("meets every objective with the bug in for its full time, and pulls no plug", () => {
    assert.ok(defended.objectives.every(({ verdict }) => verdict === "met"));
    assert.ok(defended.faults.every(({ restoredAtMinute }) => (restoredAtMinute ?? 0) >= 145));
    assert.deepEqual(
      defended.actions.map(({ name }) => name),
      ["mend the voucher", "cancel the affected orders"],
    );
  });

  it("lets no account have the discount twice, whatever its tabs do, and costs no more than the promotion was given", () => {
    const { accounts, total } = defended.recorded.damage ?? assert.fail("no damage report");
    assert.deepEqual([accounts.twoToFive, accounts.sixToThirty, accounts.overThirty], [0, 0, 0]);
    assert.ok(total.cents <= (defended.recorded.promotion?.guardBudgetCents ?? 0));
    assert.ok(defended.money.damageCents < control.money.damageCents / 3);
  });
});

test("the bug mended in mid-drill by the control API, nobody told: deal readers stop coming", async () => {
  const mended = await runOne("--variant", "as-it-happened", "--test-mend", "85");
  const before = countArrivals(mended, 75, 85) / 10;
  const after = countArrivals(mended, 105, 112) / 7;
  assert.ok(before > 5, `${before} a minute before`);
  assert.ok(after < before / 10, `${after} a minute after, ${before} before`);
});

test("with the right code having the last word the deal dies after its first posts", async () => {
  const revalidated = await runOne("--defences", "voucher-revalidation");
  assert.ok((revalidated.recorded.forum?.posts ?? 0) > 0);
  const [came, cameInControl] = [revalidated, control].map((record) => countArrivals(record, 0, 112)) as [
    number,
    number,
  ];
  assert.ok(came < cameInControl / 10, `${came} came instead of ${cameInControl}`);
});
