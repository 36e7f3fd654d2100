import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "./checkout-outage/incident.ts";
import type { Incident } from "./incident.ts";
import { type IncidentSelection, listSelectionProblems, selectIncident, selectWhole } from "./selection.ts";
import type { Mechanism } from "./without.ts";

const whole = selectWhole("checkout-outage");
const select = (changes: Partial<IncidentSelection>) => selectIncident({ ...whole, ...changes });
/** Everything of an incident but its functions. */
const plain = (incident: Incident) => JSON.parse(JSON.stringify(incident));

describe("a selection of an incident", () => {
  it("with nothing chosen is the incident as it is written", () => {
    assert.deepEqual(plain(select({})), plain(checkoutOutage));
    assert.deepEqual(plain(select({ cause: "config-change" })), plain(checkoutOutage));
  });

  it("survives JSON: a later judgement selects the same", () => {
    const selection = { ...whole, cause: "hung-provider", phases: checkoutOutage.shortForm };
    assert.deepEqual(plain(selectIncident(JSON.parse(JSON.stringify(selection)))), plain(selectIncident(selection)));
  });

  it("drills another cause with its own stages, facts and assumptions", () => {
    const leak = select({ cause: "exhausted-pool" });
    assert.equal(leak.cause, "exhausted-pool");
    assert.deepEqual(
      leak.faults.flatMap(({ stages }) => stages.map(({ share }) => share)),
      [0.2, 0.25, 0.35, 1],
    );
    assert.match(leak.facts.find(({ id }) => id === "CO-4")?.expected ?? "", /the payment client's connections/);
    assert.equal(leak.assumptions.filter(({ id }) => id.startsWith("change-share-precursors")).length, 3);
    assert.deepEqual(leak.phases, checkoutOutage.phases);
  });

  it("cuts the chosen cause's stages", () => {
    const short = select({ cause: "hung-provider", phases: checkoutOutage.shortForm });
    assert.deepEqual(
      short.faults.flatMap(({ stages }) => stages.map(({ fromMinute }) => fromMinute)),
      [50, 75, 100],
    );
  });

  it("with added latency is an evening without cause and action, every page so much slower", () => {
    for (const addedLatencyMs of [0, 300]) {
      const slow = select({ addedLatencyMs });
      assert.equal(slow.pageDelayMs, addedLatencyMs);
      assert.deepEqual([slow.faults, slow.actions, slow.alertActions, slow.controlMisses], [[], [], [], []]);
      assert.ok(slow.facts.every(({ id }) => !checkoutOutage.facts.some((fact) => fact.id === id)));
      assert.ok(slow.causes.every(({ faults }) => faults.length === 0));
      assert.deepEqual(slow.customers, checkoutOutage.customers);
    }
    assert.equal(select({}).pageDelayMs, 0);
  });

  it("switches a mechanism off after it has chosen the cause", () => {
    const wide = select({ cause: "exhausted-pool", without: "the-last-stage" });
    assert.equal(wide.faults[0]?.stages.at(-1)?.share, 0.35);
  });
});

describe("what is wrong with a selection", () => {
  const list = (changes: Partial<IncidentSelection>) =>
    listSelectionProblems({ ...whole, ...changes }).map(({ what, got }) => `${what}: ${got}`);

  it("is an incident, a cause, a phase or a mechanism that does not exist; all at once", () => {
    assert.deepEqual(list({}), []);
    assert.deepEqual(list({ name: "flood" }), ["unknown incident: flood"]);
    assert.deepEqual(
      list({ cause: "ghosts", without: "gravity" as Mechanism, phases: [{ phase: "dusk", minutes: 5 }] }),
      [
        "unknown phase of checkout-outage: dusk",
        "unknown cause of checkout-outage: ghosts",
        "unknown mechanism of checkout-outage: gravity",
      ],
    );
  });

  it("keeps it from being selected", () => {
    assert.throws(() => select({ cause: "ghosts" }), /unknown cause of checkout-outage/);
    assert.throws(() => select({ name: "flood" }), /unknown incident/);
  });
});
