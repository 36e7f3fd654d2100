import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "../../scenarios/outcome.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { buildSample } from "./samples.fixture.ts";
import { WaitTracker } from "./wait-tracker.ts";

const clock = buildIncidentClock(
  [
    { name: "evening", fromMinute: 0, toMinute: 100 },
    { name: "morning", fromMinute: 900, toMinute: 920 },
  ],
  60,
);

/** [minute, outcome, visit] of one customer. */
function follow(...steps: readonly (readonly [minute: number, outcome: Outcome, visit?: number])[]): WaitTracker {
  const tracker = new WaitTracker(clock);
  for (const [clockMinute, outcome, visit = 1] of steps)
    tracker.record(
      buildSample({ clockMinute, outcome, step: "home", phase: clockMinute < 100 ? "evening" : "morning" }),
      visit,
    );
  return tracker;
}

function listWaits(tracker: WaitTracker) {
  return tracker.snapshot().waits.map(({ joinedMinute, lastMinute, end }) => [joinedMinute, lastMinute, end]);
}

describe("wait tracker", () => {
  it("lasts from the first waiting-room page to the next page of the shop", () => {
    const tracker = follow([1, "queued"], [3, "queued"], [5, "ok"], [6, "ok"]);
    assert.deepEqual(listWaits(tracker), [[1, 5, "let-in"]]);
    assert.deepEqual(tracker.snapshot().atOnce, []);
  });

  it("counts a visit that is let in at once, once, and each visit by itself", () => {
    const tracker = follow([1, "ok"], [2, "error-page"], [9, "ok", 2]);
    assert.deepEqual(tracker.snapshot(), {
      waits: [],
      atOnce: [{ population: "buyers", phase: "evening", count: 2 }],
      nowMinute: 9,
    });
  });

  it("goes on while no page of the shop comes: no answer and a busy page let nobody in", () => {
    assert.deepEqual(
      listWaits(follow([1, "queued"], [3, "timeout"], [4, "shed"], [5, "refused"], [6, "queued"], [8, "ok"])),
      [[1, 8, "let-in"]],
    );
    assert.deepEqual(follow([1, "shed"], [2, "timeout"]).snapshot().atOnce, []);
  });

  it("is given up when the next visit begins, or the customer is gone", () => {
    const tracker = follow([1, "queued"], [3, "queued"], [40, "queued", 2]);
    assert.deepEqual(listWaits(tracker), [
      [1, 3, "gave-up"],
      [40, 40, "waiting"],
    ]);
    tracker.leave(1, 44);
    assert.deepEqual(listWaits(tracker).at(-1), [40, 40, "gave-up"]);
    assert.equal(tracker.snapshot().nowMinute, 44);
  });

  it("can be had twice in one visit: who was away too long waits again", () => {
    assert.deepEqual(listWaits(follow([1, "ok"], [20, "queued"], [22, "ok"])), [[20, 22, "let-in"]]);
  });

  it("does not last through a jump of the clock", () => {
    assert.deepEqual(listWaits(follow([99, "queued"], [901, "ok"])), [[99, 101, "let-in"]]);
  });
});
