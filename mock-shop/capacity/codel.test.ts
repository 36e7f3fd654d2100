import assert from "node:assert/strict";
import { test } from "node:test";
import { Codel } from "./codel.ts";

const settings = { targetMs: 50, intervalMs: 250, patienceMs: 1_000 };

test("a delay above the target for a whole interval is an overload, one good moment ends it", () => {
  const codel = new Codel(settings);
  const observe = (delayMs: number, nowMs: number) => {
    codel.observe(delayMs, nowMs);
    return codel.isOverloaded;
  };
  assert.equal(observe(50, 1_000), false);
  assert.equal(observe(80, 1_249), false);
  assert.equal(observe(60, 1_250), true);
  assert.equal(observe(49, 1_251), false);
  assert.equal(observe(50, 1_252), false);
  assert.equal(observe(50, 1_502), true);
});

test("a burst that is worked off within the interval is no overload", () => {
  const codel = new Codel(settings);
  for (let nowMs = 0; nowMs < 10_000; nowMs += 10) {
    codel.observe(nowMs % 250 < 240 ? 200 : 0, nowMs);
    assert.equal(codel.isOverloaded, false);
  }
});

test("the wait that is allowed falls to twice the target in an overload, and is the patience else", () => {
  const codel = new Codel(settings);
  assert.equal(codel.isTooLate(1_000), false);
  assert.equal(codel.isTooLate(1_001), true);
  codel.observe(50, 0);
  codel.observe(50, 250);
  assert.equal(codel.isTooLate(100), false);
  assert.equal(codel.isTooLate(101), true);
});

test("an overload never allows a longer wait than the patience", () => {
  const codel = new Codel({ ...settings, patienceMs: 60 });
  codel.observe(50, 0);
  codel.observe(50, 250);
  assert.equal(codel.isTooLate(61), true);
});
