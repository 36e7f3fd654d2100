// All drills of a run, line by line, whatever their incident: also those that nothing can be held against.
import type { DrillResult } from "../../harness/record/drill-result.ts";
import { labelDrill } from "../../harness/record/label-drill.ts";
import { listDefences } from "../defence-words.ts";
import { formatBudget, formatCount, formatDuration, formatMoneyShort, formatPercent, none } from "../format.ts";
import { html, type Markup, type MarkupValue } from "../html/markup.ts";
import { renderMark, renderNone } from "../html/table.ts";
import { type JudgedDrill, renderFactCount } from "../verdict-sentence.ts";
import { verdictMarks } from "../words.ts";

function describeBudget(drill: DrillResult): MarkupValue {
  const spent = drill.objectives.flatMap((item) => item.budgetConsumedRatio ?? []);
  return spent.length === 0 ? renderNone("no budget could be computed") : formatBudget(Math.max(...spent));
}

function countObjectives(drill: DrillResult, verdict: string): string {
  return formatCount(drill.objectives.filter((item) => item.verdict === verdict).length);
}

type Line = readonly [name: string, value: (drill: JudgedDrill) => MarkupValue];

/** Left out where no drill had any. */
const damageName = "damage of a voucher bug, full scale";

const lines: readonly Line[] = [
  ["verdict", (drill) => renderMark(verdictMarks[drill.verdict])],
  ["judged by", (drill) => (drill.judgedBy === "facts" ? "facts" : "objectives and audit")],
  ["defences", (drill) => listDefences(drill.defences)],
  [
    "record",
    (drill) =>
      drill.recorded === undefined
        ? renderNone("not at hand")
        : drill.recorded.complete
          ? "complete"
          : html`<strong class="unknown">INCOMPLETE</strong>`,
  ],
  ["facts", (drill) => (drill.judgedBy === "facts" ? renderFactCount(drill) : "for information only")],
  ["objectives met", (drill) => `${countObjectives(drill, "met")} of ${formatCount(drill.objectives.length)}`],
  ["objectives missed", (drill) => countObjectives(drill, "missed")],
  ["highest share of a 30-day budget spent", describeBudget],
  ["attempts to order", (drill) => formatCount(drill.audit.attempts)],
  ["orders confirmed", (drill) => formatCount(drill.audit.acknowledged)],
  ["audit violations", (drill) => formatCount(drill.audit.violations.length)],
  [
    "expected without the incident, full scale",
    (drill) => formatMoneyShort(drill.money.counterfactualCents, drill.money.currency),
  ],
  ["net loss, full scale", (drill) => formatMoneyShort(drill.money.netLossCents, drill.money.currency)],
  [
    "net loss of expected",
    (drill) =>
      drill.money.counterfactualCents === 0
        ? renderNone("nothing was expected")
        : formatPercent(drill.money.netLossCents / drill.money.counterfactualCents),
  ],
  [
    damageName,
    (drill) => (drill.money.damageCents === 0 ? none : formatMoneyShort(drill.money.damageCents, drill.money.currency)),
  ],
  ["first harm to first page", (drill) => formatDuration(drill.times.detect.sinceFirstHarm)],
  ["outage to service back", (drill) => formatDuration(drill.times.serviceBack.sinceOutage)],
  ["seed, pace, weight", (drill) => `${drill.seed}, ${drill.pace} ×, ${drill.weight}`],
];

/** A column a drill; each with a link to its own report. */
export function renderEveryDrill(drills: readonly JudgedDrill[], hrefs: readonly string[]): Markup {
  const head = drills.map(
    (drill, index) =>
      html`<th scope="col"><a href="${hrefs[index] ?? ""}">${drill.incident}<br>${labelDrill({ ...drill, addedLatencyMs: drill.recorded?.selection?.addedLatencyMs ?? null })}</a></th>`,
  );
  const hasDamage = drills.some(({ money }) => money.damageCents !== 0);
  const shown = lines.filter(([name]) => hasDamage || name !== damageName);
  const rows = shown.map(
    ([name, value]) =>
      html`<tr><th scope="row">${name}</th>${drills.map((drill) => html`<td>${value(drill)}</td>`)}</tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="Every drill, line by line" tabindex="0"><table><caption>Every drill, line by line; counts are raw, money is at full scale</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
