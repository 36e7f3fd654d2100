import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unknownTerms } from "../audit/audit-terms.ts";
import { valueCustomers } from "../audit/customer-value.ts";
import { computeMoneyOf } from "../audit/money.ts";
import type { TimesResult } from "../record/drill-result.ts";
import { buildFigures } from "./figures.ts";
import { buildRecorded, buildRecording } from "./recording.fixture.ts";
import type { Recording } from "./recording.ts";

const never = { sinceFirstHarm: null, sinceOutage: null };
const times: TimesResult = {
  firstHarmMinute: 7.1,
  outageMinute: 5,
  detect: { sinceFirstHarm: 1.5, sinceOutage: 3.6 },
  act: never,
  causeGone: never,
  serviceBack: never,
};

function build(changes: Partial<Recording> = {}, changedTimes: Partial<TimesResult> = {}) {
  const recording = buildRecording(changes);
  const valued = valueCustomers(recording.history, recording.books);
  return buildFigures(
    recording,
    valued,
    computeMoneyOf(valued, "USD"),
    { ...times, ...changedTimes },
    unknownTerms,
    null,
  );
}

describe("a drill's figures", () => {
  it("count steps of a phase by outcome", () => {
    const figures = build();
    assert.equal(figures.countSteps("outage", ["place-order"]), 1);
    assert.equal(figures.countSteps("outage", ["place-order"], ["ok", "deferred"]), 0);
    assert.equal(figures.countSteps("outage", ["home"]), 0);
    assert.equal(figures.countSteps("nowhere", ["place-order"]), 0);
  });

  it("leave out populations that are rehearsed thinner", () => {
    const home = { phase: "calm", step: "home", outcomes: { ok: 5 } } as const;
    const stepCounts = [
      { ...home, population: "buyers" },
      { ...home, population: "browsers" },
    ];
    const populations = [
      { name: "buyers", weight: 60, planned: 3, came: 3 },
      { name: "browsers", weight: 3000, planned: 1, came: 1 },
    ];
    assert.equal(build({ populations, recorded: buildRecorded({ stepCounts }) }).countSteps("calm", ["home"]), 5);
  });

  it("sum what was sold and what would have been, at full scale", () => {
    const figures = build();
    assert.deepEqual(figures.soldBetween(0, 5), { orders: 1, cents: 312_000 });
    assert.deepEqual(figures.soldBetween(5, 10), { orders: 0, cents: 0 });
    assert.deepEqual(figures.counterfactualBetween(5, 10), { orders: 1, cents: 312_000 });
    assert.equal(figures.lostIn("outage"), 312_000);
    assert.equal(figures.lostIn("calm"), 0);
    assert.equal(figures.regainedBetween(0, 15), 0);
  });

  it("date the first page alert on the incident clock, and know nothing without one", () => {
    assert.equal(build().firstPageMinute, 8.6);
    assert.equal(build({}, { detect: never }).firstPageMinute, null);
    assert.equal(build({}, { firstHarmMinute: null }).firstPageMinute, null);
  });

  it("take the last stage's restore for the moment the cause was gone", () => {
    const [fault] = buildRecording().faults;
    assert.ok(fault !== undefined);
    assert.equal(build().restoredAtMinute, 10.55);
    assert.equal(build({ faults: [fault, { ...fault, restoredAtMinute: null }] }).restoredAtMinute, null);
    assert.equal(build({ faults: [] }).restoredAtMinute, null);
  });

  it("say that money is unknown where no customer is recorded, or none came", () => {
    assert.equal(build().netLossCents, 312_000);
    for (const history of [[], buildRecording().history.map((one) => ({ ...one, cameMinute: null, attempts: [] }))]) {
      const figures = build({ history });
      assert.deepEqual([figures.netLossCents, figures.defectedCents], [null, null]);
    }
  });

  it("observe to the end of the last phase, or as far as a drill got that was cut short", () => {
    assert.equal(build().endMinute, 15);
    const slice = { step: "home", outcomes: { ok: 1 }, okLatencyMs: null } as const;
    const cut = (...fromMinutes: number[]) =>
      build({
        recorded: buildRecorded({
          complete: false,
          timeSlices: fromMinutes.map((fromMinute) => ({ ...slice, fromMinute, toMinute: fromMinute + 1 })),
        }),
      }).endMinute;
    assert.equal(cut(3, 8), 8);
    assert.equal(cut(3, 16), 15);
    assert.equal(cut(), null);
  });

  it("list who saw an error page first, in order of time", () => {
    assert.deepEqual(build().firstErrorMinutes, [{ minute: 7.1, weight: 60 }]);
  });
});
