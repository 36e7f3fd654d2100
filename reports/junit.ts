// JUnit XML: what a CI shows of a drill. One suite a drill; a case for each fact or objective, the audit, and the
// verdict itself, so that the file is never green when the drill is not.
import type { FactResult, ObjectiveResult } from "../harness/record/drill-result.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine, cleanText } from "./clean-text.ts";
import { formatBudget, formatMeasuredText, formatShare, formatTarget, plural } from "./format.ts";
import { renderVerdictSentence } from "./verdict-sentence.ts";

type Finding = "passed" | "failure" | "skipped" | "error";

interface TestCase {
  readonly group: string;
  readonly name: string;
  readonly finding: Finding;
  readonly message: string;
  /** Measured value and limit, one `name: value` a line. */
  readonly output: readonly string[];
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text for elements and quoted attributes; characters that XML 1.0 forbids are gone. */
export function escapeXml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => entities[character] as string);
}

function attribute(text: string): string {
  return escapeXml(cleanLine(text));
}

function buildFactCase(fact: FactResult, detail: string | undefined): TestCase {
  const measured = formatMeasuredText(fact.measured, fact.unit);
  const findings = { reproduced: "passed", "not-reproduced": "failure", undecided: "skipped" } as const;
  return {
    group: "facts",
    name: `${fact.id} ${fact.says}`,
    finding: findings[fact.verdict],
    message: `expected ${fact.expected}, got ${measured}`,
    output: [
      `measured: ${measured}`,
      `expected: ${fact.expected}`,
      `origin: ${fact.origin}`,
      ...(detail ? [`detail: ${detail}`] : []),
    ],
  };
}

/** In a drill judged by facts an objective must be missed or is not judged: never a failure of its own. */
function buildObjectiveCase(objective: ObjectiveResult, judgedBy: RunRecord["judgedBy"]): TestCase {
  const control = judgedBy === "facts";
  const missed = control ? "passed" : "failure";
  const findings = { met: "passed", missed, undecidable: "skipped" } as const;
  const budget = `${formatBudget(objective.budgetConsumedRatio)} of the 30-day budget, allowed ${formatBudget(objective.budgetAllowedRatio)}`;
  return {
    group: "objectives",
    name: objective.phase === null ? objective.name : `${objective.name} (${objective.phase})`,
    finding: findings[objective.verdict],
    message: objective.verdict === "undecidable" ? "too few events to decide" : budget,
    output: [
      `verdict: ${objective.verdict}${control && objective.verdict === "missed" ? ", as a drill without defences must" : ""}`,
      `target: ${formatTarget(objective.target)}`,
      `bad events: ${formatShare(objective.bad, objective.total)}`,
      `budget: ${budget}`,
    ],
  };
}

function buildAuditCase(record: RunRecord): TestCase {
  const { audit, judgedBy } = record;
  const violations = audit.violations.map(
    (item) => `${item.invariant}, order ${item.orderNumber ?? "–"}: ${item.says}`,
  );
  const checked = record.recorded.audited && audit.attempts > 0;
  const broken = judgedBy === "objectives" ? "failure" : "passed";
  return {
    group: "audit",
    name: "the books agree with what customers were told",
    finding: violations.length > 0 ? broken : checked ? "passed" : "skipped",
    message:
      violations.length > 0
        ? plural(violations.length, "violation")
        : record.recorded.audited
          ? "no order was tried"
          : "the books could not be read",
    output: [
      ...violations,
      `attempts: ${audit.attempts}`,
      `acknowledged: ${audit.acknowledged}`,
      `lost: ${audit.lost}`,
      `duplicated: ${audit.duplicated}`,
      `unknown: ${audit.unknown}`,
    ],
  };
}

function buildVerdictCase(record: RunRecord): TestCase {
  const findings = { pass: "passed", fail: "failure", inconclusive: "error" } as const;
  const sentence = renderVerdictSentence(record);
  return {
    group: "verdict",
    name: "the drill passes",
    finding: findings[record.verdict],
    message: sentence,
    output: [sentence, ...record.reasons, `again: ${record.recorded.command}`],
  };
}

function renderCase(testCase: TestCase, suite: string): string {
  const { finding, message } = testCase;
  const result =
    finding === "passed"
      ? ""
      : finding === "skipped"
        ? `\n      <skipped message="${attribute(message)}"/>`
        : `\n      <${finding} type="${testCase.group}" message="${attribute(message)}"/>`;
  const output = testCase.output.map((line) => escapeXml(cleanLine(line))).join("\n");
  return `    <testcase classname="${attribute(`${suite}.${testCase.group}`)}" name="${attribute(testCase.name)}" time="0">${result}
      <system-out>${output}</system-out>
    </testcase>`;
}

function renderProperties(record: RunRecord): string {
  const { recorded } = record;
  const properties: readonly (readonly [string, string])[] = [
    ["verdict", record.verdict],
    ["judgedBy", record.judgedBy],
    ["defences", record.defences.join(",")],
    ["seed", String(record.seed)],
    ["pace", String(record.pace)],
    ["share", String(record.share)],
    ["weight", String(record.weight)],
    ["complete", String(recorded.complete)],
    ["tilldrill", recorded.versions.tilldrill],
    ["k6", recorded.versions.k6],
    ["incidentSha256", recorded.incidentSha256],
    ["planSha256", recorded.planSha256],
    ["command", recorded.command],
  ];
  return properties.map(([name, value]) => `      <property name="${name}" value="${attribute(value)}"/>`).join("\n");
}

/** A whole JUnit file with one suite. Valid against the schemas of Jenkins and of Ant's JUnit task. */
export function renderJunit(record: RunRecord): string {
  const suite = `tilldrill.${cleanLine(record.incident)}.${record.variant}`;
  const cases = [
    ...(record.judgedBy === "facts"
      ? record.facts.map((fact) => buildFactCase(fact, record.recorded.factDetails[fact.id]))
      : []),
    ...record.objectives.map((objective) => buildObjectiveCase(objective, record.judgedBy)),
    buildAuditCase(record),
    buildVerdictCase(record),
  ];
  const count = (finding: Finding) => cases.filter((item) => item.finding === finding).length;
  const seconds = record.phases.reduce((sum, phase) => sum + phase.wallSeconds, 0);
  const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(record.recorded.startedAt)?.[0] ?? "1970-01-01T00:00:00";
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="${attribute(suite)}" package="tilldrill" id="0" hostname="localhost" timestamp="${timestamp}" time="${Math.round(seconds * 1000) / 1000}" tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}">
    <properties>
${renderProperties(record)}
    </properties>
${cases.map((item) => renderCase(item, suite)).join("\n")}
    <system-out>${escapeXml(renderVerdictSentence(record))}</system-out>
    <system-err></system-err>
  </testsuite>
</testsuites>
`;
}
