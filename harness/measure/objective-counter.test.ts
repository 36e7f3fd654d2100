import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Outcome, outcomes, type StepSample } from "../../scenarios/outcome.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import type { Objective } from "../objectives/open-slo.ts";
import type { ObjectiveCount } from "../record/run-record.ts";
import { type CompletedDeferral, computeEndMinute, ObjectiveCounter } from "./objective-counter.ts";
import { buildSample } from "./samples.fixture.ts";

const clock = buildIncidentClock(
  [
    { name: "calm", fromMinute: 0, toMinute: 10 },
    { name: "morning", fromMinute: 100, toMinute: 110 },
  ],
  60,
);

const availability: Objective = {
  name: "checkout-availability",
  says: "orders are taken",
  kind: "availability",
  steps: ["place-order"],
  populations: null,
  phase: null,
  target: 0.999,
  limitMs: null,
  budgetAllowedRatio: 1,
  alerting: true,
};

function count(
  objective: Objective,
  samples: readonly StepSample[],
  completed?: readonly CompletedDeferral[],
): ObjectiveCount {
  const counter = new ObjectiveCounter({
    objectives: [objective],
    clock,
    expectedPerMinute: new Map([[objective.name, 4]]),
  });
  for (const sample of samples) counter.record(sample);
  return counter.finish(completed)[0] as ObjectiveCount;
}

describe("objective counter", () => {
  it("counts each outcome as the table of outcomes says", () => {
    const goodAndBad = (outcome: Outcome) => {
      const { good, bad } = count(availability, [buildSample({ outcome })]);
      return [good, bad];
    };
    const table = Object.fromEntries(outcomes.map((outcome) => [outcome, goodAndBad(outcome)]));
    assert.deepEqual(table, {
      ok: [1, 0],
      deferred: [1, 0],
      "error-page": [0, 1],
      "soft-error": [0, 1],
      wrong: [0, 1],
      shed: [0, 1],
      paused: [0, 1],
      queued: [0, 0],
      declined: [0, 0],
      timeout: [0, 1],
      refused: [0, 1],
    });
  });

  it("counts the bad events of alerting objectives as they come: only they can set an alert off", () => {
    const objectives = [availability, { ...availability, name: "quiet", alerting: false }];
    const counter = new ObjectiveCounter({ objectives, clock, expectedPerMinute: new Map() });
    counter.record(buildSample());
    assert.equal(counter.countAlertingBad(), 0);
    counter.record(buildSample({ outcome: "error-page" }));
    assert.equal(counter.countAlertingBad(), 1);
  });

  it("counts only its steps, populations and phase", () => {
    const objective: Objective = { ...availability, populations: ["buyers"], phase: "calm" };
    assert.equal(count(objective, [buildSample()]).good, 1);
    assert.equal(count(objective, [buildSample({ step: "home" })]).good, 0);
    assert.equal(count(objective, [buildSample({ population: "browsers" })]).good, 0);
    assert.equal(count(objective, [buildSample({ phase: "morning" })]).good, 0);
  });

  it("counts for latency only ok steps, good up to the limit", () => {
    const latency: Objective = { ...availability, kind: "latency", limitMs: 300 };
    const samples = [
      buildSample({ latencyMs: 300 }),
      buildSample({ latencyMs: 300.1 }),
      buildSample({ latencyMs: 9, outcome: "error-page" }),
    ];
    const { good, bad } = count(latency, samples);
    assert.deepEqual([good, bad], [1, 1]);
  });

  it("counts a deferred order as a success only when it was completed", () => {
    const success: Objective = { ...availability, kind: "order-success", alerting: false };
    const samples = [buildSample({ outcome: "deferred" }), buildSample({ outcome: "deferred" }), buildSample()];
    assert.equal(count(success, samples).good, 1);
    assert.equal(count(success, samples).bad, 2);
    const completed = { population: "buyers", startedMinute: 5 };
    assert.equal(count(success, samples, [completed]).good, 2);
    assert.equal(count(success, samples, [completed, completed]).good, 3);
    assert.equal(count(success, samples, [completed, completed, completed]).good, 3);
  });

  it("credits an objective with those completed orders only that it counts: its phase, populations and steps", () => {
    const success: Objective = { ...availability, kind: "order-success", alerting: false };
    const deferred = (changes: Partial<StepSample>) => buildSample({ outcome: "deferred", ...changes });
    const samples = [deferred({ phase: "calm" }), deferred({ phase: "morning", population: "hunters" })];
    const goodAndBad = (changes: Partial<Objective>, completed: CompletedDeferral) => {
      const { good, bad } = count({ ...success, ...changes }, samples, [completed]);
      return [good, bad];
    };
    const calm = { population: "buyers", startedMinute: 9.9 };
    const morning = { population: "hunters", startedMinute: 100 };
    assert.deepEqual(goodAndBad({ phase: "calm" }, calm), [1, 0]);
    assert.deepEqual(goodAndBad({ phase: "calm" }, morning), [0, 1]);
    assert.deepEqual(goodAndBad({ phase: "morning" }, morning), [1, 0]);
    assert.deepEqual(goodAndBad({ populations: ["hunters"] }, calm), [0, 1]);
    assert.deepEqual(goodAndBad({ populations: ["hunters"] }, morning), [1, 0]);
    assert.deepEqual(goodAndBad({}, morning), [1, 1]);
    assert.deepEqual(goodAndBad({ steps: ["cart"] }, morning), [0, 0]);
  });

  it("keeps events of alerting objectives by their end, in order of time, and none of others", () => {
    const samples = [
      buildSample({ clockMinute: 2, latencyMs: 3000, outcome: "timeout" }),
      buildSample({ clockMinute: 2.5, latencyMs: 600 }),
    ];
    assert.deepEqual(count(availability, samples).events, [
      [3.1, 1],
      [5, 0],
    ]);
    assert.deepEqual(count({ ...availability, alerting: false }, samples).events, []);
  });

  it("caps an event's end at the objective's limit", () => {
    assert.equal(computeEndMinute(buildSample({ clockMinute: 2, latencyMs: 3000 }), { limitMs: 1000 }, clock), 3);
  });

  it("ends a step that runs across a jump behind the jump", () => {
    assert.equal(computeEndMinute(buildSample({ clockMinute: 9, latencyMs: 3000 }), { limitMs: null }, clock), 102);
  });
});
