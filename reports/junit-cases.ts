// What of a drill becomes a test case of a CI, with measured value and limit, and what only stands beside it because the
// drill is not judged by it.
import type { AuditResult, FactResult, ObjectiveResult } from "../harness/record/drill-result.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { formatBudget, formatMeasuredText, formatShare, formatTarget } from "./format.ts";
import { mustMissObjectives, renderVerdictSentence } from "./verdict-sentence.ts";

export type CaseFinding = "passed" | "failure" | "skipped" | "error";

/** One case. `measured` and `limit` are plain text, both also in the message of a case that did not pass. */
export interface TestCase {
  readonly group: "facts" | "objectives" | "audit" | "verdict";
  readonly name: string;
  readonly finding: CaseFinding;
  readonly measured: string;
  readonly limit: string;
  /** What else there is to say, one `name: value` a line. */
  readonly output: readonly string[];
}

/** A name and what was found, of something that decides nothing in this drill. */
export type NotJudged = readonly [name: string, value: string];

const factFindings = { reproduced: "passed", "not-reproduced": "failure", undecided: "skipped" } as const;

function buildFactCase(fact: FactResult, detail: string | undefined): TestCase {
  return {
    group: "facts",
    name: `${fact.id} ${fact.says}`,
    finding: factFindings[fact.verdict],
    measured: formatMeasuredText(fact.measured, fact.unit),
    limit: fact.expected,
    output: [`origin: ${fact.origin}`, ...(detail ? [`detail: ${detail}`] : [])],
  };
}

const objectiveFindings = { met: "passed", missed: "failure", undecidable: "skipped" } as const;

function nameObjective({ name, phase }: ObjectiveResult): string {
  return phase === null ? name : `${name} (${phase})`;
}

function buildObjectiveCase(objective: ObjectiveResult): TestCase {
  return {
    group: "objectives",
    name: nameObjective(objective),
    finding: objectiveFindings[objective.verdict],
    measured: `${formatBudget(objective.budgetConsumedRatio)} of the 30-day error budget`,
    limit: formatBudget(objective.budgetAllowedRatio),
    output: [
      `verdict: ${objective.verdict}`,
      `bad events: ${formatShare(objective.bad, objective.total)}`,
      `target: ${formatTarget(objective.target)}`,
    ],
  };
}

/** Counts that must be 0, and the name of the rule that a violation of it carries. */
const auditRules: readonly (readonly [
  key: Exclude<keyof AuditResult, "violations">,
  invariant: string,
  says: string,
])[] = [
  ["lost", "lost", "no acknowledged order is lost"],
  ["duplicated", "duplicated", "no key makes two orders"],
  ["orderedDespiteError", "ordered-despite-error", "no order exists that its customer was told has failed"],
  ["unexpected", "unexpected", "no order is in the books that nobody placed"],
  ["paymentsWithoutOrder", "payment-without-order", "no money is taken without an order"],
  ["ordersWithoutPayment", "order-without-payment", "no order is unpaid that must be paid"],
];

function describeViolation(violation: AuditResult["violations"][number]): string {
  return `${violation.invariant}, order ${violation.orderNumber ?? "–"}: ${violation.says}`;
}

/** A case for each rule over the books, one for all other rules; a single skipped one where nothing could be audited. */
function buildAuditCases({ audit, recorded }: RunRecord): TestCase[] {
  const base = { group: "audit", limit: "0" } as const;
  const counts = [`attempts: ${audit.attempts}`, `acknowledged: ${audit.acknowledged}`, `unknown: ${audit.unknown}`];
  if (!recorded.audited || audit.attempts === 0) {
    const measured = recorded.audited ? "no order was tried" : "the books could not be read";
    return [
      { ...base, name: "the books agree with what customers were told", finding: "skipped", measured, output: counts },
    ];
  }
  const ofRule = (invariant: string) => audit.violations.filter((violation) => violation.invariant === invariant);
  const known = auditRules.map(([, invariant]) => invariant);
  const others = audit.violations.filter(({ invariant }) => !known.includes(invariant));
  const judge = (count: number, broken: readonly AuditResult["violations"][number][]) => ({
    finding: count > 0 || broken.length > 0 ? ("failure" as const) : ("passed" as const),
    measured: String(Math.max(count, broken.length)),
  });
  return [
    ...auditRules.map(([key, invariant, says]): TestCase => {
      const broken = ofRule(invariant);
      return {
        ...base,
        name: says,
        ...judge(audit[key], broken),
        output: [...broken.map(describeViolation), ...counts],
      };
    }),
    {
      ...base,
      name: "no other rule over the books is broken",
      ...judge(0, others),
      output: [...others.map(describeViolation), ...counts],
    },
  ];
}

function buildVerdictCase(record: RunRecord): TestCase {
  const findings = { pass: "passed", fail: "failure", inconclusive: "error" } as const;
  return {
    group: "verdict",
    name: "the drill passes",
    finding: findings[record.verdict],
    measured: renderVerdictSentence(record),
    limit: "pass",
    output: [...record.reasons, `again: ${record.recorded.command}`],
  };
}

/** Cases of what the drill is judged by, then its verdict, so that the file is never green when the drill is not. */
export function buildCases(record: RunRecord): TestCase[] {
  const judged =
    record.judgedBy === "facts"
      ? record.facts.map((fact) => buildFactCase(fact, record.recorded.factDetails[fact.id]))
      : [...record.objectives.map(buildObjectiveCase), ...buildAuditCases(record)];
  return [...judged, buildVerdictCase(record)];
}

/** Facts of a drill judged by objectives; objectives and audit of a positive control: measured, and deciding nothing alone. */
export function listNotJudged(record: RunRecord): NotJudged[] {
  if (record.judgedBy === "objectives")
    return record.facts.map((fact) => [
      `fact.${cleanLine(fact.id)}`,
      `${fact.verdict}; measured ${formatMeasuredText(fact.measured, fact.unit)}; expected ${fact.expected}`,
    ]);
  return [
    ...record.objectives.map(
      (objective): NotJudged => [
        `objective.${cleanLine(nameObjective(objective))}`,
        `${objective.verdict}${objective.verdict === "missed" && mustMissObjectives(record) ? ", as a drill without defences must" : ""}; ${formatBudget(objective.budgetConsumedRatio)} of the 30-day error budget, allowed ${formatBudget(objective.budgetAllowedRatio)}`,
      ],
    ),
    ...auditRules.map(
      ([key, invariant]): NotJudged => [
        `audit.${invariant}`,
        record.recorded.audited ? `${record.audit[key]}, allowed 0` : "the books could not be read",
      ],
    ),
    ...record.audit.violations.map(
      (violation, index): NotJudged => [`audit.violation.${index + 1}`, describeViolation(violation)],
    ),
  ];
}
