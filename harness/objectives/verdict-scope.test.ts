import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultResult, Verdict } from "../record/drill-result.ts";
import { chooseScope, judgeDrill, type VerdictInput } from "./verdict.ts";
import {
  control,
  defended,
  fault,
  missed,
  notReproduced,
  objective,
  undecidable,
  undecidedFact,
} from "./verdict-input.fixture.ts";

type Row = [rule: string, base: VerdictInput, changes: Partial<VerdictInput>, verdict: Verdict, reason: RegExp | null];

const cut: VerdictInput = { ...control, scope: "cut", facts: [] };
const paired: VerdictInput = { ...control, scope: "paired", objectives: [objective], controlMisses: [], faults: [] };
const prevented: FaultResult = {
  ...fault,
  name: "payment-endpoint-full",
  state: "prevented",
  injectedAtMinute: null,
  restoredAtMinute: null,
  requestsAffected: 0,
};

/** Drills that are not the whole incident as it happened. */
const scopes: Row[] = [
  ["a control in a short form is decided by its misses, and says so", cut, {}, "pass", /^Phases were left out: facts/],
  ["a control in a short form that meets its objective fails", cut, { objectives: [objective] }, "fail", /was met/],
  [
    "a control in a short form passes by one of its misses: the others' budgets are of the whole harm",
    cut,
    {
      controlMisses: ["checkout-availability", "order-success"],
      objectives: [missed, { ...objective, name: "order-success" }],
    },
    "pass",
    /^Phases were left out/,
  ],
  [
    "a whole control passes only by all of its misses",
    control,
    {
      controlMisses: ["checkout-availability", "order-success"],
      objectives: [missed, { ...objective, name: "order-success" }],
    },
    "fail",
    /order-success was met/,
  ],
  [
    "a control in a short form with an undecidable objective is inconclusive",
    cut,
    { objectives: [undecidable] },
    "inconclusive",
    /undecidable/,
  ],
  [
    "a control in a short form without an objective to miss is never a pass",
    cut,
    { controlMisses: [] },
    "inconclusive",
    /No objective is named/,
  ],
  ["a control in a short form is held to a fact that was measured", cut, { facts: [notReproduced] }, "fail", /CO-6/],
  ["a drill of a pair is decided by its facts, whatever its objectives", paired, {}, "pass", null],
  ["a drill of a pair whose fact is not reproduced fails", paired, { facts: [notReproduced] }, "fail", /CO-6/],
  [
    "a drill of a pair whose fact is undecided is inconclusive",
    paired,
    { facts: [undecidedFact] },
    "inconclusive",
    /CO-9/,
  ],
  ["a drill of a pair without a fact is never a pass", paired, { facts: [] }, "inconclusive", /No fact was measured/],
  ["stages that were all prevented are harmless", defended, { faults: [prevented, prevented] }, "pass", null],
  ["a stage in force and one prevented are harmless", defended, { faults: [fault, prevented] }, "pass", null],
  [
    "a prevented stage does not hide that the one before it may still act",
    defended,
    { faults: [{ ...fault, state: "not-restored", restoreVerified: false }, prevented] },
    "inconclusive",
    /payment-endpoint was not verified/,
  ],
  [
    "a prevented stage does not hide that the one before it touched nothing",
    defended,
    { faults: [{ ...fault, requestsAffected: 0 }, prevented] },
    "inconclusive",
    /payment-endpoint had no effect/,
  ],
];

describe("verdict of a drill that is not the whole incident as it happened", () => {
  for (const [rule, base, changes, verdict, reason] of scopes) {
    it(rule, () => {
      const judgement = judgeDrill({ ...base, ...changes });
      assert.equal(judgement.verdict, verdict);
      if (reason === null) assert.deepEqual(judgement.reasons, []);
      else assert.match(judgement.reasons[0] ?? "", reason);
    });
  }

  it("is of the whole incident, of some of its phases, or of a pair without its cause", () => {
    const phases = [{ phase: "calm", minutes: 5 }];
    assert.equal(chooseScope({ phases: null, addedLatencyMs: null }), "whole");
    assert.equal(chooseScope({ phases, addedLatencyMs: null }), "cut");
    assert.equal(chooseScope({ phases, addedLatencyMs: 0 }), "paired");
  });
});
