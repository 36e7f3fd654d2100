import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Verdict } from "../record/drill-result.ts";
import { judgeDrill, type VerdictInput } from "./verdict.ts";
import {
  audit,
  control,
  defended,
  dropped,
  fact,
  fault,
  late,
  missed,
  notReproduced,
  objective,
  undecidable,
  undecidedFact,
  violated,
} from "./verdict-input.fixture.ts";

type Row = [rule: string, base: VerdictInput, changes: Partial<VerdictInput>, verdict: Verdict, reason: RegExp | null];

const table: Row[] = [
  ["a drill judged by objectives passes when all are met and the audit is quiet", defended, {}, "pass", null],
  ["a positive control passes when its facts are reproduced and its objectives missed", control, {}, "pass", null],
  [
    "an audit violation fails a drill judged by objectives",
    defended,
    { audit: violated },
    "fail",
    /audit found lost: customer 1/,
  ],
  [
    "an audit violation outranks an invalid measurement",
    defended,
    { audit: violated, generator: dropped },
    "fail",
    /audit/,
  ],
  [
    "an audit violation is only reported in a drill judged by facts",
    control,
    { audit: violated },
    "pass",
    /Reported only/,
  ],
  ["dropped arrivals are inconclusive", defended, { generator: dropped }, "inconclusive", /dropped 100 of 1000/],
  ["late arrivals are inconclusive", defended, { generator: late }, "inconclusive", /start lateness is 300/],
  [
    "a fault without effect is inconclusive",
    control,
    { faults: [{ ...fault, requestsAffected: 0 }] },
    "inconclusive",
    /had no effect/,
  ],
  [
    "a fault never put in force is inconclusive",
    control,
    { faults: [{ ...fault, state: "not-injected" }] },
    "inconclusive",
    /never put in force/,
  ],
  [
    "a fault stage that was prevented is fine",
    defended,
    { faults: [{ ...fault, state: "prevented", requestsAffected: 0 }] },
    "pass",
    null,
  ],
  [
    "a restore that is not verified is never a pass",
    defended,
    { faults: [{ ...fault, restoreVerified: false }] },
    "inconclusive",
    /not verified/,
  ],
  [
    "an incomplete drill is inconclusive",
    defended,
    { complete: false, incompleteBecause: "k6 died" },
    "inconclusive",
    /incomplete: k6 died/,
  ],
  ["books that were not audited are inconclusive", defended, { audit: null }, "inconclusive", /not audited/],
  [
    "an invalid measurement outranks a missed objective",
    defended,
    { objectives: [missed], generator: dropped },
    "inconclusive",
    /dropped/,
  ],
  [
    "a missed objective fails",
    defended,
    { objectives: [missed] },
    "fail",
    /100 of 1000 bad, 417.0 % of the 30-day error budget used, 100 % allowed/,
  ],
  [
    "a fact that was not reproduced fails",
    control,
    { facts: [fact, notReproduced] },
    "fail",
    /CO-6 was not reproduced: expected at least 95 %, measured 0.9/,
  ],
  [
    "a positive control that meets its objective fails",
    control,
    { objectives: [objective] },
    "fail",
    /positive control must miss it/,
  ],
  [
    "a missed objective outranks an undecidable one",
    defended,
    { objectives: [undecidable, missed] },
    "fail",
    /was missed/,
  ],
  [
    "an undecidable objective is inconclusive",
    defended,
    { objectives: [objective, undecidable] },
    "inconclusive",
    /undecidable/,
  ],
  ["an undecided fact is inconclusive", control, { facts: [fact, undecidedFact] }, "inconclusive", /CO-9 is undecided/],
  [
    "an undecidable objective of the control is inconclusive",
    control,
    { objectives: [undecidable] },
    "inconclusive",
    /undecidable/,
  ],
  ["facts do not decide a drill judged by objectives", defended, { facts: [notReproduced] }, "pass", null],
  [
    "other objectives do not decide a drill judged by facts",
    control,
    { objectives: [missed, { ...objective, name: "browse" }] },
    "pass",
    null,
  ],
];

const nothingMeasured: Row[] = [
  ["no objective is never a pass", defended, { objectives: [] }, "inconclusive", /No objective was measured/],
  ["no fact is never a pass", control, { facts: [] }, "inconclusive", /No fact was measured/],
  ["a control without its objective is never a pass", control, { objectives: [] }, "inconclusive", /was not measured/],
  [
    "a control without an objective to miss is never a pass",
    control,
    { controlMisses: [] },
    "inconclusive",
    /No objective is named/,
  ],
  [
    "an objective over no events is never a pass",
    defended,
    { objectives: [{ ...objective, good: 0, bad: 0, total: 0 }] },
    "inconclusive",
    /nothing was counted/,
  ],
  [
    "a fact without a measurement is never a pass",
    control,
    { facts: [{ ...fact, measured: null }] },
    "inconclusive",
    /undecided/,
  ],
  [
    "no attempt to order is never a pass",
    defended,
    { audit: { ...audit, attempts: 0 } },
    "inconclusive",
    /No order was attempted/,
  ],
  [
    "no customer is never a pass",
    defended,
    { generator: { planned: 0, started: 0, dropped: 0, startLatenessMs: { p99: null, max: null } } },
    "inconclusive",
    /started no customer/,
  ],
];

describe("verdict of a drill", () => {
  for (const [rule, base, changes, verdict, reason] of [...table, ...nothingMeasured]) {
    it(rule, () => {
      const judgement = judgeDrill({ ...base, ...changes });
      assert.equal(judgement.verdict, verdict);
      if (reason === null) assert.deepEqual(judgement.reasons, []);
      else assert.match(judgement.reasons[0] ?? "", reason);
    });
  }

  it("gives the reason of an undecidable objective", () => {
    const because = new Map([["checkout-availability", "phase outage is distorted"]]);
    const { reasons } = judgeDrill({ ...defended, objectives: [undecidable], undecidable: because });
    assert.deepEqual(reasons, ["Objective checkout-availability is undecidable: phase outage is distorted."]);
  });

  it("does not depend on the order of what it merges", () => {
    const objectives = fc.shuffledSubarray([objective, missed, undecidable, { ...missed, name: "browse" }]);
    const facts = fc.shuffledSubarray([fact, notReproduced, undecidedFact]);
    const judgedBy = fc.constantFrom("facts" as const, "objectives" as const);
    fc.assert(
      fc.property(judgedBy, objectives, facts, (by, someObjectives, someFacts) => {
        const forwards = { ...defended, judgedBy: by, objectives: someObjectives, facts: someFacts };
        const backwards = { ...forwards, objectives: someObjectives.toReversed(), facts: someFacts.toReversed() };
        assert.equal(judgeDrill(forwards).verdict, judgeDrill(backwards).verdict);
        assert.deepEqual(judgeDrill(forwards).reasons.toSorted(), judgeDrill(backwards).reasons.toSorted());
      }),
    );
  });
});
