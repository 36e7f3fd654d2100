// The report of a run of several drills: what the defences changed, for somebody who has seen none of them. Without
// script everything can be read; with it, the charts share a clock.
import type { RunComparison } from "../../harness/record/comparison.ts";
import type { RunResult } from "../../harness/record/drill-result.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { cleanLine } from "../clean-text.ts";
import { formatCount, formatStartedAt, plural } from "../format.ts";
import { renderLookPatterns } from "../html/looks-svg.ts";
import { html, type Markup, type MarkupValue } from "../html/markup.ts";
import { renderPage } from "../html/page.ts";
import type { ReportAssets } from "../html/render-report.ts";
import { findRecords, joinRecords } from "../join-records.ts";
import { type JudgedDrill, renderVerdictSentence, renderVerdictWord } from "../verdict-sentence.ts";
import { verdictMarks } from "../words.ts";
import { buildGroups, type DrillGroup } from "./drill-group.ts";
import { renderEveryDrill } from "./every-drill.ts";
import { renderGroupCharts } from "./group-charts.ts";
import { renderGroupHeadline } from "./group-headline.ts";
import { renderDefencesOfGroup, renderFactsOfGroup, renderObjectivesOfGroup, renderOneByOne } from "./group-tables.ts";
import { isLatencyPair, renderFactsOfPair } from "./latency-pair.ts";

export interface OverviewOptions {
  /** Differences and intervals; without it, or for drills it lacks, only the table of every drill is shown. */
  readonly comparison?: RunComparison;
  /** Scripts of the charts; without them the drawings stay still. */
  readonly assets?: ReportAssets;
}

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

/** Directories as people and tools write them, so that "./a/" is "a". */
function normaliseDirectory(directory: string): string {
  return directory
    .split(/[/\\]+/)
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

type RenderPart = (name: string, title: string, content: Markup | null) => MarkupValue;

function renderFacts(group: DrillGroup, part: RenderPart): MarkupValue {
  if (isLatencyPair(group)) return part("facts", "What the pair must show", renderFactsOfPair(group));
  const facts = renderFactsOfGroup(group);
  if (facts === null) return null;
  return part(
    "facts",
    "The positive control",
    html`<p class="note">The drill without defences must reproduce what was reported of the incident, and must miss its objectives: otherwise it would prove nothing that the others hold.</p>${facts}`,
  );
}

function renderGroup(group: DrillGroup, isAlone: boolean, isLive: boolean): Markup {
  const { id } = group;
  const part: RenderPart = (name, title, content) =>
    content !== null &&
    html`<section aria-labelledby="${id}-${name}"><h3 id="${id}-${name}">${title}</h3>${content}</section>`;
  const charts = part("charts", "Over time", renderGroupCharts(group, isLive));
  // With many drills the table is what one came for.
  const drills = part("drills", "Drills one by one", renderOneByOne(group));
  return html`<section class="group" aria-labelledby="${isAlone ? "title" : `${id}-title`}">${renderGroupHeadline(group, isAlone)}
${group.others.length > 1 ? [drills, charts] : [charts, drills]}
${part("defences", "What each defence did, and what it costs", isLatencyPair(group) ? null : renderDefencesOfGroup(group))}
${part("objectives", "Objectives of each drill", renderObjectivesOfGroup(group))}
${renderFacts(group, part)}</section>`;
}

function renderTitle(groups: readonly DrillGroup[], drills: readonly JudgedDrill[]): string {
  const [only] = groups;
  const incidents = new Set(drills.map(({ incident }) => incident));
  const title = only === undefined ? undefined : only.base.record?.recorded.title;
  if (groups.length === 1 && title !== undefined && only?.others.length !== 0)
    return `${cleanLine(title)}: ${plural(drills.length, "drill")} side by side`;
  return incidents.size > 1
    ? `${plural(incidents.size, "incident")}, ${plural(drills.length, "drill")}`
    : plural(drills.length, "drill");
}

function renderVerdict(run: RunResult): Markup {
  const mark = verdictMarks[run.verdict];
  const passed = run.drills.filter((drill) => drill.verdict === "pass").length;
  const missing = run.verdict === "inconclusive" && run.drills.every(({ verdict }) => verdict === "pass");
  return html`<div class="verdict ${mark.tone}" id="verdict"><span class="sign" aria-hidden="true">${mark.sign}</span><div><p><strong>${renderVerdictWord(run.verdict)}</strong>: ${formatCount(passed)} of ${plural(run.drills.length, "drill")} passed${missing && ", and not all that were asked for ran"}; exit code ${run.exitCode}.</p></div></div>`;
}

/**
 * The parent directory's `report.html`. `run.drills[].directory` must be relative to the file that is written, as must those
 * of the comparison. Without a request; same run, same bytes.
 */
export function renderOverview(run: RunResult, records: readonly RunRecord[], options: OverviewOptions = {}): string {
  const found = findRecords(run, records);
  const drills = joinRecords(run, found);
  const hrefs = run.drills.map((drill) => buildReportHref(drill.directory));
  const groups = buildGroups(options.comparison?.comparisons ?? [], (directory) => {
    const index = run.drills.findIndex(
      (drill) => normaliseDirectory(drill.directory) === normaliseDirectory(directory),
    );
    return { record: found[index] ?? null, href: buildReportHref(directory) };
  });
  const items = drills.map(
    (drill, index) =>
      html`<li><span class="sign ${verdictMarks[drill.verdict].tone}" aria-hidden="true">${verdictMarks[drill.verdict].sign}</span> <a href="${hrefs[index] ?? ""}">${renderVerdictSentence(drill)}</a></li>`,
  );
  const started = found.flatMap((record) => record?.recorded.startedAt ?? []).toSorted()[0];
  const { assets } = options;
  const body = html`<a class="skip" href="#verdict">Skip to the verdict</a>${renderLookPatterns()}
<main><header><p class="kicker">tilldrill comparison${started !== undefined && ` · started ${formatStartedAt(started)}`}</p><h1 id="title">${renderTitle(groups, drills)}</h1>
${renderVerdict(run)}</header>
${groups.map((group) => renderGroup(group, groups.length === 1, assets !== undefined))}
<section aria-labelledby="drills"><h2 id="drills">Each drill’s own report</h2><ul class="drills">${items}</ul></section>
<section aria-labelledby="every"><h2 id="every">Every drill, line by line</h2>${drills.length === 0 ? html`<p class="empty">No drill ran.</p>` : renderEveryDrill(drills, hrefs)}</section></main>
<footer><p>Written by tilldrill from comparison.json and each drill’s record.json.${assets !== undefined && " Charts: uPlot © Leon Sorokin, MIT licence."}</p></footer>`;
  return renderPage({
    title: `${renderVerdictWord(run.verdict)}: ${plural(drills.length, "drill")} – tilldrill`,
    styles: assets === undefined ? [] : [assets.uplotCss],
    scripts: assets === undefined ? [] : [assets.uplotJs, assets.chartsJs],
    body,
  });
}
