// The deal: what it cost, who had it, and how it spread.
import type { DamageReport } from "../../../harness/record/damage-report.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { describeDamage, describeSpread, describeWindfalls, scaleMoney } from "../../deal-words.ts";
import { formatCount } from "../../format.ts";
import { renderChartControls, renderChartFigure } from "../chart-figure.ts";
import type { ChartData } from "../charts/chart-data.ts";
import { buildArrivalChart, buildHeatChart } from "../charts/deal-charts.ts";
import { html, type Markup } from "../markup.ts";
import { type Moment, placeMoments, renderMoments } from "../moments.ts";
import { renderTable } from "../table.ts";
import { computeX } from "../time-axis.ts";

/** True where this section has anything to say. */
export function hasDeal({ recorded: { damage, dealReport, forum } }: RunRecord): boolean {
  return damage !== undefined || dealReport !== undefined || forum !== undefined;
}

/** The first post, and what the operator did, in order of time. */
function listMoments({ actions, recorded: { forum } }: RunRecord): Moment[] {
  const first = forum?.firstPostMinute ?? null;
  return [
    ...(first === null ? [] : [{ minute: first, label: "●", says: "first post on the forum" }]),
    ...actions.map(({ name, atMinute }, index) => ({ minute: atMinute, label: `◆${index + 1}`, says: name })),
  ].sort((a, b) => a.minute - b.minute);
}

/** Heat and arrivals on the axis of all charts; null where the record holds neither. */
export function buildSpreadData(record: RunRecord, data: ChartData): ChartData | null {
  const { forum } = record.recorded;
  if (forum === undefined || record.phases.length === 0) return null;
  const { axis } = data;
  const marks = placeMoments(listMoments(record), axis);
  const charts = [
    ...(forum.heat.length === 0 ? [] : [buildHeatChart(forum, axis, marks)]),
    ...(forum.dealArrivals === undefined
      ? []
      : [buildArrivalChart(forum.dealArrivals, record.phases, record.weight, axis, marks)]),
  ];
  return charts.length === 0 ? null : { ...data, charts };
}

const allName = "all, each order once";

function renderParts(record: RunRecord, damage: DamageReport): Markup {
  const rows: readonly (readonly [string, DamageReport["total"]])[] = [
    ["by the trick", damage.byTrick],
    ["by stage two: the banner’s price, code or none", damage.byBanner],
    ["undeserved: both together", damage.undeserved],
    ["over the cap of an account, undeserved or not", damage.overCap],
    [allName, damage.total],
    ["of these: gone with the goods", damage.sunk],
    ["cancelled before they were gone", damage.recovered],
    ["could still be cancelled", damage.recoverable],
  ];
  return renderTable({
    caption: "Discounts against the rules",
    columns: [
      { label: "discounts", header: true },
      { label: "uses in the twin", numeric: true },
      { label: "at full scale", numeric: true },
    ],
    rows: rows.map(([name, { uses, cents }]) => ({
      className: name === allName ? "sum" : "",
      cells: [name, formatCount(uses), scaleMoney(record, cents)],
    })),
    empty: "",
  });
}

function renderAccounts(record: RunRecord, { accounts }: DamageReport): Markup {
  const rows: readonly (readonly [string, number])[] = [
    ["once", accounts.once],
    ["2 to 5 times", accounts.twoToFive],
    ["6 to 30 times", accounts.sixToThirty],
    ["over 30 times", accounts.overThirty],
  ];
  return renderTable({
    caption: "Accounts by their undeserved discounts",
    columns: [
      { label: "had one", header: true },
      { label: "accounts in the twin", numeric: true },
      { label: "at full scale", numeric: true },
    ],
    rows: rows.map(([name, count]) => ({ cells: [name, formatCount(count), formatCount(count * record.weight)] })),
    empty: "",
  });
}

function renderCost(record: RunRecord): Markup {
  const { damage, dealReport } = record.recorded;
  const windfalls = dealReport === undefined ? "" : ` ${describeWindfalls(record, dealReport)}`;
  const paused = dealReport?.plug === null ? " Nobody paused ordering." : "";
  if (damage === undefined)
    return html`<p class="note">What the deal cost is not known: the books could not be read, or nothing tells what the shop was told of its vouchers.${windfalls}${paused}</p>`;
  const tables = html`<p class="note">Uses as rehearsed, money at full scale. A discount may be undeserved and over the cap too. Accounts, and orders for nothing, are of the undeserved, as in VD-3 and VD-8. How each came about is in the shop’s books.</p><div class="beside">${renderParts(record, damage)}${renderAccounts(record, damage)}</div>`;
  return html`<p class="finding">${describeDamage(record, damage)}${windfalls}${paused}</p>${damage.total.uses > 0 && tables}${damage.notes.map((note) => html`<p class="note">${note}</p>`)}`;
}

function renderSpread(record: RunRecord, spread: ChartData | null): Markup | null {
  const { forum, minuteZeroOfDay } = record.recorded;
  if (forum === undefined) return null;
  const startX = spread === null ? 0 : computeX(spread.axis, forum.firstPostMinute ?? 0);
  return html`<h3>How it spread</h3><p>${describeSpread(record, forum)}</p>
${spread !== null && html`${renderChartControls(spread, startX, "-deal")}${spread.charts.map((chart) => renderChartFigure(chart, spread))}${renderMoments(listMoments(record), minuteZeroOfDay)}`}`;
}

/** Cost, uses per account, spread; null in a drill without a deal. `spread`: of `buildSpreadData`. */
export function renderDeal(record: RunRecord, spread: ChartData | null): Markup | null {
  if (!hasDeal(record)) return null;
  return html`<section aria-labelledby="deal"><h2 id="deal">The deal</h2>${renderCost(record)}${renderSpread(record, spread)}</section>`;
}
