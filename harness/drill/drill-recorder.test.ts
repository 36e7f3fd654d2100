import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import type { Objective } from "../objectives/open-slo.ts";
import { computeSliceMinutes, DrillRecorder } from "./drill-recorder.ts";
import { buildBadRow, buildEndRow, buildStepRow, smallPlan, t0Ms } from "./small-drill.fixture.ts";

const clock = buildIncidentClock(smoke.phases, smoke.pace);
const objective: Objective = {
  name: "checkout-availability",
  says: "the order button works",
  kind: "availability",
  steps: ["place-order"],
  populations: null,
  phase: null,
  target: 0.999,
  limitMs: null,
  budgetAllowedRatio: 1,
  alerting: true,
};

function build(): DrillRecorder {
  return new DrillRecorder({
    incident: smoke,
    plan: smallPlan,
    clock,
    objectives: [objective],
    expectedPerMinute: new Map([["checkout-availability", 20]]),
    samples: null,
  });
}

describe("the drill's recorder", () => {
  it("knows T0 as soon as the load generator says it", async () => {
    const recorder = build();
    assert.equal(recorder.t0Ms, null);
    recorder.add({ kind: "clock", t0Ms });
    assert.equal(recorder.t0Ms, t0Ms);
    assert.equal(await recorder.t0, t0Ms);
  });

  it("puts a step in the minute and phase of its start, and its history at its end", () => {
    const recorder = build();
    recorder.add({ kind: "clock", t0Ms });
    recorder.add(buildBadRow({ startedMs: t0Ms + 4990, latencyMs: 500 }));
    assert.deepEqual([...recorder.steps.snapshot().phases.keys()], ["calm"]);
    const [history] = recorder.history.build();
    assert.deepEqual([history?.attempts[0]?.startedMinute, history?.attempts[0]?.endedMinute], [4.99, 5.49]);
    assert.deepEqual(recorder.objectives.finish()[0]?.events, [[5.49, 0]]);
    assert.deepEqual(recorder.stepCounts.build(), [
      { phase: "calm", population: "buyers", step: "place-order", outcomes: { "error-page": 1 } },
    ]);
  });

  it("counts who is inside, orders and failed attempts as they come", () => {
    const recorder = build();
    recorder.add({ kind: "clock", t0Ms });
    recorder.add({ kind: "start", customer: 0, latenessMs: 1 });
    recorder.add({ kind: "start", customer: 1, latenessMs: 300 });
    recorder.add(buildBadRow());
    recorder.add(buildStepRow({ attempt: 2 }));
    recorder.add(buildStepRow({ customer: 1, step: "home", statusMessage: true }));
    recorder.add(buildEndRow());
    assert.deepEqual(recorder.live, { steps: 3, orders: 1, failedAttempts: 1, inside: 1 });
    assert.deepEqual([recorder.started, recorder.ended, recorder.statusMessagesSeen], [2, 1, 1]);
    assert.equal(recorder.generator.finish().dropped, 2);
  });
});

describe("waits in line", () => {
  it("are told apart by visit, and end in a giving up with the customer", () => {
    const recorder = build();
    recorder.add({ kind: "clock", t0Ms });
    const queued = { outcome: "queued", step: "home", orderNumber: null, totalCents: null, key: null } as const;
    recorder.add(buildStepRow({ ...queued, startedMs: t0Ms + 1000 }));
    recorder.add(buildStepRow({ ...queued, startedMs: t0Ms + 2000, visit: 2 }));
    recorder.add(buildStepRow({ step: "home", startedMs: t0Ms + 2500, visit: 2 }));
    recorder.add(buildStepRow({ ...queued, startedMs: t0Ms + 3000, customer: 1 }));
    assert.deepEqual(
      recorder.waits.snapshot().waits.map(({ end }) => end),
      ["gave-up", "let-in", "waiting"],
    );
    recorder.add(buildEndRow({ customer: 1, endedMs: t0Ms + 3500 }));
    assert.equal(recorder.waits.snapshot().waits.at(-1)?.end, "gave-up");
  });
});

describe("calls to the deal forum", () => {
  const call = (status: number) => ({ kind: "forum", customer: 1, latencyMs: 2, status }) as const;

  it("that fail make the measurement invalid, and those that are answered do not", () => {
    const recorder = build();
    for (let calls = 0; calls < 500; calls++) recorder.add(call(200));
    assert.deepEqual(recorder.forum.problems(), []);
    recorder.add(call(0));
    assert.deepEqual(recorder.forum.problems(), ["Of 501 calls to the deal forum 1 failed; at most 0.1 % may."]);
  });

  it("come to no shop, and are no steps", () => {
    const recorder = build();
    recorder.add(call(503));
    assert.equal(recorder.live.steps, 0);
    assert.deepEqual(recorder.history.countCame(), new Map());
  });
});

describe("slices of time", () => {
  it("are a few hundred over a drill, of round minutes", () => {
    assert.equal(computeSliceMinutes(clock), 0.1);
    assert.equal(computeSliceMinutes(buildIncidentClock(checkoutOutage.phases, 200)), 2);
    assert.equal(computeSliceMinutes(buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 10_000 }], 200)), 5);
  });
});
