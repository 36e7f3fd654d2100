import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeDistortion, listDistortedObjectives } from "./distortion.ts";

const latency = { name: "browse-latency", kind: "latency", phase: null } as const;
const availability = { name: "checkout-availability", kind: "availability", phase: null } as const;

describe("distortion", () => {
  it("is pace x p95 ÷ think time", () => {
    assert.equal(computeDistortion(200, 120, 1), 0.4);
    assert.equal(computeDistortion(200, null, 1), 0);
  });

  it("makes latency objectives undecidable above 2, and leaves others alone", () => {
    const phases = [
      { name: "calm", distortion: 0.1 },
      { name: "outage", distortion: 2.1 },
    ];
    const reasons = listDistortedObjectives([latency, availability], phases);
    assert.deepEqual([...reasons], [["browse-latency", "phase outage is distorted 2.1 times, more than 2"]]);
  });

  it("is quiet at 2, and on phases the objective does not count", () => {
    assert.equal(listDistortedObjectives([latency], [{ name: "calm", distortion: 2 }]).size, 0);
    assert.equal(listDistortedObjectives([{ ...latency, phase: "calm" }], [{ name: "outage", distortion: 9 }]).size, 0);
  });

  it("makes latency objectives undecidable on a phase that is too short", () => {
    assert.equal(listDistortedObjectives([latency], [{ name: "calm", distortion: 0 }], ["calm"]).size, 1);
  });
});
