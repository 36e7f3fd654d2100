import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome, StepSample } from "../../scenarios/outcome.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { judgeObjectives } from "../objectives/judge-objectives.ts";
import type { Objective } from "../objectives/open-slo.ts";
import { ObjectiveCounter } from "./objective-counter.ts";
import { buildSample } from "./samples.fixture.ts";
import { WaitTracker } from "./wait-tracker.ts";

const clock = buildIncidentClock([{ name: "rush", fromMinute: 0, toMinute: 200 }], 60);

const waiting: Objective = {
  name: "waiting-time",
  says: "nobody waits long",
  kind: "waiting",
  steps: ["home"],
  populations: ["buyers"],
  phase: null,
  target: 0.99,
  limitMs: null,
  limitMinutes: 10,
  budgetAllowedRatio: 0.1,
  alerting: false,
};

/** Judges a stream of steps; ten buyers a calm minute are expected. */
function judge(steps: readonly Partial<StepSample>[], gone: readonly number[] = [], changes: Partial<Objective> = {}) {
  const waits = new WaitTracker(clock);
  const expectedPerMinute = new Map([[waiting.name, 10]]);
  const counter = new ObjectiveCounter({ objectives: [{ ...waiting, ...changes }], clock, expectedPerMinute, waits });
  for (const step of steps) {
    const sample = buildSample({ step: "home", phase: "rush", ...step });
    waits.record(sample, 1);
    counter.record(sample);
  }
  for (const customer of gone) waits.leave(customer, 0);
  const [result] = judgeObjectives(counter.finish());
  return [result?.good, result?.bad, result?.verdict];
}

/** Ten buyers a minute for an hour; each asks every two minutes from the one of the coming, `answer` says what comes. */
function buildRush(answer: (waitedMinutes: number) => Outcome): Partial<StepSample>[] {
  return Array.from({ length: 600 }, (_, customer) => {
    const cameMinute = Math.floor(customer / 10);
    const asked = [0, 2, 4, 6, 8, 10, 12].map((waited) => ({ waited, outcome: answer(waited) }));
    const end = asked.findIndex(({ outcome }) => outcome === "ok");
    return (end < 0 ? asked : asked.slice(0, end + 1)).map(({ waited, outcome }) => ({
      customer,
      clockMinute: cameMinute + waited,
      outcome,
    }));
  })
    .flat()
    .toSorted((a, b) => a.clockMinute - b.clockMinute);
}

describe("waiting objective", () => {
  it("is missed where nobody is let in", () => {
    const left = Array.from({ length: 600 }, (_, customer) => customer);
    assert.deepEqual(
      judge(
        buildRush(() => "queued"),
        left,
      ),
      [0, 600, "missed"],
    );
  });

  it("is met where all are let in within the limit, and missed where all wait longer", () => {
    assert.deepEqual(judge(buildRush((waited) => (waited < 10 ? "queued" : "ok"))), [600, 0, "met"]);
    assert.deepEqual(judge(buildRush((waited) => (waited < 12 ? "queued" : "ok"))), [0, 600, "missed"]);
  });

  it("is met where nobody had to wait, with the visits as its events", () => {
    assert.deepEqual(judge(buildRush(() => "ok")), [600, 0, "met"]);
  });

  it("is undecidable where nobody came", () => {
    assert.deepEqual(judge([]), [0, 0, "undecidable"]);
  });

  it("counts who is still in line as bad once the limit has passed, and not before", () => {
    const inLine = { customer: 1, clockMinute: 5, outcome: "queued" } as const;
    const later = (clockMinute: number) => ({ customer: 2, clockMinute, outcome: "ok" }) as const;
    assert.deepEqual(judge([inLine, later(15)]).slice(0, 2), [1, 0]);
    assert.deepEqual(judge([inLine, later(15.1)]).slice(0, 2), [1, 1]);
  });

  it("counts who left before the limit as bad", () => {
    assert.deepEqual(judge([{ customer: 1, outcome: "queued" }], [1]).slice(0, 2), [0, 1]);
  });

  it("counts its populations and phase only", () => {
    const hunter = { customer: 1, outcome: "queued", population: "hunters" } as const;
    assert.deepEqual(judge([hunter], [1]).slice(0, 2), [0, 0]);
    assert.deepEqual(judge([hunter], [1], { populations: null }).slice(0, 2), [0, 1]);
    assert.deepEqual(judge([hunter], [1], { populations: null, phase: "calm" }).slice(0, 2), [0, 0]);
  });
});
