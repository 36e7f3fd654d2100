// The report of a run of several drills: side by side, with a link to each drill's own report.
import type { DrillResult, RunResult } from "../../harness/record/drill-result.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { formatBudget, formatCount, formatDuration, formatMoneyShort, formatPercent, plural } from "../format.ts";
import { html, type Markup, type MarkupValue } from "../html/markup.ts";
import { renderPage } from "../html/page.ts";
import { renderMark, renderNone } from "../html/table.ts";
import { type JudgedDrill, renderFactCount, renderVerdictSentence, renderVerdictWord } from "../verdict-sentence.ts";
import { verdictMarks } from "../words.ts";

/** A relative link to a drill's report: never a scheme, never an absolute path, never above this directory. */
export function buildReportHref(directory: string): string {
  const parts = directory.split(/[/\\]+/).filter((part) => part !== "" && part !== "." && part !== "..");
  return ["."]
    .concat(
      parts.map((part) => encodeURIComponent(part.toWellFormed())),
      "report.html",
    )
    .join("/");
}

/** The record of a drill of the run: same place in the list, and the same drill. */
function findRecord(drill: DrillResult, index: number, records: readonly RunRecord[]): RunRecord | null {
  const same = (record: RunRecord | undefined) =>
    record !== undefined &&
    record.incident === drill.incident &&
    record.variant === drill.variant &&
    record.seed === drill.seed &&
    record.defences.join() === drill.defences.join();
  const placed = records[index];
  return placed !== undefined && same(placed) ? placed : (records.find(same) ?? null);
}

function describeBudget(drill: DrillResult): MarkupValue {
  const spent = drill.objectives.flatMap((item) => item.budgetConsumedRatio ?? []);
  return spent.length === 0 ? renderNone("no budget could be computed") : formatBudget(Math.max(...spent));
}

function countObjectives(drill: DrillResult, verdict: string): string {
  return formatCount(drill.objectives.filter((item) => item.verdict === verdict).length);
}

type Line = readonly [name: string, value: (drill: JudgedDrill) => MarkupValue];

const lines: readonly Line[] = [
  ["verdict", (drill) => renderMark(verdictMarks[drill.verdict])],
  ["judged by", (drill) => (drill.judgedBy === "facts" ? "facts" : "objectives and audit")],
  ["defences", (drill) => (drill.defences.length === 0 ? "none" : drill.defences.join(", "))],
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
  ["first harm to first page", (drill) => formatDuration(drill.times.detect.sinceFirstHarm)],
  ["outage to service back", (drill) => formatDuration(drill.times.serviceBack.sinceOutage)],
  ["seed, pace, weight", (drill) => `${drill.seed}, ${drill.pace} ×, ${drill.weight}`],
];

function renderComparison(drills: readonly JudgedDrill[], hrefs: readonly string[]): Markup {
  const head = drills.map(
    (drill, index) =>
      html`<th scope="col"><a href="${hrefs[index] ?? ""}">${drill.incident}<br>${drill.variant === "as-it-happened" ? "as it happened" : "defended"}</a></th>`,
  );
  const rows = lines.map(
    ([name, value]) =>
      html`<tr><th scope="row">${name}</th>${drills.map((drill) => html`<td>${value(drill)}</td>`)}</tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="Drills side by side" tabindex="0"><table><caption>Drills side by side; counts are raw, money is at full scale</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/**
 * The parent directory's `report.html`. `run.drills[].directory` must be relative to the file that is written.
 * Without script, without a request.
 */
export function renderOverview(run: RunResult, records: readonly RunRecord[]): string {
  const mark = verdictMarks[run.verdict];
  const drills = run.drills.map((drill, index): JudgedDrill => {
    const record = findRecord(drill, index, records);
    return record === null ? drill : { ...drill, recorded: record.recorded };
  });
  const hrefs = run.drills.map((drill) => buildReportHref(drill.directory));
  const items = drills.map(
    (drill, index) =>
      html`<li><span class="sign ${verdictMarks[drill.verdict].tone}" aria-hidden="true">${verdictMarks[drill.verdict].sign}</span> <a href="${hrefs[index] ?? ""}">${renderVerdictSentence(drill)}</a></li>`,
  );
  const passed = drills.filter((drill) => drill.verdict === "pass").length;
  const body = html`<main><header><p class="kicker">tilldrill overview</p><h1>${plural(drills.length, "drill")}</h1>
<div class="verdict ${mark.tone}" id="verdict"><span class="sign" aria-hidden="true">${mark.sign}</span><div><p><strong>${renderVerdictWord(run.verdict)}</strong>: ${formatCount(passed)} of ${plural(drills.length, "drill")} passed; exit code ${run.exitCode}.</p></div></div></header>
<section aria-labelledby="drills"><h2 id="drills">Verdicts</h2><ul class="drills">${items}</ul></section>
<section aria-labelledby="compared"><h2 id="compared">Side by side</h2>${drills.length === 0 ? html`<p class="empty">No drill ran.</p>` : renderComparison(drills, hrefs)}<p class="note">Drills of one incident and seed have the same customers; what differs is what the shop did to them.</p></section></main>`;
  return renderPage({
    title: `${renderVerdictWord(run.verdict)}: ${plural(drills.length, "drill")} – tilldrill`,
    styles: [],
    scripts: [],
    body,
  });
}
