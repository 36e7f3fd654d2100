import assert from "node:assert/strict";
import { test } from "node:test";
import { addTotals, computeCheckTotals, computeTestTotals, isSuccess, renderTotals } from "./totals.ts";

test("a check counts as one", () => {
  assert.deepEqual(computeCheckTotals(0), { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(computeCheckTotals(2), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(computeCheckTotals(null), { passed: 0, failed: 1, skipped: 0 });
});

test("a run that crashed without a report counts as one failure", () => {
  assert.deepEqual(computeTestTotals("", 1), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(computeTestTotals("", 0), { passed: 0, failed: 1, skipped: 0 });
});

test("a run that failed with no failed test in its report counts as one failure more", () => {
  const report = JSON.stringify({ passed: 3, failed: 0, skipped: 1 });
  assert.deepEqual(computeTestTotals(report, 1), { passed: 3, failed: 1, skipped: 1 });
  assert.deepEqual(computeTestTotals(report, 0), { passed: 3, failed: 0, skipped: 1 });
});

test("the closing line names skipped tests only where there are some", () => {
  assert.equal(renderTotals({ passed: 5, failed: 0, skipped: 0 }), "5 passed, 0 failed");
  assert.equal(renderTotals({ passed: 5, failed: 1, skipped: 2 }), "5 passed, 1 failed, 2 skipped");
});

test("totals add up", () => {
  const sum = addTotals([
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  ]);
  assert.deepEqual(sum, { passed: 11, failed: 22, skipped: 33 });
});

test("a run in which nothing passed is no success", () => {
  assert.equal(isSuccess({ passed: 0, failed: 0, skipped: 4 }), false);
  assert.equal(isSuccess({ passed: 1, failed: 1, skipped: 0 }), false);
  assert.equal(isSuccess({ passed: 1, failed: 0, skipped: 0 }), true);
});
