// One RunRecord, one HTML file: self-contained, readable without script, and closed to anything in the record
// that would rather be markup.
import type { RunRecord } from "../../harness/record/run-record.ts";
import { cleanLine } from "../clean-text.ts";
import { renderVerdictWord } from "../verdict-sentence.ts";
import { findWaiting } from "../waiting-words.ts";
import type { ChartData } from "./charts/chart-data.ts";
import { renderLookPatterns } from "./looks-svg.ts";
import { embedJson, html, type Markup } from "./markup.ts";
import { renderPage } from "./page.ts";
import { renderAudit, renderMoney } from "./sections/books.ts";
import { renderCancelling } from "./sections/cancelling.ts";
import { buildChartData, renderCharts } from "./sections/charts.ts";
import { renderChangeLog, renderFaults, renderTimes } from "./sections/course.ts";
import { buildSpreadData, hasDeal, renderDeal } from "./sections/deal.ts";
import { renderDefences } from "./sections/defences.ts";
import { renderHeadline } from "./sections/headline.ts";
import { renderAlerts, renderFacts, renderObjectives } from "./sections/judgement.ts";
import { renderKeyFigures } from "./sections/key-figures.ts";
import { renderLargerShop } from "./sections/larger-shop.ts";
import { renderPaceLicence } from "./sections/pace-licence.ts";
import { buildPlugData, renderPlug } from "./sections/plug.ts";
import { renderAssumptions, renderGenerator, renderGlossary, renderProvenance } from "./sections/provenance.ts";
import { renderSteps } from "./sections/steps.ts";
import { renderTimeLine } from "./sections/time-line.ts";
import { renderWaitingRoom } from "./sections/waiting-room.ts";

/** Text of scripts and styles that go into the page; `readReportAssets` reads them. */
export interface ReportAssets {
  readonly uplotJs: string;
  readonly uplotCss: string;
  readonly chartsJs: string;
}

const contents: readonly (readonly [id: string, name: string])[] = [
  ["time-line", "Time line"],
  ["defences", "Defences"],
  ["charts", "Charts"],
  ["facts", "Facts"],
  ["objectives", "Objectives"],
  ["alerts", "Alerts"],
  ["steps", "Steps"],
  ["audit", "Audit"],
  ["money", "Money"],
  ["times", "Times"],
  ["faults", "Faults"],
  ["pace", "Pace"],
  ["assumptions", "Assumptions"],
  ["generator", "Generator"],
  ["again", "Run it again"],
  ["glossary", "Glossary"],
];

/** Parts that only some drills have: of a deal, of a waiting room. */
function listOwnContents(record: RunRecord): (readonly [id: string, name: string])[] {
  const { dealReport, carryingCapacity } = record.recorded;
  const parts: (readonly [id: string, name: string, isThere: boolean])[] = [
    ["deal", "The deal", hasDeal(record)],
    ["cancelling", "Which orders to cancel", dealReport !== undefined],
    ["plug", "The plug", Boolean(dealReport?.plug)],
    ["larger-shop", "A larger shop", carryingCapacity !== undefined],
    ["waiting-room", "Waiting room", findWaiting(record) !== null],
  ];
  return parts.flatMap(([id, name, isThere]) => (isThere ? [[id, name] as const] : []));
}

function renderContents(record: RunRecord): Markup {
  return html`<nav aria-label="Parts of this report"><ul>${[...listOwnContents(record), ...contents].map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`;
}

/** Charts with a clock of their own; `group` ends the ids of their controls. */
function embedCharts(data: ChartData | null, group: string): Markup | null {
  return data && html`\n<script type="application/json" id="chart-data${group}">${embedJson(data)}</script>`;
}

/** The report of one drill as an HTML document without any outside reference. Pure: same record, same bytes. */
export function renderReport(record: RunRecord, assets: ReportAssets): string {
  const data = buildChartData(record);
  const spread = buildSpreadData(record, data);
  const plug = buildPlugData(record, data);
  const ownParts = [
    renderDeal(record, spread),
    renderCancelling(record),
    renderPlug(record, plug),
    renderLargerShop(record),
    renderWaitingRoom(record),
  ].filter((part) => part !== null);
  const body = html`<a class="skip" href="#verdict">Skip to the verdict</a>${renderLookPatterns()}
<main>${renderHeadline(record)}
${renderKeyFigures(record)}
${renderContents(record)}${ownParts.map((part) => html`\n${part}`)}
${renderTimeLine(record, data)}
${record.judgedBy === "objectives" && renderDefences(record)}
${renderCharts(record, data)}
${record.judgedBy === "facts" ? [renderFacts(record), renderObjectives(record)] : [renderObjectives(record), renderFacts(record)]}
${renderAlerts(record)}
${renderSteps(record)}
${renderAudit(record)}
${renderMoney(record)}
${renderTimes(record)}
${renderFaults(record)}
${renderChangeLog(record)}
${record.judgedBy === "facts" && renderDefences(record)}
${renderPaceLicence(record)}
${renderAssumptions(record)}
${renderGenerator(record)}
${renderProvenance(record)}
${renderGlossary()}</main>
<footer><p>Written by tilldrill from record.json. Charts: uPlot © Leon Sorokin, MIT licence.</p></footer>
<script type="application/json" id="chart-data">${embedJson(data)}</script>${embedCharts(spread, "-deal")}${embedCharts(plug, "-plug")}`;
  return renderPage({
    title: `${renderVerdictWord(record.verdict)}: ${cleanLine(record.incident)} – tilldrill`,
    styles: [assets.uplotCss],
    scripts: [assets.uplotJs, assets.chartsJs],
    body,
  });
}
