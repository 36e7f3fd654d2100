import assert from "node:assert/strict";
import { test } from "node:test";
import { mostlyFailed, OutcomeWindow } from "./outcome-window.ts";

test("a window forgets by time", () => {
  const window = new OutcomeWindow({ spanMs: 1_000, limit: 10 });
  window.add("failed", 0);
  window.add("ok", 600);
  assert.deepEqual(window.tally(999), { calls: 2, failures: 1 });
  assert.deepEqual(window.tally(1_000), { calls: 1, failures: 0 });
  assert.deepEqual(window.tally(1_600), { calls: 0, failures: 0 });
});

test("a window forgets by count, the oldest first", () => {
  const window = new OutcomeWindow({ spanMs: 1_000, limit: 3 });
  for (const outcome of ["failed", "failed", "ok", "ok"] as const) window.add(outcome, 0);
  assert.deepEqual(window.tally(0), { calls: 3, failures: 1 });
});

test("half of enough calls is mostly, less is not, and too few say nothing", () => {
  assert.equal(mostlyFailed({ calls: 10, failures: 5 }, 10), true);
  assert.equal(mostlyFailed({ calls: 11, failures: 5 }, 10), false);
  assert.equal(mostlyFailed({ calls: 9, failures: 9 }, 10), false);
});
