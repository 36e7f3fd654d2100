// JUnit XML: what a CI shows of a drill. One suite a drill; a case for each fact or objective, the audit, and the
// verdict itself, so that the file is never green when the drill is not.
import { labelDrill } from "../harness/record/label-drill.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine, cleanText } from "./clean-text.ts";
import { listDealProperties } from "./deal-notes.ts";
import { buildCases, type CaseFinding, listNotJudged, type TestCase } from "./junit-cases.ts";
import { renderVerdictSentence } from "./verdict-sentence.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text for elements and quoted attributes; characters that XML 1.0 forbids are gone. */
export function escapeXml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => entities[character] as string);
}

function attribute(text: string): string {
  return escapeXml(cleanLine(text));
}

/** The message of a case that did not pass holds measured value and limit. */
function describeCase({ finding, measured, limit }: TestCase): string {
  return finding === "skipped" ? `not decided: ${measured}, expected ${limit}` : `expected ${limit}, got ${measured}`;
}

function renderCase(testCase: TestCase, suite: string): string {
  const { finding, measured, limit } = testCase;
  const message = describeCase(testCase);
  const result =
    finding === "passed"
      ? ""
      : finding === "skipped"
        ? `\n      <skipped message="${attribute(message)}"/>`
        : `\n      <${finding} type="${testCase.group}" message="${attribute(message)}"/>`;
  const output = [`measured: ${measured}`, `limit: ${limit}`, ...testCase.output]
    .map((line) => escapeXml(cleanLine(line)))
    .join("\n");
  return `    <testcase classname="${attribute(`${suite}.${testCase.group}`)}" name="${attribute(testCase.name)}" time="0">${result}
      <system-out>${output}</system-out>
    </testcase>`;
}

type Property = readonly [name: string, value: string];

function listSelectedProperties({ recorded }: RunRecord): Property[] {
  const { cause, phases, without, addedLatencyMs } = recorded.selection;
  return [
    ...(cause === null ? [] : [["cause", cause] as const]),
    ...(phases === null
      ? []
      : [["phases", phases.map(({ phase, minutes }) => `${phase}=${minutes}`).join(",")] as const]),
    ...(without === null ? [] : [["without", without] as const]),
    ...(addedLatencyMs === null ? [] : [["addedLatencyMs", String(addedLatencyMs)] as const]),
  ];
}

function renderProperties(record: RunRecord): string {
  const { recorded } = record;
  const properties: readonly Property[] = [
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
    ...listSelectedProperties(record),
    ...listDealProperties(record),
    ...listNotJudged(record).map(([name, value]): Property => [`notJudged.${name}`, value]),
  ];
  return properties
    .map(([name, value]) => `      <property name="${attribute(name)}" value="${attribute(value)}"/>`)
    .join("\n");
}

/**
 * Incident, variant, defences and what was chosen of the incident, a part each: a CI that gathers the files of many drills
 * must tell them apart. Seed and pace are properties: with another seed it is the same drill again.
 */
function nameSuite({ incident, variant, defences, recorded }: RunRecord): string {
  const { cause, phases, without, addedLatencyMs } = recorded.selection;
  const parts = [
    "tilldrill",
    incident,
    variant,
    ...(addedLatencyMs === null ? [] : [labelDrill({ variant, defences, addedLatencyMs })]),
    ...(defences.length === 0 ? [] : [defences.join("+")]),
    ...(cause === null ? [] : [`cause-${cause}`]),
    ...(phases === null ? [] : [`only-${phases.map(({ phase, minutes }) => `${phase}-${minutes}`).join("+")}`]),
    ...(without === null ? [] : [`without-${without}`]),
  ];
  return parts.map((part) => cleanLine(part).replace(/[ .]+/g, "-")).join(".");
}

/** A whole JUnit file with one suite. Valid against the schemas of Jenkins and of Ant's JUnit task. */
export function renderJunit(record: RunRecord): string {
  const suite = nameSuite(record);
  const cases = buildCases(record);
  const count = (finding: CaseFinding) => cases.filter((item) => item.finding === finding).length;
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
