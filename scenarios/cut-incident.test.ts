import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exhaustedPool } from "./checkout-outage/causes.ts";
import { checkoutOutage } from "./checkout-outage/incident.ts";
import { cutIncident, listCutProblems } from "./cut-incident.ts";
import type { Incident, PhaseCut } from "./incident.ts";
import { buildPlan } from "./plan.ts";
import { viralDeal } from "./viral-deal/incident.ts";

const shortForm = cutIncident(checkoutOutage, checkoutOutage.shortForm);
const spans = ({ phases }: Incident) =>
  phases.map(({ name, fromMinute, toMinute }) => `${name} ${fromMinute} to ${toMinute}`);
const stages = ({ faults }: Incident) =>
  faults.flatMap((window) => window.stages).map(({ fromMinute, toMinute }) => [fromMinute, toMinute]);
const keepAll = ({ phases }: Incident) =>
  phases.map(({ name, fromMinute, toMinute }): PhaseCut => ({ phase: name, minutes: toMinute - fromMinute }));

describe("a cut incident", () => {
  it("has the phases that are kept, one after the other, at their new lengths", () => {
    assert.deepEqual(spans(shortForm), [
      "calm 0 to 50",
      "precursors 50 to 100",
      "outage 100 to 160",
      "catch-up 160 to 220",
    ]);
  });

  it("has its stages, action and outage where their phases went", () => {
    assert.deepEqual(stages(shortForm), [
      [50, 100],
      [100, 160],
    ]);
    assert.deepEqual(
      shortForm.actions.map(({ atMinute }) => atMinute),
      [160],
    );
    assert.equal(shortForm.outageMinute, 100);
  });

  it("keeps the share that a minute has of its phase: stages shrink with it, without a gap", () => {
    const leak = cutIncident({ ...checkoutOutage, faults: exhaustedPool.faults }, [
      { phase: "calm", minutes: 60 },
      { phase: "precursors", minutes: 30 },
      { phase: "outage", minutes: 90 },
      { phase: "catch-up", minutes: 60 },
    ]);
    assert.deepEqual(stages(leak), [
      [60, 65],
      [65, 75],
      [75, 90],
      [90, 180],
    ]);
  });

  it("is cut for every one of its causes", () => {
    assert.deepEqual(
      shortForm.causes.map(({ faults }) => faults[0]?.stages.at(-1)?.toMinute),
      [160, 160, 160],
    );
  });

  it("keeps a jump before a phase that is kept, and next morning's customers with it", () => {
    const night = cutIncident(checkoutOutage, [
      { phase: "calm", minutes: 60 },
      { phase: "normal", minutes: 30 },
      { phase: "morning", minutes: 60 },
    ]);
    assert.deepEqual(spans(night), ["calm 0 to 60", "normal 60 to 90", "morning 390 to 450"]);
    assert.deepEqual(night.customers.morningMinutes, [390, 435]);
    assert.equal(shortForm.customers.morningMinutes, null);
  });

  it("loses a jump when the phase before it is left out", () => {
    const days = cutIncident(checkoutOutage, [
      { phase: "calm", minutes: 60 },
      { phase: "morning", minutes: 60 },
    ]);
    assert.deepEqual(spans(days), ["calm 0 to 60", "morning 60 to 120"]);
  });

  it("has no fault and no action where no stage is left", () => {
    const calm = cutIncident(checkoutOutage, [{ phase: "calm", minutes: 60 }]);
    assert.deepEqual([calm.faults, calm.actions], [[], []]);
  });

  it("is the same time line where all is kept; its facts go, as expectations are of the whole incident", () => {
    for (const whole of [checkoutOutage, viralDeal]) {
      const { facts: _, ...rest } = whole;
      const { facts, ...kept } = cutIncident(whole, keepAll(whole));
      assert.deepEqual(kept, rest);
      assert.deepEqual(facts, []);
    }
  });
});

describe("a deal that is cut", () => {
  const short = cutIncident(viralDeal, viralDeal.shortForm);
  const deeds = ({ actions }: Incident) => actions.map(({ does, atMinute }) => [does, atMinute]);

  it("is the whole evening until the plug, customer by customer", () => {
    assert.deepEqual(spans(short), ["calm 0 to 20", "live 20 to 65", "stage-two 65 to 112", "plugged 112 to 132"]);
    const untilPlug = ({ phases, ...incident }: Incident) => {
      const endMs = (112 * 60_000) / incident.pace;
      const { customers } = buildPlan({ ...incident, phases }, 1);
      return customers.filter(({ arrivesAtMs }) => arrivesAtMs < endMs);
    };
    assert.deepEqual(untilPlug(short), untilPlug(viralDeal));
  });

  it("has the plug and the mend; what is done in a phase that is left out goes", () => {
    const mended = 112 + (33 * 20) / 56;
    assert.deepEqual(deeds(short), [
      ["pause-ordering", 112],
      ["restore-faults", mended],
    ]);
    assert.deepEqual(stages(short), [
      [20, mended],
      [65, mended],
    ]);
    assert.deepEqual([short.outageMinute, short.customers.morningMinutes], [112, null]);
  });

  it("takes no orders again where they were not stopped, and faults back wherever that was", () => {
    const unplugged = cutIncident(viralDeal, keepAll(viralDeal).toSpliced(3, 1));
    assert.deepEqual(deeds(unplugged), [
      ["restore-faults", 112],
      ["cancel-orders", 847],
    ]);
  });

  it("has the voucher and its hunters at their share of the live phase, and no hunters without one", () => {
    const hunters = ({ populations }: Incident) => populations.find(({ name }) => name === "hunters")?.people;
    const half = cutIncident(viralDeal, [
      { phase: "calm", minutes: 10 },
      { phase: "live", minutes: 22.5 },
      { phase: "stage-two", minutes: 20 },
    ]);
    assert.equal(half.deal?.voucherLiveMinute, 10);
    assert.deepEqual(hunters(half), { count: 9, tabs: 4, fromMinute: 10.5, toMinute: 13 });
    const skipped = cutIncident(viralDeal, [
      { phase: "calm", minutes: 10 },
      { phase: "stage-two", minutes: 20 },
    ]);
    assert.deepEqual([skipped.deal?.voucherLiveMinute, hunters(skipped)?.count], [10, 0]);
  });
});

describe("what is wrong with a cut", () => {
  const list = (...cuts: PhaseCut[]) => listCutProblems(checkoutOutage, cuts).map(({ what }) => what);

  it("is a phase that does not exist, is out of order, comes twice or has no length", () => {
    assert.deepEqual(list({ phase: "dusk", minutes: 10 }), ["unknown phase of checkout-outage"]);
    assert.deepEqual(list({ phase: "outage", minutes: 10 }, { phase: "calm", minutes: 10 }), [
      "phase calm is out of order",
    ]);
    assert.deepEqual(list({ phase: "calm", minutes: 10 }, { phase: "calm", minutes: 10 }), [
      "phase calm is out of order",
    ]);
    for (const minutes of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      assert.deepEqual(list({ phase: "calm", minutes }), ["phase calm has no length"]);
  });

  it("is nothing for the incident's own short form, and all at once where there is more", () => {
    assert.deepEqual(list(...checkoutOutage.shortForm), []);
    assert.equal(list({ phase: "dusk", minutes: 0 }, { phase: "dawn", minutes: 1 }).length, 3);
  });
});
