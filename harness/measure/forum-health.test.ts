import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ForumHealth } from "./forum-health.ts";

function measure(statuses: readonly number[]): string[] {
  const health = new ForumHealth();
  for (const status of statuses) health.record(status);
  return health.problems();
}

describe("the forum's health", () => {
  it("is good while all calls are answered, and where nobody called", () => {
    assert.deepEqual(measure([]), []);
    assert.deepEqual(measure([200, 201, 200]), []);
  });

  it("allows one failed call in 1000, and not two", () => {
    const good = Array<number>(998).fill(200);
    assert.deepEqual(measure([...good, 500, 200]), []);
    assert.deepEqual(measure([...good, 500, 0]), ["Of 1000 calls to the deal forum 2 failed; at most 0.1 % may."]);
  });

  it("is bad for each kind of failure: no answer, an error, a refusal", () => {
    for (const status of [0, 500, 503, 409, 404])
      assert.deepEqual(measure([status]), ["Of 1 calls to the deal forum 1 failed; at most 0.1 % may."], `${status}`);
  });
});
