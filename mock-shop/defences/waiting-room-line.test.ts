import assert from "node:assert/strict";
import { test } from "node:test";
import { WaitingRoomLine } from "./waiting-room-line.ts";

const patienceMs = 6_000;

/** Three in line, each told to be back after a second. */
function openLine() {
  const line = new WaitingRoomLine(patienceMs);
  const places = [1, 2, 3].map((visitor) => line.join(visitor, 0));
  for (const place of places) place.dueMs = 1_000;
  return { line, places };
}

test("the first are called, and the others move up", () => {
  const { line, places } = openLine();
  line.call(1, 500);
  assert.deepEqual(
    places.map(({ position }) => position),
    [0, 1, 2],
  );
  assert.deepEqual([line.waiting, line.count, line.mostWaiting], [2, 3, 3]);
});

test("whoever is overdue is passed over, and comes before all who are behind when seen again", () => {
  const { line, places } = openLine();
  for (const place of places.slice(1)) place.dueMs = 3_000;
  line.call(1, 2_000);
  assert.deepEqual(
    places.map(({ position }) => position),
    [1, 0, 1],
  );
  assert.equal(line.renew(1, 2_100), places[0]);
  line.call(1, 2_200);
  assert.deepEqual(
    places.map(({ position }) => position),
    [0, 0, 1],
  );
});

test("whoever is not seen in time loses the place, called or not", () => {
  const { line } = openLine();
  line.call(1, 500);
  assert.ok(line.renew(3, 1_000));
  assert.equal(line.expire(patienceMs - 1), 0);
  assert.equal(line.renew(1, patienceMs), undefined);
  assert.equal(line.expire(patienceMs), 2);
  assert.deepEqual([line.count, line.waiting], [1, 1]);
});

test("those who were called count as coming, less so when few of the called came lately", () => {
  const { line, places } = openLine();
  line.call(2, 500);
  assert.equal(line.estimateComing(500), 2);
  assert.equal(line.estimateComing(2_000), 0);
  const ratio = line.comingRatio;
  assert.ok(ratio > 0.93 && ratio < 0.94, String(ratio));
  assert.equal(line.estimateComing(2_000), 0);
  assert.equal(line.comingRatio, ratio, "a missed call counts once");
  const [first] = places;
  assert.ok(first);
  line.enter(first);
  assert.ok(line.comingRatio > ratio);
  assert.deepEqual([line.count, line.waiting], [2, 1]);
});
