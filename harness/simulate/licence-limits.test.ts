import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LicencedFigure } from "../record/run-record.ts";
import { licencePhase, type PhaseComparison } from "./licence-limits.ts";
import type { PhaseFigures } from "./phase-tally.ts";

const figures: PhaseFigures = {
  attempts: 1000,
  orderShare: 0.75,
  browseShare: 1,
  utilisation: 0.6,
  p95WaitMs: 5,
  p95ProductMs: 20,
  p95StepMs: 30,
};

const alike: PhaseComparison = {
  phase: "precursors",
  atOne: figures,
  atPace: figures,
  fullShop: figures,
  workers: 5,
  fullWorkers: 90,
  serviceMs: 10,
  distortion: 0.2,
  weight: 500,
  strayFaultMinutes: 0,
  phaseMinutes: 90,
};

function licence(figure: LicencedFigure["figure"], changes: Partial<PhaseComparison>): LicencedFigure {
  return licencePhase({ ...alike, ...changes }).find((one) => one.figure === figure) as LicencedFigure;
}

const atPace = (changes: Partial<PhaseFigures>) => ({ atPace: { ...figures, ...changes } });

describe("a pace licence", () => {
  it("has seven figures; what is alike is faithful, and counts and money scale", () => {
    assert.deepEqual(
      licencePhase(alike).map((one) => [one.figure, one.licence, one.atOne, one.atPace, one.unit]),
      [
        ["order-shares", "faithful", 0.75, 0.75, "share"],
        ["browse-shares", "faithful", 1, 1, "share"],
        ["utilisation", "faithful", 0.6, 0.6, "share"],
        ["queueing", "faithful", 5, 5, "ms"],
        ["latency", "faithful", 20, 20, "ms"],
        ["counts", "scaled", null, null, ""],
        ["money", "scaled", null, null, ""],
      ],
    );
  });

  it("allows order shares 5 points, browsing 1, utilisation 3", () => {
    const near = { orderShare: 0.702, browseShare: 0.991, utilisation: 0.629 };
    const far = { orderShare: 0.698, browseShare: 0.989, utilisation: 0.631 };
    for (const figure of ["order-shares", "browse-shares", "utilisation"] as const) {
      assert.equal(licence(figure, atPace(near)).licence, "faithful", figure);
      assert.equal(licence(figure, atPace(far)).licence, "not-at-this-pace", figure);
    }
    assert.equal(licence("order-shares", atPace(far)).why, "5.2 points apart, more than 5 points");
  });

  it("scales no count where the order shares are others", () => {
    for (const figure of ["counts", "money"] as const)
      assert.equal(licence(figure, atPace({ orderShare: 0.6 })).licence, "not-at-this-pace");
  });

  it("names the minutes in which the fault is in force early or still held", () => {
    const { why } = licence("order-shares", { strayFaultMinutes: 2.5 });
    assert.match(why, /in 2\.5 of its 90 minutes a fault is in force early or still held/);
  });

  it("compares waits with the full shop's queue, to a fifth or to a tenth of a service time", () => {
    const full = (p95WaitMs: number) => ({ fullShop: { ...figures, p95WaitMs } });
    assert.equal(licence("queueing", full(4.2)).licence, "faithful");
    assert.equal(licence("queueing", full(3.9)).licence, "not-at-this-pace");
    assert.equal(licence("queueing", { ...full(0), ...atPace({ p95WaitMs: 0.9 }) }).licence, "faithful");
    assert.match(licence("queueing", full(0)).why, /5 workers here, 90 in the full shop/);
  });

  it("licences no latency above a distortion of 2", () => {
    assert.equal(licence("latency", { distortion: 2 }).licence, "faithful");
    const bent = licence("latency", { distortion: 2.1 });
    assert.deepEqual(
      [bent.licence, bent.why],
      ["not-at-this-pace", "the pace bends journeys: distortion 2.1, more than 2"],
    );
  });

  it("says that a figure of one pace alone is none of the other, and that nothing at both is the same", () => {
    const none = { ...figures, orderShare: null };
    assert.equal(licence("order-shares", { atPace: none }).licence, "not-at-this-pace");
    assert.equal(licence("order-shares", { atPace: none, atOne: none }).licence, "faithful");
  });

  it("tells of a full shop that has another utilisation than the rehearsed one", () => {
    const { licence: found, why } = licence("utilisation", { fullShop: { ...figures, utilisation: 0.65 } });
    assert.equal(found, "faithful");
    assert.match(why, /the full shop with all its browsers has 65 %/);
  });
});
