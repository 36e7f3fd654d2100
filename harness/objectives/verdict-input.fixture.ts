// Drills to judge: a defended one that passes, the control beside it, and what can be wrong with either.
import type { AuditResult, FactResult, FaultResult, ObjectiveResult } from "../record/drill-result.ts";
import type { VerdictInput } from "./verdict.ts";

export const objective: ObjectiveResult = {
  name: "checkout-availability",
  phase: null,
  target: 0.999,
  good: 900,
  bad: 100,
  total: 1000,
  budgetConsumedRatio: 0.5,
  budgetAllowedRatio: 1,
  verdict: "met",
};
export const missed: ObjectiveResult = { ...objective, budgetConsumedRatio: 4.17, verdict: "missed" };
export const undecidable: ObjectiveResult = { ...objective, budgetConsumedRatio: null, verdict: "undecidable" };

export const fact: FactResult = {
  id: "CO-2",
  says: "they were led to an error page",
  origin: "emergent",
  expected: "at least 95 %",
  measured: 0.99,
  unit: "ratio",
  verdict: "reproduced",
};
export const notReproduced: FactResult = { ...fact, id: "CO-6", measured: 0.9, verdict: "not-reproduced" };
export const undecidedFact: FactResult = { ...fact, id: "CO-9", measured: null, verdict: "undecided" };

export const fault: FaultResult = {
  name: "payment-endpoint",
  kind: "config-change",
  state: "restored",
  plannedFromMinute: 150,
  injectedAtMinute: 149,
  restoredAtMinute: 332,
  requestsAffected: 812,
  restoreVerified: true,
};

export const audit: AuditResult = {
  attempts: 9,
  acknowledged: 9,
  lost: 0,
  orderedDespiteError: 0,
  duplicated: 0,
  unexpected: 0,
  unknown: 0,
  deferred: 0,
  paymentsWithoutOrder: 0,
  ordersWithoutPayment: 0,
  violations: [],
};
export const violated: AuditResult = {
  ...audit,
  lost: 1,
  violations: [
    { invariant: "lost", orderNumber: "A-1", says: "customer 1 was shown order A-1, which is not in the books" },
  ],
};

export const defended: VerdictInput = {
  judgedBy: "objectives",
  facts: [],
  objectives: [objective],
  controlMisses: ["checkout-availability"],
  audit,
  generator: { planned: 1000, started: 1000, dropped: 0, startLatenessMs: { p99: 1, max: 2 } },
  faults: [fault],
  complete: true,
  incompleteBecause: null,
};
export const control: VerdictInput = { ...defended, judgedBy: "facts", facts: [fact], objectives: [missed] };
export const dropped = { planned: 1000, started: 900, dropped: 100, startLatenessMs: { p99: 1, max: 2 } };
export const late = { planned: 1000, started: 1000, dropped: 0, startLatenessMs: { p99: 300, max: 400 } };
