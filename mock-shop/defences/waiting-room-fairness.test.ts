import assert from "node:assert/strict";
import { test } from "node:test";
import { WaitingRoomFairness } from "./waiting-room-fairness.ts";

/** A tolerance of three seconds; an incident second takes 10 ms. */
const open = () => new WaitingRoomFairness(3_000, 10);

test("whoever comes in after one who joined more than the tolerance later, and came in more than that before, was overtaken", () => {
  const fairness = open();
  fairness.noteEntryFromLine(4_000, false, 10_000);
  fairness.noteEntryFromLine(0, false, 13_001);
  assert.equal(fairness.inversions, 1);
});

test("orders closer than the tolerance are no order", () => {
  for (const [joinedMs, enteredMs] of [
    [0, 13_000],
    [1_000, 20_000],
  ] as const) {
    const fairness = open();
    fairness.noteEntryFromLine(4_000, false, 10_000);
    fairness.noteEntryFromLine(joinedMs, false, enteredMs);
    assert.equal(fairness.inversions, 0);
  }
});

test("whoever comes in at once may overtake, too", () => {
  const fairness = open();
  fairness.noteEntryAtOnce(10_000);
  fairness.noteEntryFromLine(6_999, false, 13_000.5);
  assert.deepEqual([fairness.inversions, fairness.overtakenBeforeMs], [1, 7_000]);
});

test("whoever was passed over for being late was not overtaken", () => {
  const fairness = open();
  fairness.noteEntryFromLine(4_000, false, 10_000);
  fairness.noteEntryFromLine(0, true, 20_000);
  assert.equal(fairness.inversions, 0);
});

test("one who is overtaken by many counts once, and late entries of early ones overtake nobody", () => {
  const fairness = open();
  for (const joinedMs of [8_000, 9_000, 5_000, 9_500]) fairness.noteEntryFromLine(joinedMs, false, 10_000);
  assert.equal(fairness.inversions, 0);
  fairness.noteEntryFromLine(6_600, false, 20_000);
  assert.equal(fairness.inversions, 0, "latest in joined at 9,500");
  fairness.noteEntryFromLine(6_400, false, 20_000);
  assert.equal(fairness.inversions, 1);
});

test("waits are nearest ranks in incident seconds, nothing where nobody waited", () => {
  const fairness = open();
  const none = { waitP50Seconds: 0, waitP95Seconds: 0, waitP99Seconds: 0, waitMaxSeconds: 0 };
  fairness.noteEntryAtOnce(0);
  assert.deepEqual(fairness.readWaits(), none);
  for (let count = 1; count <= 100; count += 1) fairness.noteEntryFromLine(0, false, count * 10);
  assert.deepEqual(fairness.readWaits(), {
    ...{ waitP50Seconds: 50, waitP95Seconds: 95, waitP99Seconds: 99 },
    waitMaxSeconds: 100,
  });
  fairness.noteEntryFromLine(0, false, 1_000_000_000);
  assert.equal(fairness.readWaits().waitMaxSeconds, 100_000_000);
});
