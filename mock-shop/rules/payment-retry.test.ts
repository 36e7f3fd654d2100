import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attemptLimit, planRetryMs } from "./payment-retry.ts";
import { RetryBudget } from "./retry-budget.ts";

test("the wait is drawn from zero to twice as much after each attempt", () => {
  assert.deepEqual(
    [planRetryMs(1, 0, 1_000), planRetryMs(1, 0.999, 1_000), planRetryMs(2, 0, 1_000), planRetryMs(2, 0.999, 1_000)],
    [0, 24, 0, 49],
  );
});

test("there is no fourth attempt", () => {
  assert.equal(planRetryMs(attemptLimit - 1, 0, 1_000), 0);
  assert.equal(planRetryMs(attemptLimit, 0, 1_000), null);
});

test("a retry whose wait would last until the deadline is not begun", () => {
  assert.equal(planRetryMs(1, 0.999, 25), 24);
  assert.equal(planRetryMs(1, 0.999, 24), null);
  assert.equal(planRetryMs(1, 0, 0), null);
});

/** All calls fail and each is tried again as often as the budget lets it: requests sent for `calls` calls. */
function countRequests(calls: number, takeRetry: () => boolean, noteFirstAttempt: () => void): number {
  let requests = 0;
  for (let call = 0; call < calls; call += 1) {
    noteFirstAttempt();
    let attempts = 1;
    while (attempts < attemptLimit && takeRetry()) attempts += 1;
    requests += attempts;
  }
  return requests;
}

test("under total failure the budget holds requests at 1.1 a call and one burst of ten; without it they are three", () => {
  const budget = new RetryBudget();
  const requests = countRequests(
    1_000,
    () => budget.takeRetry(),
    () => budget.noteFirstAttempt(),
  );
  assert.equal(requests, 1_000 + 100 + 9);
  const unbounded = countRequests(
    1_000,
    () => true,
    () => undefined,
  );
  assert.equal(unbounded, 3_000);
});

test("whatever the settings and the order of calls and retries, the bound holds", () => {
  const settings = fc.record({ callsPerRetry: fc.integer({ min: 1, max: 20 }), savedRetries: fc.nat(20) });
  fc.assert(
    fc.property(settings, fc.array(fc.boolean(), { maxLength: 500 }), (chosen, events) => {
      const budget = new RetryBudget(chosen);
      let calls = 0;
      let retries = 0;
      for (const isCall of events) {
        if (isCall) {
          calls += 1;
          budget.noteFirstAttempt();
        } else if (budget.takeRetry()) retries += 1;
        assert.ok(retries * chosen.callsPerRetry <= calls + chosen.savedRetries * chosen.callsPerRetry);
      }
    }),
  );
});

test("a budget that was spent fills again by calls, up to its size and no further", () => {
  const budget = new RetryBudget({ callsPerRetry: 2, savedRetries: 1 });
  assert.deepEqual([budget.takeRetry(), budget.takeRetry()], [true, false]);
  budget.noteFirstAttempt();
  assert.equal(budget.takeRetry(), false);
  for (let call = 0; call < 50; call += 1) budget.noteFirstAttempt();
  assert.deepEqual([budget.takeRetry(), budget.takeRetry()], [true, false]);
});
