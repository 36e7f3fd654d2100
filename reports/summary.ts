// Markdown for the step summary of a CI job: verdict, facts, objectives, command.
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import {
  formatBudget,
  formatCount,
  formatDuration,
  formatMeasuredText,
  formatMoneyShort,
  formatPercent,
  formatShare,
  formatTarget,
  none,
  plural,
} from "./format.ts";
import { renderVerdictSentence } from "./verdict-sentence.ts";
import { type Mark, markFact, markObjective, verdictMarks } from "./words.ts";

/**
 * Text that stays text in a line or table cell of GitHub's Markdown: no HTML, no emphasis, no link, no mention,
 * no end of a cell.
 */
export function escapeMarkdown(text: string): string {
  return cleanLine(text)
    .replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] as string)
    .replace(/[\\`*_[\]|~#!$]/g, "\\$&")
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** The same at the beginning of a line, where a number or a dash would begin a list. */
function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[-+=]/, "\\$&");
}

/** A code block whose fence is longer than any run of backticks in it. */
function renderCodeBlock(text: string): string {
  const code = cleanLine(text);
  const longest = (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const say = (mark: Mark) => `${mark.sign} ${mark.word}`;

function renderFacts(record: RunRecord): string {
  if (record.facts.length === 0) return "";
  const rows = record.facts.map((fact) => [
    escapeMarkdown(fact.id),
    escapeMarkdown(fact.says),
    escapeMarkdown(fact.expected),
    escapeMarkdown(formatMeasuredText(fact.measured, fact.unit)),
    fact.origin === "emergent" ? "**emergent**" : escapeMarkdown(fact.origin),
    say(markFact(fact.verdict, record.judgedBy)),
  ]);
  return `#### Facts\n\n${renderTable(["id", "what was said", "expected", "measured", "origin", "verdict"], rows)}\n`;
}

function renderObjectives(record: RunRecord): string {
  if (record.objectives.length === 0) return "";
  const rows = record.objectives.map((objective) => [
    escapeMarkdown(objective.phase === null ? objective.name : `${objective.name} (${objective.phase})`),
    formatTarget(objective.target),
    formatShare(objective.bad, objective.total),
    formatBudget(objective.budgetConsumedRatio),
    formatBudget(objective.budgetAllowedRatio),
    say(markObjective(objective.verdict, record.judgedBy)),
  ]);
  const head = ["objective", "target", "bad events", "30-day budget spent", "allowed", "verdict"];
  return `#### Objectives\n\n${renderTable(head, rows)}\n`;
}

function renderKeyLine(record: RunRecord): string {
  const { money, audit, times } = record;
  const detected = times.detect.sinceFirstHarm ?? times.detect.sinceOutage;
  const loss =
    money.counterfactualCents === 0
      ? `net loss ${none}`
      : `net loss ${escapeMarkdown(formatMoneyShort(money.netLossCents, money.currency))} at full scale (${formatPercent(money.netLossCents / money.counterfactualCents)} of what was expected)`;
  const books = record.recorded.audited
    ? `audit: ${plural(audit.violations.length, "violation")}`
    : "audit: the books could not be read";
  return `${formatCount(audit.acknowledged)} of ${plural(audit.attempts, "attempt")} confirmed · ${loss} · ${detected === null ? "no alert paged" : `paged after ${formatDuration(detected)}`} · ${books}`;
}

/** Markdown of one drill; safe to append to `$GITHUB_STEP_SUMMARY`. */
export function renderSummary(record: RunRecord): string {
  const { recorded } = record;
  const violations = record.audit.violations.map(
    (item) =>
      `- audit: ${escapeMarkdown(item.invariant)}, order ${escapeMarkdown(item.orderNumber ?? none)}: ${escapeMarkdown(item.says)}`,
  );
  const parts = [
    `### ${verdictMarks[record.verdict].sign} ${escapeMarkdown(recorded.title)}`,
    recorded.complete ? "" : "> **INCOMPLETE RECORD**: this drill did not run to its end.",
    escapeMarkdownLine(renderVerdictSentence(record)),
    record.reasons.map((reason) => `- ${escapeMarkdownLine(reason)}`).join("\n"),
    renderKeyLine(record),
    violations.join("\n"),
    ...(record.judgedBy === "facts"
      ? [renderFacts(record), renderObjectives(record)]
      : [renderObjectives(record), renderFacts(record)]),
    "Shares of orders and utilisation carry over to full scale; queueing delay does not.",
    renderCodeBlock(recorded.command),
  ];
  return `${parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}
