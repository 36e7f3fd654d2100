import assert from "node:assert/strict";
import { test } from "node:test";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildDefenceReports } from "./defence-reports.ts";

const nothing = { alertedActions: [], faults: [] };

test("a defence of the shop is described by the shop, with what it counted", () => {
  const counts = new Map([["circuit-breaker", { opened: 2, refused: 700 }]]);
  const [breaker] = buildDefenceReports(checkoutOutage, ["circuit-breaker"], counts, nothing);
  assert.deepEqual([breaker?.kind, breaker?.by, breaker?.counts], ["containing", "shop", { opened: 2, refused: 700 }]);
  assert.ok((breaker?.says.length ?? 0) > 10 && (breaker?.costs.length ?? 0) > 10);
});

test("a shop that could not be asked leaves the counts empty, and the defence in the report", () => {
  const reports = buildDefenceReports(smoke, ["load-shedding", "circuit-breaker"], new Map(), nothing);
  assert.deepEqual(
    reports.map(({ name, counts }) => [name, counts]),
    [
      ["load-shedding", {}],
      ["circuit-breaker", {}],
    ],
  );
});

test("an action bound to an alert says when it acts, how often it did and what it prevented", () => {
  const action = { name: "roll the change back", defence: "auto-rollback", objective: "checkout-availability" };
  const answered = {
    alertedActions: [{ ...action, alertedAtMinute: 80, reactionMinutes: 5, actedAtMinute: 85.1 }],
    faults: (["restored", "prevented"] as const).map((state) => ({
      name: state,
      kind: "config-change",
      state,
      plannedFromMinute: 60,
      injectedAtMinute: null,
      restoredAtMinute: null,
      requestsAffected: 0,
      restoreVerified: true,
    })),
  };
  assert.deepEqual(buildDefenceReports(checkoutOutage, ["auto-rollback"], new Map(), answered), [
    {
      name: "auto-rollback",
      kind: "preventive",
      by: "harness",
      says: "roll the change back, 5 minutes after a page alert fired",
      costs: "the last change goes back whenever the alert fires, also where it was not the cause",
      counts: { alertsAnswered: 1, stagesPrevented: 1 },
    },
  ]);
});
