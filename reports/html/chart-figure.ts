// A chart as it stands in a page: caption, still drawing, place for the live one, legend; and the clock above several.
import type { Outcome } from "../../scenarios/outcome.ts";
import { formatCount, formatFigure, formatMs, formatPercent, formatShare } from "../format.ts";
import { outcomeWords } from "../words.ts";
import type { ChartData } from "./charts/chart-data.ts";
import type { ChartModel } from "./charts/chart-model.ts";
import { renderSwatch } from "./looks-svg.ts";
import { html, type Markup } from "./markup.ts";
import { renderPlotSvg } from "./plot-svg.ts";

function describeTotal(chart: ChartModel, index: number): string {
  if (chart.kind === "shares") {
    const total = chart.counts.reduce((sum, count) => sum + count, 0);
    const hits = chart.slices.reduce((sum, slice, at) => sum + (slice.at[index] ?? 0) * (chart.counts[at] ?? 0), 0);
    return formatShare(Math.round(hits), total);
  }
  const values = chart.slices.flatMap((slice) => slice.at[index] ?? []);
  if (values.length === 0) return "no value";
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  if (chart.unit === "share") return `highest ${formatPercent(highest)}`;
  return `highest ${chart.unit === "ms" ? formatMs(highest) : formatCount(highest)}`;
}

function renderLegend(chart: ChartModel): Markup {
  const items = chart.series.map((series, index) => {
    const word = Object.hasOwn(outcomeWords, series.name) ? outcomeWords[series.name as Outcome] : null;
    return html`<li>${renderSwatch(series.look, chart.kind)}<span class="series"${word !== null && html` title="${word.says}"`}>${series.name}</span> <span class="total">${describeTotal(chart, index)}</span> <b class="now" data-series="${index}"></b></li>`;
  });
  return html`<ul class="legend">${items}</ul>`;
}

/** One chart with everything that belongs to it; readable without script. */
export function renderChartFigure(chart: ChartModel, data: ChartData): Markup {
  const summary = chart.series.map((series, index) => `${series.name} ${describeTotal(chart, index)}`).join("; ");
  const unit =
    chart.unit === "ms"
      ? "ms"
      : chart.kind === "shares"
        ? `${formatFigure(chart.counts.reduce((a, b) => a + b, 0))} steps`
        : "";
  return html`<figure class="plot-frame chart" data-chart="${chart.id}"><figcaption>${chart.title}${unit !== "" && html` <span class="unit">${unit}</span>`}</figcaption>
<div class="static">${renderPlotSvg(chart, data, `${chart.title}. ${summary}`)}</div><div class="live" hidden></div>${renderLegend(chart)}</figure>`;
}

/** The strip with the clock, only shown when script runs. `atX`: where it stands at first; `group` ends the ids. */
export function renderChartControls(data: ChartData, atX: number, group: string): Markup {
  const options = data.phases.map((phase, index) => html`<option value="${index}">${phase.name}</option>`);
  return html`<div class="controls" id="controls${group}" hidden><label class="wide-control">Time<input type="range" id="clock${group}" min="0" max="${Math.ceil(data.axis.widthX)}" step="1" value="${Math.round(atX)}"></label><output id="clock-says${group}" for="clock${group}"></output><label>Show<select id="zoom${group}"><option value="all">whole drill</option>${options}</select></label></div>`;
}
