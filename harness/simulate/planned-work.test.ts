import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPlan } from "../../scenarios/plan.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { computeWorkRatio } from "./planned-work.ts";

const clock = buildIncidentClock(smoke.phases, smoke.pace);
const ratioOf = (seed: number, fromMs: number, untilMs: number) =>
  computeWorkRatio(smoke, clock, buildPlan(smoke, seed, smoke.pace), fromMs, untilMs);

describe("drawn work ÷ expected work", () => {
  it("has a mean of 1 over seeds", () => {
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) sum += ratioOf(seed, 0, 15_000);
    // One plan of 420 customers is off by 5 %, the mean of 200 by 0.4 %.
    assert.ok(Math.abs(sum / 200 - 1) < 0.015, `${sum / 200}`);
  });

  it("counts who arrives in the span alone, and is 1 where nobody is expected", () => {
    const plan = { ...buildPlan(smoke, 1, smoke.pace), customers: [] };
    assert.equal(computeWorkRatio(smoke, clock, plan, 0, 5000), 0);
    assert.equal(ratioOf(1, 20_000, 30_000), 1);
  });
});
