import assert from "node:assert/strict";
import { test } from "node:test";
import { BusyMeter } from "./busy-meter.ts";

test("busy time counts each worker, and the last second the last ten whole slices only", () => {
  const meter = new BusyMeter(50);
  meter.passTime(650, 2);
  assert.equal(meter.busyMs, 1_200);
  assert.equal(meter.computeBusyWorkers(), 1.2);
  meter.passTime(1_050, 0);
  assert.equal(meter.computeBusyWorkers(), 1.2);
  meter.passTime(1_449, 0);
  assert.equal(meter.computeBusyWorkers(), 0.6);
});

test("small steps and a long one come to the same", () => {
  const small = new BusyMeter(0);
  for (let nowMs = 1; nowMs <= 123_456; nowMs += 1) small.passTime(nowMs, 3);
  const long = new BusyMeter(0);
  long.passTime(123_456, 3);
  assert.equal(small.busyMs, long.busyMs);
  assert.equal(small.computeBusyWorkers(), 3);
  assert.equal(long.computeBusyWorkers(), 3);
});

test("after a quiet time nothing of the busy one is left", () => {
  const meter = new BusyMeter(-700);
  meter.passTime(5_000, 4);
  meter.passTime(60_000, 0);
  assert.equal(meter.computeBusyWorkers(), 0);
});

test("a thousand years without a call are no work", () => {
  const meter = new BusyMeter(0);
  meter.passTime(3e13, 1);
  assert.equal(meter.computeBusyWorkers(), 1);
});
