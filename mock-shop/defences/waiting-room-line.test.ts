import assert from "node:assert/strict";
import { test } from "node:test";
import { WaitingRoomController } from "./waiting-room-controller.ts";
import { WaitingRoomLine } from "./waiting-room-line.ts";

const patienceMs = 6_000;

/** Three in line, each told to be back after a second, or after two where whole seconds are told. */
function openLine() {
  const line = new WaitingRoomLine(patienceMs);
  const places = [1, 2, 3].map((visitor) => line.join(visitor, 0));
  for (const place of places) Object.assign(place, { toldMs: 1_000, dueMs: 2_000 });
  const listPositions = () => places.map(({ position }) => position);
  return { line, places, listPositions };
}

test("the first are called, and the others move up", () => {
  const { line, listPositions } = openLine();
  line.call(1);
  assert.deepEqual(listPositions(), [0, 1, 2]);
  assert.deepEqual([line.called, line.waiting, line.waitingOnTime, line.count, line.mostWaiting], [1, 2, 2, 3, 3]);
});

test("whoever is not where expected is passed over, and comes before all who are behind when seen again", () => {
  const { line, places, listPositions } = openLine();
  for (const place of places.slice(1)) place.toldMs = 3_000;
  line.expire(1_500);
  line.call(1);
  assert.deepEqual(listPositions(), [1, 0, 1]);
  assert.equal(line.waitingOnTime, 2, "a browser may still come in time");
  assert.equal(line.renew(1, 1_600), places[0]);
  line.call(1);
  assert.deepEqual(listPositions(), [0, 0, 1]);
});

test("a call is kept a second beyond the due one; then it is lost, and the place is the first again", () => {
  const { line, places, listPositions } = openLine();
  line.call(2);
  line.expire(3_000);
  assert.deepEqual(listPositions(), [0, 0, 1]);
  line.expire(3_001);
  assert.deepEqual([line.called, line.waiting, line.waitingOnTime], [0, 3, 0]);
  assert.equal(line.renew(1, 3_100), places[0]);
  assert.deepEqual([places[0]?.position, line.waitingOnTime], [1, 1]);
  line.call(1);
  assert.equal(places[0]?.position, 0);
});

test("whoever is overdue for longer than the patience loses the place, called or not", () => {
  const { line } = openLine();
  line.call(1);
  assert.ok(line.renew(3, 1_000));
  assert.equal(line.expire(1_000 + patienceMs - 1), 0);
  assert.equal(line.renew(3, 1_000 + patienceMs), undefined);
  assert.equal(line.expire(1_000 + patienceMs), 1);
  assert.ok(line.renew(1, 2_000 + patienceMs - 1));
  assert.equal(line.expire(2_000 + patienceMs), 1);
  assert.deepEqual([line.count, line.waiting, line.waitingOnTime], [1, 1, 1]);
});

test("those who were called count as coming, less so when few of the called came lately, and not when unexpected", () => {
  const { line, places } = openLine();
  line.call(2);
  line.expire(1_250);
  assert.equal(line.coming, 2);
  line.expire(1_251);
  assert.deepEqual([line.coming, line.called, line.comingRatio], [0, 2, 1]);
  line.expire(3_001);
  line.expire(3_002);
  const ratio = line.comingRatio;
  assert.ok(ratio > 0.93 && ratio < 0.94, `two missed calls, each once: ${ratio}`);
  const [first] = places;
  assert.ok(first);
  line.renew(1, 3_100);
  line.call(1);
  assert.equal(line.coming, ratio);
  line.enter(first);
  assert.ok(line.comingRatio > ratio);
  assert.deepEqual([line.coming, line.called, line.count], [0, 0, 2]);
});

test("however few of the called came, a quarter of the next is counted on", () => {
  const line = new WaitingRoomLine(patienceMs);
  for (let visitor = 1; visitor <= 500; visitor += 1) line.join(visitor, 0);
  line.call(500);
  line.expire(1_001);
  assert.equal(line.comingRatio, 0.25);
  line.renew(1, 1_100);
  line.call(1);
  assert.equal(line.coming, 0.25);
});

test("while none of the called comes, no more are on call than twice what half a window takes in", () => {
  const line = new WaitingRoomLine(patienceMs);
  const controller = new WaitingRoomController(10_000, 10);
  const places = Array.from({ length: 5_000 }, (_none, visitor) => line.join(visitor, 0));
  let mostCalled = 0;
  for (let nowMs = 0; nowMs < 60_000; nowMs += 100) {
    for (const { visitor, position } of places) if (position > 0) line.renew(visitor, nowMs);
    line.expire(nowMs);
    controller.observe({ workers: 4, utilisation: 0 }, 100);
    line.call(controller.grantCalls(line.coming, line.called));
    mostCalled = Math.max(mostCalled, line.called);
  }
  const halfWindow = controller.computeAdmissionsPerMs() * 5_000;
  assert.ok(mostCalled > halfWindow && mostCalled <= 2 * halfWindow + 1, `${mostCalled}, half a window ${halfWindow}`);
});

test("who still waits and was never late is counted by when they joined", () => {
  const line = new WaitingRoomLine(patienceMs);
  const [called, late] = [line.join(1, 0), line.join(2, 100)];
  for (const visitor of [3, 4]) line.join(visitor, visitor * 100);
  for (const visitor of [1, 3, 4]) line.renew(visitor, 2_000);
  line.expire(2_000);
  line.call(1);
  assert.deepEqual([called.position, late.wasLate], [0, true]);
  assert.deepEqual(
    [300, 301, 401].map((beforeMs) => line.countJoinedBefore(beforeMs)),
    [0, 1, 2],
  );
});
