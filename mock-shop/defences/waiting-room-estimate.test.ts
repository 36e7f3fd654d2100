import assert from "node:assert/strict";
import { test } from "node:test";
import { WaitEstimate } from "./waiting-room-estimate.ts";

test("before anybody came in, a place takes as long as the places ahead of it", () => {
  assert.equal(new WaitEstimate().computeMinutes(30), 30);
});

test("where half of those ahead give up, a place soon takes half as long", () => {
  const estimate = new WaitEstimate();
  for (let visit = 0; visit < 600; visit += 1) estimate.learn(40, 20);
  assert.ok(Math.abs(estimate.computeMinutes(30) - 15) < 0.1, String(estimate.computeMinutes(30)));
  for (let visit = 0; visit < 600; visit += 1) estimate.learn(10, 10);
  assert.ok(Math.abs(estimate.computeMinutes(30) - 30) < 0.1, "and as long as ever when all stay again");
});

test("a line that stood still makes a place twice as long at most, and short or unknown waits teach nothing", () => {
  const estimate = new WaitEstimate();
  for (const turnMinutes of [0, 0.9, Number.NaN]) estimate.learn(turnMinutes, 60);
  assert.equal(estimate.computeMinutes(30), 30);
  for (let visit = 0; visit < 2_000; visit += 1) estimate.learn(2, 60);
  assert.ok(Math.abs(estimate.computeMinutes(30) - 60) < 0.1, String(estimate.computeMinutes(30)));
});
