import assert from "node:assert/strict";
import { test } from "node:test";
import { selectIncident, selectWhole } from "../../scenarios/selection.ts";
import { loadIncident } from "../load-incident.ts";
import { cutAllowances } from "./cut-allowance.ts";

const whole = selectIncident(selectWhole("checkout-outage"));
const cutTo = (phases: { phase: string; minutes: number }[]) =>
  loadIncident({ ...selectWhole("checkout-outage"), phases }, null, true);
const listAllowed = ({ objectives }: ReturnType<typeof cutTo>) => [
  ...new Set(objectives.map(({ budgetAllowedRatio }) => budgetAllowedRatio)),
];

test("the whole incident may use up what its objectives say", () => {
  const { incident, objectives } = loadIncident("checkout-outage", null, false);
  assert.deepEqual(cutAllowances(objectives, whole, incident), objectives);
});

test("the short form may use up that part of it which its fault lasts of the whole fault", () => {
  // 50 of 90 minutes of precursors and 60 of 180 minutes of outage.
  assert.deepEqual(listAllowed(cutTo([...whole.shortForm])), [0.407407]);
});

test("phases without a fault, and longer ones than the whole, allow no more and no less", () => {
  assert.deepEqual(listAllowed(cutTo([{ phase: "calm", minutes: 60 }])), [1]);
  const longer = ["calm", "precursors", "outage"].map((phase) => ({ phase, minutes: 500 }));
  assert.deepEqual(listAllowed(cutTo(longer)), [1]);
});
