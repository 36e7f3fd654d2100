import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadIncident } from "../harness/load-incident.ts";
import { computeCarryingCapacity } from "../harness/simulate/carrying-capacity.ts";
import { selectIncident, selectWhole } from "../scenarios/selection.ts";

const { objectives } = loadIncident("viral-deal", null, false);

/** Workers that would have carried the evening ÷ the shop's own, as VD-14 measures it, by the capacity model. */
function computeTimesTheWorkers(without: string | null): number {
  const incident = selectIncident({ ...selectWhole("viral-deal"), without });
  const { enough, workers } = computeCarryingCapacity(incident, objectives, incident.pace, 1) ?? {};
  return (enough ?? Number.NaN) / (workers ?? Number.NaN);
}

describe("VD-14, by the capacity model", () => {
  it("stands with every mechanism on, and without those that the crowd does not rest on", () => {
    for (const without of [null, "buyers-with-codes", "traces-in-the-books"]) {
      const times = computeTimesTheWorkers(without);
      assert.ok(times > 1 && times <= 3, `${without}: ${times}`);
    }
  });

  it("falls without the bug, its finders, its readers, what they tell each other, or the cap on workers", () => {
    for (const without of ["the-fault", "the-hunters", "the-readers", "the-forums-feedback", "the-cap-on-workers"])
      assert.equal(computeTimesTheWorkers(without), 1, without);
  });
});
