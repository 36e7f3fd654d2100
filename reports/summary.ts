// Markdown for the step summary of a CI job: verdict, facts, objectives, command.
import type { RunRecord } from "../harness/record/run-record.ts";
import { listDealNotes } from "./deal-notes.ts";
import { describeLicence, listDefenceNotes, listFindings, listSelected } from "./drill-notes.ts";
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
import { escapeMarkdown, escapeMarkdownLine, renderCodeBlock, renderMarkdownTable } from "./markdown.ts";
import { renderVerdictSentence } from "./verdict-sentence.ts";
import { listWaitingNotes } from "./waiting-words.ts";
import { type Mark, markFact, markObjective, verdictMarks } from "./words.ts";

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
  return `#### Facts\n\n${renderMarkdownTable(["id", "what was said", "expected", "measured", "origin", "verdict"], rows)}\n`;
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
  return `#### Objectives\n\n${renderMarkdownTable(head, rows)}\n`;
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

/** What was selected, what the defences did, what was found besides, what the pace allows; a list, empty without any. */
function renderNotes(record: RunRecord): string {
  const licence = describeLicence(record);
  const notes = [
    ...listSelected(record),
    ...listFindings(record).map((finding) => `found besides: ${finding}`),
    ...listDefenceNotes(record),
    ...listWaitingNotes(record),
    ...(licence === null ? [] : [`at this pace: ${licence}`]),
  ];
  return notes.map((note) => `- ${escapeMarkdown(note)}`).join("\n");
}

/** What the deal cost and what could be done about it; empty in a drill without one. */
function renderDeal(record: RunRecord): string {
  const notes = listDealNotes(record).map((note) => `- ${escapeMarkdown(note)}`);
  return notes.length === 0 ? "" : `#### The deal\n\n${notes.join("\n")}`;
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
    renderNotes(record),
    renderDeal(record),
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
