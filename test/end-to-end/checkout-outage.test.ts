// The one full run of the suite: the three-hour checkout outage, as it happened and defended.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it, test } from "node:test";
import { readBooks } from "../../harness/audit/read-books.ts";
import { type DrillResult, type RunResult, runResultSchema } from "../../harness/record/drill-result.ts";
import { assertCleanDrills } from "./assert-clean-drills.ts";
import { listKeyPaths, resultExample } from "./result-example.ts";
import { runUndisturbed, type UndisturbedRun } from "./run-undisturbed.ts";
import { makeWorkingDirectory, readRecord } from "./working-directory.ts";

const mostRunMs = 360_000;
const leastDeferred = 50;
const cwd = makeWorkingDirectory();
let ended: UndisturbedRun;
let result: RunResult;
let control: DrillResult;
let defended: DrillResult;

before(async () => {
  ended = await runUndisturbed(["run", "checkout-outage", "--json", "--seed", "1"], { cwd });
  result = runResultSchema.parse(JSON.parse(ended.stdout));
  [control, defended] = result.drills as [DrillResult, DrillResult];
});

test("both variants pass, within six minutes, as one JSON object with exactly the contract's keys", () => {
  assert.equal(ended.exitCode, 0, result.drills.flatMap(({ reasons }) => reasons).join("\n"));
  assert.ok(ended.elapsedMs < mostRunMs, `${ended.elapsedMs} ms`);
  assert.deepEqual(
    result.drills.map(({ variant, judgedBy, verdict, reasons }) => [variant, judgedBy, verdict, reasons]),
    [
      ["as-it-happened", "facts", "pass", []],
      ["defended", "objectives", "pass", []],
    ],
  );
  assert.deepEqual(listKeyPaths(result), listKeyPaths(resultExample));
});

test("both have the same customers: one stands for 500 at 40 % of the traffic, and not one in a thousand is dropped", () => {
  const [plan, ...others] = result.drills.map(({ directory }) => readRecord(join(cwd, directory)).recorded.planSha256);
  assert.deepEqual(others, [plan]);
  for (const { share, weight, generator } of result.drills) {
    assert.deepEqual([share, weight], [0.4, 500]);
    assert.ok(generator.dropped * 1000 <= generator.planned, JSON.stringify(generator));
    assert.equal(generator.started, generator.planned);
  }
});

test("the books agree with what customers were told, and nothing is left", () => {
  assertCleanDrills(result.drills, cwd);
});

describe("as it happened", () => {
  it("reproduces all 13 facts", () => {
    assert.deepEqual(
      control.facts.map(({ id, verdict }) => `${id} ${verdict}`),
      Array.from({ length: 13 }, (_, index) => `CO-${index + 1} reproduced`),
    );
  });

  it("misses checkout availability and order success", () => {
    const verdicts = new Map(control.objectives.map(({ name, verdict }) => [name, verdict]));
    assert.deepEqual([verdicts.get("checkout-availability"), verdicts.get("order-success")], ["missed", "missed"]);
  });
});

describe("defended", () => {
  it("meets every objective with the cause in force for its full three hours", () => {
    assert.ok(defended.objectives.every(({ verdict }) => verdict === "met"));
    const last = defended.faults.at(-1);
    assert.ok((last?.injectedAtMinute ?? 999) < 150 && (last?.restoredAtMinute ?? 0) >= 330);
  });

  it("takes at least 50 orders before their payment, and completes and captures each exactly once", () => {
    const { lost, duplicated, paymentsWithoutOrder, ordersWithoutPayment, deferred } = defended.audit;
    assert.deepEqual([lost, duplicated, paymentsWithoutOrder, ordersWithoutPayment], [0, 0, 0, 0]);
    assert.ok(deferred >= leastDeferred, `${deferred} deferred`);
    const { orders, payments } = readBooks(join(cwd, defended.directory));
    const ever = orders.filter(({ deferral, state }) => deferral !== null && state !== "cancelled");
    assert.ok(ever.length >= leastDeferred, `${ever.length} in the books`);
    for (const { orderNumber, state, totalCents, deferral } of ever) {
      assert.deepEqual([state, deferral?.completedAtMs !== null], ["paid", true], orderNumber);
      const held = payments.filter((one) => one.orderNumber === orderNumber && one.capturedCents > 0);
      assert.deepEqual(
        held.map((one) => [one.capturedCents, one.refundedCents]),
        [[totalCents, 0]],
        orderNumber,
      );
    }
  });

  it("loses less than the control", () => {
    assert.ok(defended.money.netLossCents < control.money.netLossCents / 2);
  });
});
