import assert from "node:assert/strict";
import { test } from "node:test";
import { WaitingRoomController } from "./waiting-room-controller.ts";

const windowMs = 10_000;
const serviceMs = 10;

/** Lets time pass by tenths of a second, with so many coming in in each second, and so much work for the workers. */
function pass(controller: WaitingRoomController, seconds: number, entriesPerSecond: number, utilisation: number) {
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    controller.observe({ workers: 4, utilisation }, 100);
    if (tenth % 10 < entriesPerSecond) controller.noteEntry();
  }
}

test("before anything is known, a visitor is taken to ask for ten pages", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  controller.observe({ workers: 4, utilisation: 0 }, 0);
  assert.ok(Math.abs(controller.computeAdmissionsPerMs() * 1_000 - 30) < 1e-9);
});

test("the rate is three quarters of the workers ÷ the work that a visitor was seen to ask for", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  pass(controller, 60, 5, 0.5);
  const visitMs = (0.5 * 4 * 1_000) / 5;
  const perSecond = controller.computeAdmissionsPerMs() * 1_000;
  assert.ok(Math.abs(perSecond - (0.75 * 4 * 1_000) / visitMs) < 0.8, String(perSecond));
});

test("nobody comes in at once at three quarters, and nobody at all near full", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  const read = (utilisation: number) => {
    controller.observe({ workers: 4, utilisation }, 0);
    return [controller.hasRoom(0), controller.grantCalls(0, 0) > 0];
  };
  assert.deepEqual(read(0.74), [true, true]);
  assert.deepEqual(read(0.75), [false, true]);
  assert.deepEqual(read(0.85), [false, false]);
});

test("whoever comes in, or is called, takes room before any work is seen", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  controller.observe({ workers: 4, utilisation: 0.1 }, 0);
  const room = controller.grantCalls(0, 0);
  assert.ok(room > 100, String(room));
  for (let count = 0; count < 40; count += 1) controller.noteEntry();
  assert.equal(controller.grantCalls(0, 0), room - 40);
  assert.equal(controller.grantCalls(50, 50), room - 90);
  assert.deepEqual([controller.hasRoom(room - 41), controller.hasRoom(room - 39)], [true, false]);
  for (let count = 40; count <= room; count += 1) controller.noteEntry();
  assert.deepEqual([controller.hasRoom(0), controller.grantCalls(0, 0)], [false, 0]);
});

test("while people wait and the workers fall short of the target, more come in; not after that, nor ever by much", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  /** How many may be called after so many seconds, in each of which ten came in and kept 2.8 of the workers busy. */
  const countCalls = (seconds: number, isAwaited: boolean) => {
    for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
      controller.observe({ workers: 4, utilisation: 0.7 }, 100, isAwaited);
      controller.noteEntry();
    }
    return controller.grantCalls(0, 0);
  };
  // 10.7 a second make three quarters; a tenth of the workers is 1.4 a second more, over half a window.
  assert.deepEqual([countCalls(400, false), countCalls(400, true), countCalls(4_000, true)], [4, 11, 11]);
  assert.equal(countCalls(400, false), 4);
});

test("after a quiet night the next rush meets no memory of the last", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  const fresh = new WaitingRoomController(windowMs, serviceMs);
  pass(controller, 60, 5, 0.75);
  for (const one of [controller, fresh]) one.observe({ workers: 4, utilisation: 0 }, 1_000_000);
  assert.ok(Math.abs(controller.computeAdmissionsPerMs() - fresh.computeAdmissionsPerMs()) < 1e-9);
});

/** After a stretch in which a few visitors seemed to keep all workers busy: by the means nobody has room. */
function openMisled() {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  pass(controller, 100, 0, 1);
  for (let count = 0; count < 200; count += 1) controller.noteEntry();
  return controller;
}

/** The tenths of a second, counted from 1, after which somebody was called. */
function listCalls(controller: WaitingRoomController, utilisation: number, workers = 4): number[] {
  return Array.from({ length: 35 }, (_none, tenth) => tenth + 1).filter(() => {
    controller.observe({ workers, utilisation }, 100);
    const calls = controller.grantCalls(10, 10);
    assert.ok(calls <= 1, String(calls));
    return calls === 1;
  });
}

test("workers who have time for a second get one visitor, whatever the means say, and one each second after that", () => {
  assert.deepEqual(listCalls(openMisled(), 0.5), [10, 20, 30]);
});

test("workers who have no time get nobody", () => {
  assert.deepEqual(listCalls(openMisled(), 0.75), []);
});

test("while nothing is known of the workers one visitor a second is called, and none comes in at once", () => {
  for (const [utilisation, workers] of [
    [Number.NaN, 4],
    [0, 0],
    [0.5, Number.NaN],
  ] as const) {
    const controller = openMisled();
    assert.deepEqual(listCalls(controller, utilisation, workers), [10, 20, 30]);
    assert.equal(controller.hasRoom(0), false);
    assert.equal(controller.computeAdmissionsPerMs(), 1 / 1_000);
  }
});

test("a reading that says nothing leaves what was known as it was", () => {
  const [read, unread] = [openMisled(), openMisled()];
  read.observe({ workers: 4, utilisation: Number.NaN }, 100);
  unread.observe({ workers: 0, utilisation: 0 }, 100);
  for (const controller of [read, unread]) controller.observe({ workers: 4, utilisation: 0.5 }, 0);
  const perMs = openMisled();
  perMs.observe({ workers: 4, utilisation: 0.5 }, 0);
  for (const controller of [read, unread])
    assert.equal(controller.computeAdmissionsPerMs(), perMs.computeAdmissionsPerMs());
});
