import assert from "node:assert/strict";
import { test } from "node:test";
import { drawUniform } from "../rules/draw.ts";
import type { RunningDefence } from "./defence.ts";
import { buildWorld } from "./defence-world.fixture.ts";
import { jitteredRetries } from "./jittered-retries.ts";

/** At a pace of 60 a slot of half an hour takes 30 s. */
const start = () =>
  jitteredRetries.start(buildWorld()) as Required<Pick<RunningDefence, "adviseRetryMs" | "readCounts">>;

test("who is turned away is told a moment of the next slot, by the draw", () => {
  const advice = start();
  assert.equal(advice.adviseRetryMs(0.5, 0), 45_000);
  assert.equal(advice.adviseRetryMs(0.5, 29_999), 15_001);
  assert.equal(advice.adviseRetryMs(0.5, 30_000), 45_000);
  assert.equal(advice.adviseRetryMs(0.25, 40_000), 27_500);
});

test("the moment is always to come, and never later than the end of the next slot", () => {
  const advice = start();
  for (let nowMs = 0; nowMs < 120_000; nowMs += 997) {
    const waitMs = advice.adviseRetryMs(drawUniform("a test", nowMs), nowMs);
    assert.ok(waitMs > 0 && waitMs < 60_000, `${waitMs} ms at ${nowMs}`);
  }
});

test("a crowd that is turned away in one slot comes back spread over the next: no tenth of it has a fifth of them", () => {
  const advice = start();
  const tenths = new Array<number>(10).fill(0);
  for (let customer = 0; customer < 1_000; customer += 1) {
    const nowMs = customer * 29;
    const atMs = nowMs + advice.adviseRetryMs(drawUniform("a test", customer), nowMs);
    const tenth = Math.floor((atMs - 30_000) / 3_000);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  assert.equal(tenths.length, 10);
  assert.ok(Math.max(...tenths) < 200, `${tenths}`);
});

test("everybody who was told is counted", () => {
  const advice = start();
  for (let customer = 0; customer < 3; customer += 1) advice.adviseRetryMs(0.1, 0);
  assert.deepEqual(advice.readCounts(), { told: 3 });
});
