import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "../scenarios/checkout-outage/incident.ts";
import type { FaultStage, FaultWindow, Incident, Phase } from "../scenarios/incident.ts";
import { listIncidentProblems } from "./incident-problems.ts";
import { loadIncident } from "./load-incident.ts";
import type { Objective } from "./objectives/open-slo.ts";

const { objectives } = loadIncident("checkout-outage", null, false);
const [checkout] = objectives;

/** What is wrong with the outage, by the cause in force, when this is changed. */
function listProblems(changes: Partial<Incident>, changedObjectives: readonly Objective[] = objectives): string[] {
  return listIncidentProblems({ ...checkoutOutage, causes: [], ...changes }, changedObjectives).map(({ what }) => what);
}

function changePhase(name: string, changes: Partial<Phase>): Partial<Incident> {
  return { phases: checkoutOutage.phases.map((phase) => (phase.name === name ? { ...phase, ...changes } : phase)) };
}

describe("an incident's problems", () => {
  it("are none where it is in order", () => {
    assert.deepEqual(listProblems({}), []);
    assert.deepEqual(listIncidentProblems(checkoutOutage, objectives), []);
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

describe("an incident's limits", () => {
  it("allow a payment call half the response timeout, and no more", () => {
    const limits = { responseTimeoutMs: 1000, faults: [] };
    assert.deepEqual(listProblems({ ...limits, paymentDeadlineMs: 500 }), []);
    assert.deepEqual(listProblems({ ...limits, paymentDeadlineMs: 501 }), ["the payment deadline is too long"]);
  });

  it("allow 250 ms of queued work, and no more", () => {
    assert.deepEqual(listProblems({ queueBoundMs: 250 }), []);
    assert.deepEqual(listProblems({ queueBoundMs: 251, faults: [] }), ["the queue bound is too long"]);
  });
});

describe("a fault of an incident", () => {
  const [window] = checkoutOutage.faults as [FaultWindow];
  const [partial, full] = window.stages as [FaultStage, FaultStage];
  const listOf = (changes: Partial<FaultWindow>, others: Partial<Incident> = {}) =>
    listProblems({ faults: [{ ...window, ...changes }], ...others });

  it("has stages that follow each other", () => {
    assert.deepEqual(listOf({ stages: [] }), ["the fault config-change has no stage"]);
    assert.deepEqual(listOf({ stages: [full, partial] }), [
      "stage payment-endpoint-partial does not begin where payment-endpoint-full ends",
      "no operator action takes the fault config-change back",
    ]);
    assert.deepEqual(listOf({ stages: [{ ...partial, toMinute: 149 }, full] }), [
      "stage payment-endpoint-full does not begin where payment-endpoint-partial ends",
    ]);
  });

  it("lies inside the phases, its lead included, and in no jump", () => {
    const stage = (fromMinute: number, toMinute: number) =>
      listOf(
        { stages: [{ ...full, fromMinute, toMinute }] },
        { actions: [{ name: "back", atMinute: toMinute, does: "restore-faults" }] },
      );
    const outside = ["stage payment-endpoint-full does not lie inside the phases, with its lead"];
    assert.deepEqual(stage(1, 450), []);
    assert.deepEqual(stage(751, 810), []);
    for (const [from, to] of [
      [0.5, 60],
      [400, 460],
      [400, 760],
      [750, 800],
      [800, 811],
    ] as const)
      assert.deepEqual(stage(from, to), outside, `${from} to ${to}`);
    assert.ok(stage(100, 90).includes("stage payment-endpoint-full ends before it begins"));
  });

  it("is taken back by an action at the end of its last stage", () => {
    const missing = ["no operator action takes the fault config-change back"];
    assert.deepEqual(listOf({}, { actions: [] }), missing);
    assert.deepEqual(listOf({}, { actions: [{ name: "back", atMinute: 331, does: "restore-faults" }] }), missing);
  });

  it("is held for queue bound plus payment deadline", () => {
    const held = ["the fault config-change is held for another time than its steps need"];
    assert.deepEqual(listOf({ holdMs: 749 }), held);
    assert.deepEqual(listOf({ holdMs: 751 }), held);
    assert.deepEqual(listOf({ holdMs: 700 }, { paymentDeadlineMs: 450 }), []);
  });

  it("is told with the incident, what is expected and what there is", () => {
    const [problem] = listIncidentProblems({ ...checkoutOutage, causes: [], actions: [] }, objectives);
    assert.deepEqual(problem, {
      what: "no operator action takes the fault config-change back",
      where: "incident checkout-outage",
      expected: "restore-faults at minute 330, the end of payment-endpoint-full",
      got: "no action",
    });
  });

  it("is in order for every cause that can be drilled, not only for the one in force", () => {
    const causes = checkoutOutage.causes.map((cause) => ({
      ...cause,
      faults: cause.faults.map((one) => ({ ...one, holdMs: 749 })),
    }));
    const held = (kind: string) => `the fault ${kind} is held for another time than its steps need`;
    assert.deepEqual(listProblems({ causes }), [held("hung-provider"), held("exhausted-pool")]);
    const cause = "hung-provider";
    assert.deepEqual(listProblems({ causes, cause, faults: causes[1]?.faults ?? [] }), [
      held("hung-provider"),
      held("config-change"),
      held("exhausted-pool"),
    ]);
  });
});
