// The one sentence that every output opens with.
import type { DrillResult } from "../harness/record/drill-result.ts";
import type { Recorded } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { joinNames, plural } from "./format.ts";

/** A drill, with or without what was recorded beside its fixed fields. */
export type JudgedDrill = DrillResult & {
  readonly recorded?: Pick<Recorded, "complete" | "incompleteBecause" | "audited" | "selection">;
};

const mostNames = 4;

function nameSome(names: readonly string[]): string {
  const shown = names.map(cleanLine);
  return shown.length > mostNames
    ? `${shown.slice(0, mostNames).join(", ")} and ${shown.length - mostNames} more`
    : joinNames(shown);
}

function isCut(drill: JudgedDrill): boolean {
  return (drill.recorded?.selection?.phases ?? null) !== null;
}

function readAddedMs(drill: JudgedDrill): number | null {
  return drill.recorded?.selection?.addedLatencyMs ?? null;
}

/** A positive control must miss objectives; a drill for the cost of latency has no incident that would make it. */
export function mustMissObjectives(drill: JudgedDrill): boolean {
  return drill.judgedBy === "facts" && readAddedMs(drill) === null;
}

/** "12 of 13 facts reproduced, 6 of them emergent": the headline counts facts that nobody put in. */
export function renderFactCount(drill: JudgedDrill): string {
  const reproduced = drill.facts.filter((fact) => fact.verdict === "reproduced");
  if (drill.facts.length === 0) return isCut(drill) ? "a short form measures no facts" : "no fact was measured";
  const emergent = reproduced.filter((fact) => fact.origin === "emergent").length;
  const tail = reproduced.length === 0 ? "" : `, ${emergent} of them emergent`;
  return `${reproduced.length} of ${plural(drill.facts.length, "fact")} reproduced${tail}`;
}

function renderFactClauses(drill: JudgedDrill): string[] {
  const missing = drill.facts.filter((fact) => fact.verdict === "not-reproduced").map((fact) => fact.id);
  const undecided = drill.facts.filter((fact) => fact.verdict === "undecided").map((fact) => fact.id);
  const missed = drill.objectives.filter((objective) => objective.verdict === "missed").length;
  const clauses = [renderFactCount(drill)];
  if (missing.length > 0) clauses.push(`${nameSome(missing)} did not come out`);
  if (undecided.length > 0) clauses.push(`${nameSome(undecided)} could not be decided`);
  if (drill.objectives.length > 0) {
    const must = missed > 0 && mustMissObjectives(drill) ? ", as a drill without defences must" : "";
    clauses.push(`${missed} of ${plural(drill.objectives.length, "objective")} missed${must}`);
  }
  return clauses;
}

function renderObjectiveClauses(drill: JudgedDrill): string[] {
  const of = (verdict: string) =>
    drill.objectives.filter((objective) => objective.verdict === verdict).map((objective) => objective.name);
  const clauses =
    drill.objectives.length === 0
      ? ["no objective was measured"]
      : [`${of("met").length} of ${plural(drill.objectives.length, "objective")} met`];
  if (of("missed").length > 0) clauses.push(`${nameSome(of("missed"))} missed`);
  if (of("undecidable").length > 0) clauses.push(`${nameSome(of("undecidable"))} not decidable`);
  const forestalled = drill.faults.filter(({ state }) => state === "prevented").length;
  if (forestalled > 0) clauses.push(`${plural(forestalled, "stage")} of the fault forestalled`);
  const violations = drill.audit.violations.length;
  if (violations > 0) clauses.push(`the audit found ${plural(violations, "violation")}`);
  else if (drill.recorded?.audited === false) clauses.push("the books could not be audited");
  else if (drill.audit.attempts === 0) clauses.push("the audit had no order to check");
  else clauses.push("the audit found no violation");
  return clauses;
}

/** "Pass", "Fail", "Inconclusive". */
export function renderVerdictWord(verdict: DrillResult["verdict"]): string {
  return verdict === "pass" ? "Pass" : verdict === "fail" ? "Fail" : "Inconclusive";
}

function renderVariant(drill: JudgedDrill): string {
  const addedMs = readAddedMs(drill);
  if (addedMs !== null) return addedMs === 0 ? "without its incident" : `with ${addedMs} ms more on every page`;
  if (drill.variant === "as-it-happened") return "as it happened";
  return drill.defences.length === 0 ? "defended" : `defended by ${nameSome(drill.defences)}`;
}

/** What was rehearsed and what it is judged by: "checkout-outage as it happened, judged by its facts". */
export function renderWhat(drill: JudgedDrill): string {
  const control = drill.facts.length === 0 && isCut(drill) ? "the objectives it must miss" : "its facts";
  const by = drill.judgedBy === "facts" ? control : "its objectives and the audit";
  return `${cleanLine(drill.incident)} ${renderVariant(drill)}, judged by ${by}`;
}

/** The verdict in one plain sentence; an incomplete record says so first. Plain text, not escaped. */
export function renderVerdictSentence(drill: JudgedDrill): string {
  const clauses = drill.judgedBy === "facts" ? renderFactClauses(drill) : renderObjectiveClauses(drill);
  const because = cleanLine(drill.recorded?.incompleteBecause ?? "");
  const incomplete =
    drill.recorded?.complete === false ? `, from an incomplete record${because === "" ? "" : ` (${because})`}` : "";
  return `${renderVerdictWord(drill.verdict)}${incomplete}: ${renderWhat(drill)}: ${clauses.join("; ")}.`;
}
