// The first screen: verdict, reasons, what decided it, and the key figures.
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine } from "../../clean-text.ts";
import { listDefences } from "../../defence-words.ts";
import { listSelected } from "../../drill-notes.ts";
import { formatBudget, formatStartedAt } from "../../format.ts";
import { renderVerdictSentence } from "../../verdict-sentence.ts";
import { type Mark, markFact, markObjective, verdictMarks } from "../../words.ts";
import { html, type Markup } from "../markup.ts";

function renderIncomplete(record: RunRecord): Markup | null {
  if (record.recorded.complete) return null;
  const because = cleanLine(record.recorded.incompleteBecause ?? "") || "no reason was recorded";
  return html`<div class="incomplete" role="note"><strong>Incomplete record</strong> This drill did not run to its end: ${because}. Figures below stop where it stopped; nothing here can be a pass.</div>`;
}

function renderSelected(record: RunRecord): Markup | null {
  const selected = listSelected(record);
  return selected.length === 0
    ? null
    : html`<ul class="selected">${selected.map((says) => html`<li>${says}</li>`)}</ul>`;
}

/** Found besides facts and objectives; decides nothing. */
function renderFindings(record: RunRecord): Markup | null {
  const { findings } = record.recorded;
  if (findings.length === 0) return null;
  return html`<div class="warnings"><h2>Found besides</h2><ul>${findings.map(({ kind, says }) => html`<li><b class="unknown">${kind}</b>: ${says}</li>`)}</ul></div>`;
}

function renderChip(href: string, name: string, mark: Mark, extra: string): Markup {
  return html`<li><a class="chip ${mark.tone}" href="#${href}"><span class="sign" aria-hidden="true">${mark.sign}</span> ${name}<span class="unseen"> ${mark.word}</span>${extra === "" ? null : html` <span class="extra">${extra}</span>`}</a></li>`;
}

function renderChipRow(name: string, chips: readonly Markup[]): Markup | null {
  return chips.length === 0 ? null : html`<h2>${name}</h2><ul>${chips}</ul>`;
}

function renderChips(record: RunRecord): Markup {
  const chips = record.facts.map((fact, index) => ({
    emergent: fact.origin === "emergent",
    chip: renderChip(`fact-${index + 1}`, fact.id, markFact(fact.verdict, record.judgedBy), ""),
  }));
  const objectives = record.objectives.map((objective, index) =>
    renderChip(
      `objective-${index + 1}`,
      objective.phase === null ? objective.name : `${objective.name} (${objective.phase})`,
      markObjective(objective.verdict, record.judgedBy),
      objective.budgetConsumedRatio === null ? "" : formatBudget(objective.budgetConsumedRatio),
    ),
  );
  const emergent = chips.filter((item) => item.emergent).map((item) => item.chip);
  const others = chips.filter((item) => !item.emergent).map((item) => item.chip);
  const rows = [renderChipRow("Emergent facts", emergent), renderChipRow("Facts put in or fitted", others)];
  const budgets = renderChipRow("Objectives, budget spent", objectives);
  return html`<div class="chips">${record.judgedBy === "facts" ? [rows, budgets] : [budgets, rows]}</div>`;
}

function describeVariant(record: RunRecord): string {
  if (record.recorded.selection.addedLatencyMs !== null) return "the cost of latency, without the incident";
  return record.variant === "as-it-happened"
    ? "as it happened, no defences"
    : `defended by ${listDefences(record.defences)}`;
}

/** Title, story, verdict with its reasons, and one mark for each fact and objective. */
export function renderHeadline(record: RunRecord): Markup {
  const mark = verdictMarks[record.verdict];
  const [word = "", ...rest] = renderVerdictSentence(record).split(/(?=[:,])/);
  const reasons = record.reasons.map((reason) => html`<li>${reason}</li>`);
  const warnings = record.recorded.warnings.map((warning) => html`<li>${warning}</li>`);
  return html`<header class="headline">
<p class="kicker">tilldrill report · ${record.incident} · ${describeVariant(record)} · started ${formatStartedAt(record.recorded.startedAt)}</p>
<h1>${record.recorded.title}</h1>
<p class="story">${record.recorded.story}</p>
${renderSelected(record)}${renderIncomplete(record)}
<div class="verdict ${mark.tone}" id="verdict"><span class="sign" aria-hidden="true">${mark.sign}</span><div><p><strong>${word}</strong>${rest.join("")}</p>${reasons.length > 0 && html`<ul class="reasons">${reasons}</ul>`}</div></div>
${renderFindings(record)}
${renderChips(record)}
${warnings.length > 0 && html`<div class="warnings"><h2>Before you read on</h2><ul>${warnings}</ul></div>`}
</header>`;
}
