// What the verdict rests on: facts, objectives with their budgets, alerts.
import type { ObjectiveResult } from "../../../harness/record/drill-result.ts";
import type { ObjectiveCount, RunRecord } from "../../../harness/record/run-record.ts";
import {
  formatBudget,
  formatClockDay,
  formatDuration,
  formatFigure,
  formatMeasured,
  formatMinute,
  formatShare,
  formatTarget,
} from "../../format.ts";
import { mustMissObjectives, renderFactCount } from "../../verdict-sentence.ts";
import { markFact, markObjective, originWords } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { renderMark, renderNone, renderTable } from "../table.ts";

/** What was said, what was expected, what came out. */
export function renderFacts(record: RunRecord): Markup {
  const rows = record.facts.map((fact, index) => {
    const detail = record.recorded.factDetails[fact.id];
    const reason = record.recorded.factReasons?.[fact.id];
    const measured = formatMeasured(fact.measured, fact.unit);
    return {
      id: `fact-${index + 1}`,
      cells: [
        fact.id,
        html`${fact.says}${detail !== undefined && detail !== "" && html`<span class="detail">${detail}</span>`}`,
        html`${fact.expected}${reason !== undefined && reason !== "" && html`<span class="detail">${reason}</span>`}`,
        fact.measured === null
          ? renderNone("could not be measured in this drill")
          : html`<b>${measured.value}</b> <span class="unit">${measured.unit}</span>`,
        html`<span class="origin ${fact.origin}" title="${originWords[fact.origin] ?? ""}">${fact.origin}</span>`,
        renderMark(markFact(fact.verdict, record.judgedBy)),
      ],
    };
  });
  const note =
    record.judgedBy === "facts"
      ? "This drill is judged by these."
      : "For information: this drill is judged by its objectives and the audit.";
  return html`<section aria-labelledby="facts"><h2 id="facts">Facts: ${renderFactCount(record)}</h2>
<p class="note">${note} Expectations, with their reasons, were written down before the first run. Origin: <i>set</i>, we put it in; <i>fitted</i>, calibrated to come out; <i>emergent</i>, nobody put it in: only these are evidence.</p>
${renderTable({
  caption: "Facts: what was said and what was measured",
  titled: true,
  columns: [
    { label: "id", header: true, className: "id" },
    { label: "what was said" },
    { label: "expected" },
    { label: "measured", className: "measured" },
    { label: "origin" },
    { label: "verdict" },
  ],
  rows,
  empty: "This drill has no facts to reproduce.",
  cards: true,
})}</section>`;
}

const barWidthPx = 150;

/** Budget spent against the budget allowed (the upright line); the scale ends at `most`. */
function renderBudgetBar(objective: ObjectiveResult, most: number): Markup {
  const spent = objective.budgetConsumedRatio;
  if (spent === null) return renderNone("no budget could be computed");
  const scale = (ratio: number) => Math.round(Math.min(1, ratio / most) * barWidthPx * 10) / 10;
  const over = spent > objective.budgetAllowedRatio;
  return html`<span class="budget"><svg width="${barWidthPx}" height="14" aria-hidden="true" focusable="false"><rect class="track" width="${barWidthPx}" height="8" y="3"/><rect class="${over ? "spent over" : "spent"}" width="${spent > 0 ? Math.max(1.5, scale(spent)) : 0}" height="8" y="3"/><line class="allowed" x1="${scale(objective.budgetAllowedRatio)}" x2="${scale(objective.budgetAllowedRatio)}" y1="0" y2="14"/></svg> <span class="nowrap"><b>${formatBudget(spent)}</b> <span class="unit">allowed ${formatBudget(objective.budgetAllowedRatio)}</span></span></span>`;
}

/** "home, cart, within 300 ms"; a waiting objective counts visits, not steps. */
function describeCounted({ kind, steps, limitMs, limitMinutes }: ObjectiveCount): string {
  if (kind === "waiting") return `visits, in line for at most ${formatDuration(limitMinutes ?? null)}`;
  return `${steps.join(", ")}${limitMs === null ? "" : `, within ${formatFigure(limitMs)} ms`}`;
}

function renderObjectiveName(objective: ObjectiveResult, record: RunRecord): Markup {
  const count = record.recorded.objectiveCounts.find(
    (item) => item.name === objective.name && item.phase === objective.phase,
  );
  const steps = count === undefined ? "" : describeCounted(count);
  return html`${objective.name}${objective.phase !== null && ` (${objective.phase})`}${count !== undefined && html`<span class="detail">${count.says}${steps !== "" && html` (${steps})`}</span>`}`;
}

/** Objectives and how much of the monthly error budget this one incident spent. */
export function renderObjectives(record: RunRecord): Markup {
  const most = record.objectives.reduce(
    (top, item) => Math.max(top, item.budgetConsumedRatio ?? 0, item.budgetAllowedRatio * 1.25),
    0.01,
  );
  const rows = record.objectives.map((objective, index) => ({
    id: `objective-${index + 1}`,
    cells: [
      renderObjectiveName(objective, record),
      formatTarget(objective.target),
      formatShare(objective.bad, objective.total),
      renderBudgetBar(objective, most),
      renderMark(markObjective(objective.verdict, record.judgedBy)),
    ],
  }));
  const control =
    mustMissObjectives(record) &&
    "This drill is a positive control: it runs without defences, so its objectives must be missed; if they were met, they would be too lax. ";
  return html`<section aria-labelledby="objectives"><h2 id="objectives">Objectives and error budgets</h2>
<p class="note">${control}An <a href="#term-error-budget">error budget</a> is the number of bad events a target allows in 30 days; the upright line is the share that one incident may spend.</p>
${renderTable({
  caption: "Objectives and error budgets",
  titled: true,
  columns: [
    { label: "objective", header: true },
    { label: "target", numeric: true },
    { label: "bad events, as rehearsed" },
    { label: "30-day budget spent" },
    { label: "verdict" },
  ],
  rows,
  empty: "No objective was measured.",
  cards: true,
})}</section>`;
}

/** Which alerts fired, and when. */
export function renderAlerts(record: RunRecord): Markup {
  const zero = record.recorded.minuteZeroOfDay;
  const { firstHarmMinute } = record.times;
  const rows = record.alerts.map((alert) => ({
    cells: [
      alert.objective,
      alert.severity,
      `${alert.longWindow} and ${alert.shortWindow}`,
      formatClockDay(alert.firedAtMinute, zero),
      formatMinute(alert.firedAtMinute),
      firstHarmMinute === null ? renderNone("no harm was seen") : formatMinute(alert.firedAtMinute - firstHarmMinute),
      `± ${formatMinute(alert.resolutionMinutes)}`,
    ],
  }));
  return html`<section aria-labelledby="alerts"><h2 id="alerts">Alerts</h2>
<p class="note">A <a href="#term-burn-alert">burn alert</a> fires when both windows spend the budget too fast beyond chance (exact binomial test at 1 %).</p>
${renderTable({
  caption: "Alerts that fired",
  titled: true,
  columns: [
    { label: "objective", header: true },
    { label: "severity" },
    { label: "windows" },
    { label: "fired at" },
    { label: "minute", numeric: true },
    { label: "minutes after first harm", numeric: true },
    { label: "resolution, minutes", numeric: true },
  ],
  rows,
  empty: "No alert fired.",
})}</section>`;
}
