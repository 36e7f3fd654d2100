import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome, StepName } from "../../scenarios/outcome.ts";
import { buildCustomer } from "../audit/history.fixture.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { TimeSlice } from "../record/run-record.ts";
import { measurePeak, type PeakParts } from "./deal-peak.ts";

function buildSlice(fromMinute: number, step: StepName, outcomes: Partial<Record<Outcome, number>>): TimeSlice {
  return { fromMinute, toMinute: fromMinute + 1, step, outcomes, okLatencyMs: null };
}

/** One worker at pace 60: five minutes hold 5,000 ms of work, 500 requests of 10 ms. */
function measure(changes: Partial<PeakParts> & { timeSlices?: readonly TimeSlice[] } = {}) {
  const { timeSlices = [buildSlice(90, "home", { ok: 500 })], ...others } = changes;
  return measurePeak({
    incident: { serviceMs: 10 },
    pace: 60,
    recorded: { timeSlices, shopWorkers: 1 },
    history: [],
    pausedAtMinute: 100,
    ...others,
  });
}

function buildReader(
  cameMinute: number,
  firstTurnedAwayMinute: number | null,
  population = "deal-readers",
): CustomerHistory {
  return buildCustomer({
    population,
    buys: false,
    cameMinute,
    firstTurnedAwayMinute,
    firstVisitFailedMinute: cameMinute,
  });
}

describe("the work offered in the hardest minutes", () => {
  it("is all requests of a step that came to its end, and one of a step that was turned away", () => {
    const offered = (outcomes: Partial<Record<Outcome, number>>) =>
      measure({ timeSlices: [buildSlice(90, "cart", outcomes)] }).peakOfferedRatio;
    for (const outcome of ["ok", "deferred", "soft-error", "wrong", "declined"] as const)
      assert.equal(offered({ [outcome]: 500 }), 2, outcome);
    for (const outcome of ["shed", "timeout", "refused", "queued", "paused", "error-page"] as const)
      assert.equal(offered({ [outcome]: 500 }), 1, outcome);
  });

  it("is that of the five minutes with most of it that leave five more until the pause as it was", () => {
    const timeSlices = [
      buildSlice(40, "home", { ok: 100 }),
      buildSlice(90, "home", { ok: 300 }),
      buildSlice(94, "home", { ok: 200 }),
    ];
    assert.equal(measure({ timeSlices }).peakOfferedRatio, 1);
    assert.equal(measure({ timeSlices, pausedAtMinute: 99.9 }).peakOfferedRatio, 0.2);
    assert.equal(measure({ timeSlices, pausedAtMinute: null }).peakOfferedRatio, 1);
  });

  it("is unknown without a step", () => {
    assert.deepEqual(measure({ timeSlices: [] }), { peakTurnedAwayRatio: null, peakOfferedRatio: null });
  });
});

describe("the deal's customers turned away in the hardest minutes", () => {
  const ratio = (...history: CustomerHistory[]) => measure({ history }).peakTurnedAwayRatio;

  it("are those who came in them and met such a page before the pause, of all of the deal who came in them", () => {
    const turned = buildReader(91, 92);
    assert.equal(ratio(turned, buildReader(92, null)), 0.5);
    assert.equal(ratio(turned, buildReader(92, 100)), 0.5);
    assert.equal(ratio(turned, buildReader(89.9, 91), buildReader(95, 96), buildReader(91, null, "buyers")), 1);
    assert.equal(ratio(buildReader(91, 92, "hunters")), 1);
  });

  it("are not those whose visit failed otherwise, by a wrong page or the maintenance page", () => {
    assert.equal(ratio(buildReader(91, null)), 0);
  });

  it("are unknown where nobody of the deal came then, or the histories do not keep it", () => {
    assert.equal(ratio(buildReader(80, 81)), null);
    const { firstTurnedAwayMinute: _, ...older } = buildReader(91, 92);
    assert.equal(ratio(older), null);
  });
});
