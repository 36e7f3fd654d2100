import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { incidents } from "../scenarios/catalogue.ts";
import { checkoutOutage } from "../scenarios/checkout-outage/incident.ts";
import type { Incident, Phase } from "../scenarios/incident.ts";
import { ConfigError, type Problem } from "./errors.ts";
import { listIncidentProblems, listShortPhases, loadIncident } from "./load-incident.ts";
import type { Objective } from "./objectives/open-slo.ts";

const { objectives } = loadIncident("checkout-outage", null, false);
const [checkout] = objectives;

/** What is wrong with the outage when this is changed. */
function listProblems(changes: Partial<Incident>, changedObjectives: readonly Objective[] = objectives): string[] {
  return listIncidentProblems({ ...checkoutOutage, ...changes }, changedObjectives).map(({ what }) => what);
}

function catchProblems(load: () => unknown): readonly Problem[] {
  try {
    load();
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  throw new Error("expected a ConfigError");
}

function changePhase(name: string, changes: Partial<Phase>): Partial<Incident> {
  return { phases: checkoutOutage.phases.map((phase) => (phase.name === name ? { ...phase, ...changes } : phase)) };
}

describe("a built-in incident", () => {
  for (const { name } of incidents)
    it(`${name} loads with its objectives and a hash of its files`, () => {
      const loaded = loadIncident(name, null, false);
      assert.equal(loaded.incident.name, name);
      assert.ok(loaded.objectives.length > 0);
      assert.match(loaded.sha256, /^[0-9a-f]{64}$/);
      assert.equal(loadIncident(name, null, false).sha256, loaded.sha256);
    });

  it("is known by its own hash", () => {
    assert.equal(new Set(incidents.map(({ name }) => loadIncident(name, null, false).sha256)).size, incidents.length);
  });
});

describe("an unknown incident", () => {
  it("is refused with the names there are", () => {
    const [problem, ...others] = catchProblems(() => loadIncident("checkout-outrage", null, false));
    assert.equal(others.length, 0);
    assert.equal(problem?.what, "unknown incident");
    assert.equal(problem?.got, "checkout-outrage");
    assert.equal(problem?.expected, "checkout-outage, smoke");
    assert.match(problem?.hint ?? "", /tilldrill list/);
  });
});

describe("a phase shorter than five response timeouts", () => {
  it("is found by the pace: 18 s at 200x are enough for 3 s, 14.4 s at 250x are not", () => {
    assert.deepEqual(listShortPhases(checkoutOutage, 200), []);
    assert.deepEqual(listShortPhases(checkoutOutage, 240), []);
    assert.deepEqual(listShortPhases(checkoutOutage, 250), ["calm", "catch-up", "normal", "morning"]);
  });

  it("is refused, each with what to do, and run when asked to", () => {
    const problems = catchProblems(() => loadIncident("checkout-outage", 250, false));
    assert.deepEqual(
      problems.map(({ what }) => what),
      [
        "phase calm is too short at 250x",
        "phase catch-up is too short at 250x",
        "phase normal is too short at 250x",
        "phase morning is too short at 250x",
      ],
    );
    assert.equal(problems[0]?.expected, "at least 15 s of wall time, five response timeouts");
    assert.match(problems[0]?.hint ?? "", /--allow-short-phases/);
    assert.equal(loadIncident("checkout-outage", 250, true).incident.name, "checkout-outage");
  });
});

describe("an incident's problems", () => {
  it("are none where it is in order", () => {
    assert.deepEqual(listProblems({}), []);
  });

  it("are phases that end before they begin, or overlap", () => {
    assert.deepEqual(listProblems(changePhase("normal", { toMinute: 390 })), ["phase normal ends before it begins"]);
    assert.deepEqual(listProblems(changePhase("outage", { fromMinute: 149 })), [
      "phase outage begins before precursors ends",
    ]);
  });

  it("are a calm phase and a control's objective that do not exist", () => {
    assert.deepEqual(listProblems({ calmPhase: "quiet" }), ["the calm phase quiet does not exist"]);
    assert.deepEqual(listProblems({ controlMisses: ["speed"] }), [
      "the control must miss speed, which is no objective",
    ]);
  });

  it("are populations rehearsed thinner, other than browsers", () => {
    const thin = checkoutOutage.populations.map((population) => ({ ...population, thinner: 50 }));
    assert.ok(listProblems({ populations: thin }).includes("population buyers is rehearsed thinner"));
  });

  it("are objectives that add up populations of different weight", () => {
    assert.ok(checkout !== undefined);
    const mixed: Objective = { ...checkout, name: "mixed", steps: ["home"], populations: null };
    const apart: Objective = { ...mixed, name: "apart", populations: ["browsers"] };
    assert.deepEqual(listProblems({}, [...objectives, mixed, apart]), [
      "objective mixed adds up populations of different weight",
    ]);
  });

  it("do not include browsers where only orders are counted: they place none", () => {
    assert.ok(checkout !== undefined);
    assert.deepEqual(
      listProblems({}, [...objectives, { ...checkout, name: "all", steps: ["place-order"], populations: null }]),
      [],
    );
  });

  it("are listed all at once", () => {
    const problems = listProblems({
      ...changePhase("normal", { toMinute: 390 }),
      calmPhase: "quiet",
      controlMisses: ["speed"],
    });
    assert.equal(problems.length, 3);
  });
});
