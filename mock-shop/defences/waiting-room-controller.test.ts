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
    return [controller.hasRoom(), controller.countAdmissions(0) > 0];
  };
  assert.deepEqual(read(0.74), [true, true]);
  assert.deepEqual(read(0.75), [false, true]);
  assert.deepEqual(read(0.85), [false, false]);
});

test("whoever comes in, or is called, takes room before any work is seen", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  controller.observe({ workers: 4, utilisation: 0.1 }, 0);
  const room = controller.countAdmissions(0);
  assert.ok(room > 100, String(room));
  for (let count = 0; count < 40; count += 1) controller.noteEntry();
  assert.equal(controller.countAdmissions(0), room - 40);
  assert.equal(controller.countAdmissions(50), room - 90);
  for (let count = 40; count <= room; count += 1) controller.noteEntry();
  assert.deepEqual([controller.hasRoom(), controller.countAdmissions(0)], [false, 0]);
});

test("after a quiet night the next rush meets no memory of the last", () => {
  const controller = new WaitingRoomController(windowMs, serviceMs);
  const fresh = new WaitingRoomController(windowMs, serviceMs);
  pass(controller, 60, 5, 0.75);
  for (const one of [controller, fresh]) one.observe({ workers: 4, utilisation: 0 }, 1_000_000);
  assert.ok(Math.abs(controller.computeAdmissionsPerMs() - fresh.computeAdmissionsPerMs()) < 1e-9);
});
