import assert from "node:assert/strict";
import { it } from "node:test";
import { countsAsGood, outcomes } from "./outcome.ts";

it("outcomes count towards availability as the design's table says", () => {
  const good = outcomes.filter((outcome) => countsAsGood(outcome) === true);
  const notCounted = outcomes.filter((outcome) => countsAsGood(outcome) === null);
  const bad = outcomes.filter((outcome) => countsAsGood(outcome) === false);
  assert.deepEqual(good, ["ok", "deferred"]);
  assert.deepEqual(notCounted, ["queued", "declined"]);
  assert.deepEqual(bad, ["error-page", "soft-error", "wrong", "shed", "paused", "timeout", "refused"]);
});
