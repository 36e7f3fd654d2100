import assert from "node:assert/strict";
import { it } from "node:test";
import { buildSample } from "../measure/samples.fixture.ts";
import { StepCounter } from "./step-counter.ts";

it("steps are counted by phase, population, step and outcome, and a count given out stays as it is", () => {
  const counter = new StepCounter();
  counter.record(buildSample());
  counter.record(buildSample({ outcome: "shed" }));
  counter.record(buildSample({ population: "browsers", step: "home" }));
  const before = counter.build();
  counter.record(buildSample());
  counter.record(buildSample({ phase: "outage" }));
  assert.deepEqual(before, [
    { phase: "calm", population: "buyers", step: "place-order", outcomes: { ok: 1, shed: 1 } },
    { phase: "calm", population: "browsers", step: "home", outcomes: { ok: 1 } },
  ]);
  assert.deepEqual(
    counter.build().map(({ phase, outcomes }) => [phase, outcomes]),
    [
      ["calm", { ok: 2, shed: 1 }],
      ["calm", { ok: 1 }],
      ["outage", { ok: 1 }],
    ],
  );
});
