import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Incident, Population } from "../incident.ts";
import { buildPlan } from "../plan.ts";
import { viralDeal } from "../viral-deal/incident.ts";
import { listMechanisms, switchOff } from "../without.ts";
import type { DealMechanism } from "./viral-deal.ts";

const without = (mechanism: DealMechanism) => switchOff(viralDeal, mechanism);
const stages = ({ faults }: Incident) =>
  faults.flatMap((window) => window.stages.map(({ name, fromMinute, toMinute }) => [name, fromMinute, toMinute]));
const countPlanned = (incident: Incident, name: Population["name"]) =>
  buildPlan(incident, 1).customers.filter(({ population }) => population === name).length;

/** The fields of the incident that differ without the mechanism. */
function listChanged(mechanism: string): string[] {
  const changed = switchOff(viralDeal, mechanism);
  return Object.keys(changed).filter((key) => {
    const field = key as keyof Incident;
    return JSON.stringify(changed[field]) !== JSON.stringify(viralDeal[field]);
  });
}

describe("a mechanism of the deal that is switched off", () => {
  it("leaves everything else as it was", () => {
    const expected: Readonly<Record<DealMechanism, readonly string[]>> = {
      "the-fault": ["causes", "faults", "actions"],
      "the-last-stage": ["causes", "faults"],
      "the-forums-feedback": ["deal"],
      "the-bad-news": ["deal"],
      "the-readers": ["populations"],
      "the-hunters": ["populations"],
      "pressing-again": ["customers", "deal"],
      "goods-for-nothing": ["promotion", "deal"],
      "buyers-with-codes": ["deal"],
      "traces-in-the-books": ["causes", "faults", "promotion", "deal"],
      "the-plug": ["actions"],
      "the-cap-on-workers": ["calmUtilisation"],
    };
    assert.deepEqual(listMechanisms("viral-deal"), Object.keys(expected));
    for (const [mechanism, fields] of Object.entries(expected))
      assert.deepEqual(listChanged(mechanism).toSorted(), fields.toSorted(), mechanism);
  });

  it("leaves out the second stage, or brings it forward to the first", () => {
    assert.deepEqual(stages(viralDeal), [
      ["discount-kept", 20, 145],
      ["discount-for-everyone", 65, 145],
    ]);
    assert.deepEqual(stages(without("the-last-stage")), [["discount-kept", 20, 145]]);
    assert.deepEqual(stages(without("traces-in-the-books")), [
      ["discount-kept", 20, 145],
      ["discount-for-everyone", 20, 145],
    ]);
  });

  it("leaves out who reads the forum, or who hunts, and nobody else", () => {
    const populations: Population["name"][] = ["buyers", "browsers", "deal-readers", "hunters"];
    const count = (incident: Incident) => populations.map((name) => countPlanned(incident, name));
    const [buyers, browsers, readers, hunters] = count(viralDeal) as [number, number, number, number];
    assert.ok(readers > 5000);
    assert.equal(hunters, 36);
    assert.deepEqual(count(without("the-readers")), [buyers, browsers, 0, 36]);
    assert.deepEqual(count(without("the-hunters")), [buyers, browsers, readers, 0]);
  });

  it("leaves no buyer with the code", () => {
    const hasCode = (incident: Incident) => buildPlan(incident, 1).customers.some(({ code }) => code !== undefined);
    assert.deepEqual([hasCode(viralDeal), hasCode(without("buyers-with-codes"))], [true, false]);
  });

  it("leaves the plug where it is, and the mend and the morning in place", () => {
    assert.deepEqual(
      without("the-plug").actions.map(({ does, atMinute }) => [does, atMinute]),
      [
        ["restore-faults", 145],
        ["cancel-orders", 903],
      ],
    );
  });
});
