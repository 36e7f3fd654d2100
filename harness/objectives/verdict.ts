// Who decides pass or fail: the merge of facts, objectives, audit and measurement into one verdict (DESIGN.md, judgement).
import type { IncidentSelection } from "../../scenarios/selection.ts";
import { listGeneratorProblems } from "../measure/generator-health.ts";
import type {
  AuditResult,
  FactResult,
  FaultResult,
  GeneratorResult,
  ObjectiveResult,
  Verdict,
} from "../record/drill-result.ts";

/**
 * What a drill judged by facts has to show. `whole`: its facts, and that its objectives were missed. `cut`: one of the
 * misses alone, as facts are of the whole incident, and so are budgets: phases were left out, and the harm with them. `paired`: its facts alone, as nothing was broken in it.
 */
export type ControlScope = "whole" | "cut" | "paired";

export interface VerdictInput {
  readonly judgedBy: "facts" | "objectives";
  /** Default `whole`. */
  readonly scope?: ControlScope;
  readonly facts: readonly FactResult[];
  readonly objectives: readonly ObjectiveResult[];
  /** Objectives that a drill judged by facts must miss. */
  readonly controlMisses: readonly string[];
  /** Null: the books could not be audited. */
  readonly audit: AuditResult | null;
  readonly generator: GeneratorResult;
  readonly faults: readonly FaultResult[];
  readonly complete: boolean;
  readonly incompleteBecause: string | null;
  /** Why the measurement cannot carry a verdict, besides what the other fields say; a sentence each. */
  readonly invalidBecause?: readonly string[];
  /** Why objectives are undecidable, by name (`listUndecidable`). */
  readonly undecidable?: ReadonlyMap<string, string>;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Plain sentences, those that decide first; also what is reported and does not decide. */
  readonly reasons: string[];
}

const cutScope =
  "Phases were left out: facts are of the whole incident, so this drill is judged by missing one of the objectives that the whole must miss.";

/** By what of the incident was drilled: without its cause, with some of its phases, or whole. */
export function chooseScope(selection: Pick<IncidentSelection, "phases" | "addedLatencyMs">): ControlScope {
  if (selection.addedLatencyMs !== null) return "paired";
  return selection.phases === null ? "whole" : "cut";
}

interface Findings {
  readonly bad: string[];
  readonly undecided: string[];
}

/** See `cutAllowances`. */
const cutBudgets =
  "Phases were left out: of the budget that one incident may use up, only the part counts that the fault's minutes are of the whole incident's.";

/**
 * First match: audit violation in a drill judged by objectives → fail · measurement invalid → inconclusive · anything
 * missed or not reproduced → fail · anything undecided, or nothing measured → inconclusive · pass.
 */
export function judgeDrill(input: VerdictInput): Judgement {
  const violations = listViolations(input.audit);
  const invalid = listInvalid(input);
  const { bad, undecided } = input.judgedBy === "facts" ? weighFacts(input) : weighObjectives(input);
  if (input.judgedBy === "facts") {
    const reported = violations.map((sentence) => `${sentence} Reported only: this drill is judged by its facts.`);
    const scope = input.scope === "cut" ? [cutScope] : [];
    return {
      verdict: chooseVerdict([], invalid, bad, undecided),
      reasons: [...invalid, ...bad, ...undecided, ...scope, ...reported],
    };
  }
  return {
    verdict: chooseVerdict(violations, invalid, bad, undecided),
    reasons: [...violations, ...invalid, ...bad, ...undecided, ...(input.scope === "cut" ? [cutBudgets] : [])],
  };
}

/** Verdict of a run of several drills: fail if one fails, else inconclusive if one is or none ran, else pass. */
export function mergeVerdicts(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.length === 0 || verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}

/** 0 pass, 10 failed, 11 inconclusive; 12, above all others, when a target may still be faulty. */
export function computeExitCode(
  drills: readonly { readonly verdict: Verdict; readonly faults: readonly FaultResult[] }[],
): number {
  if (drills.some((drill) => drill.faults.some(mayStillBeFaulty))) return 12;
  return { pass: 0, fail: 10, inconclusive: 11 }[mergeVerdicts(drills.map((drill) => drill.verdict))];
}

/** Whether a fault's restore is not verified. One that was never put in force cannot be left behind. */
export function mayStillBeFaulty(fault: FaultResult): boolean {
  if (fault.state === "not-restored") return true;
  return fault.state !== "not-injected" && !fault.restoreVerified;
}

function chooseVerdict(violations: string[], invalid: string[], bad: string[], undecided: string[]): Verdict {
  if (violations.length > 0) return "fail";
  if (invalid.length > 0) return "inconclusive";
  if (bad.length > 0) return "fail";
  return undecided.length > 0 ? "inconclusive" : "pass";
}

function listViolations(audit: AuditResult | null): string[] {
  return (audit?.violations ?? []).map((violation) => `The audit found ${violation.invariant}: ${violation.says}.`);
}

function listInvalid(input: VerdictInput): string[] {
  const reasons: string[] = [];
  if (!input.complete) {
    reasons.push(`The drill is incomplete${input.incompleteBecause === null ? "" : `: ${input.incompleteBecause}`}.`);
  }
  reasons.push(...listGeneratorProblems(input.generator), ...(input.invalidBecause ?? []));
  for (const fault of input.faults) {
    // What a drill that was cut short did not come to is no finding of its own.
    if (input.complete && fault.state === "not-injected") {
      reasons.push(`The fault ${fault.name} was never put in force.`);
    } else if (input.complete && fault.state !== "prevented" && fault.requestsAffected === 0) {
      reasons.push(`The fault ${fault.name} had no effect: it touched no request.`);
    }
    if (mayStillBeFaulty(fault)) {
      reasons.push(`The restore of ${fault.name} was not verified: the target may still be faulty.`);
    }
  }
  if (input.judgedBy === "objectives" && input.audit === null) reasons.push("The books were not audited.");
  return reasons;
}

function weighFacts(input: VerdictInput): Findings {
  const { scope = "whole" } = input;
  const facts = weighMeasuredFacts(input.facts);
  const misses = weighMisses(input);
  if (input.facts.length === 0 && scope !== "cut") facts.undecided.push("No fact was measured.");
  if (scope === "paired") return facts;
  return { bad: [...facts.bad, ...misses.bad], undecided: [...facts.undecided, ...misses.undecided] };
}

function weighMeasuredFacts(facts: readonly FactResult[]): Findings {
  const bad: string[] = [];
  const undecided: string[] = [];
  for (const fact of facts) {
    if (fact.verdict === "undecided" || fact.measured === null) {
      undecided.push(`Fact ${fact.id} is undecided: ${fact.says}.`);
    } else if (fact.verdict === "not-reproduced") {
      bad.push(
        `Fact ${fact.id} was not reproduced: expected ${fact.expected}, measured ${fact.measured} ${fact.unit}.`,
      );
    }
  }
  return { bad, undecided };
}

/** The objectives that a positive control must miss; where phases were left out, one of them is enough. */
function weighMisses(input: VerdictInput): Findings {
  const isMissed = (objective: ObjectiveResult) =>
    input.controlMisses.includes(objective.name) && !isUndecidable(objective) && objective.verdict === "missed";
  if (input.scope === "cut" && input.objectives.some(isMissed)) return { bad: [], undecided: [] };
  const bad: string[] = [];
  const undecided: string[] = [];
  if (input.controlMisses.length === 0) undecided.push("No objective is named that the positive control must miss.");
  for (const name of input.controlMisses) {
    const objectives = input.objectives.filter((objective) => objective.name === name);
    if (objectives.length === 0)
      undecided.push(`Objective ${name}, which the positive control must miss, was not measured.`);
    for (const objective of objectives) {
      if (isUndecidable(objective)) undecided.push(describeUndecidable(objective, input.undecidable));
      else if (objective.verdict === "met") {
        bad.push(`Objective ${name} was met, and the positive control must miss it: ${describeBudget(objective)}.`);
      }
    }
  }
  return { bad, undecided };
}

function weighObjectives(input: VerdictInput): Findings {
  const bad: string[] = [];
  const undecided: string[] = [];
  if (input.objectives.length === 0) undecided.push("No objective was measured.");
  for (const objective of input.objectives) {
    if (isUndecidable(objective)) undecided.push(describeUndecidable(objective, input.undecidable));
    else if (objective.verdict === "missed")
      bad.push(`Objective ${objective.name} was missed: ${describeBudget(objective)}.`);
  }
  if (input.audit !== null && input.audit.attempts === 0) {
    undecided.push("No order was attempted, so the audit shows nothing.");
  }
  return { bad, undecided };
}

function isUndecidable(objective: ObjectiveResult): boolean {
  return objective.verdict === "undecidable" || objective.total === 0;
}

function describeUndecidable(objective: ObjectiveResult, reasons: ReadonlyMap<string, string> | undefined): string {
  const why =
    reasons?.get(objective.name) ?? (objective.total === 0 ? "nothing was counted" : "its measurement is not valid");
  return `Objective ${objective.name} is undecidable: ${why}.`;
}

function describeBudget(objective: ObjectiveResult): string {
  const consumed = ((objective.budgetConsumedRatio ?? 0) * 100).toFixed(1);
  const allowed = Number((objective.budgetAllowedRatio * 100).toFixed(1));
  return `${objective.bad} of ${objective.total} bad, ${consumed} % of the 30-day error budget used, ${allowed} % allowed`;
}
