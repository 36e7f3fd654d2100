// Charts as static SVG: what is seen without JavaScript and on paper. Widths are percentages, heights pixels,
// so that a plot fits every screen without scaling its text.
import { formatClock, formatFigure, formatPercent } from "../format.ts";
import { type ChartData, plotHeightPx } from "./charts/chart-data.ts";
import type { ChartModel, ChartSlice } from "./charts/chart-model.ts";
import { html, type Markup, trustMarkup } from "./markup.ts";
import { computeTicks, type TimeAxis } from "./time-axis.ts";

/** x as a percentage of the plot's width. */
export function percentX(axis: TimeAxis, x: number): string {
  return `${Number(((x / axis.widthX) * 100).toFixed(3))}%`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Jumps, phase borders and time of day under a plot of the given height. */
export function renderTimeGrid(data: ChartData, heightPx: number): Markup[] {
  const { axis } = data;
  const jumps = axis.segments.filter((segment) => segment.jump);
  const borders = data.phases.slice(1).map((phase) => phase.fromX);
  const ticks = computeTicks(axis, data.minuteZeroOfDay, 0, axis.widthX, 14);
  return [
    ...jumps.map(
      (jump) =>
        html`<rect class="jump" x="${percentX(axis, jump.fromX)}" y="0" width="${percentX(axis, jump.toX - jump.fromX)}" height="${heightPx}"/>`,
    ),
    ...borders.map(
      (x) => html`<line class="border" x1="${percentX(axis, x)}" x2="${percentX(axis, x)}" y1="0" y2="${heightPx}"/>`,
    ),
    ...ticks.map((tick, index) => {
      const x = percentX(axis, tick.x);
      return html`<g class="${index % 2 === 1 ? "tick minor" : "tick"}"><line x1="${x}" x2="${x}" y1="${heightPx}" y2="${heightPx + 4}"/><text x="${x}" y="${heightPx + 16}" text-anchor="middle">${formatClock(tick.minute, data.minuteZeroOfDay)}</text></g>`;
    }),
  ];
}

function renderFaultBands(data: ChartData, heightPx: number): Markup[] {
  return data.faults.map((fault) => {
    const x = percentX(data.axis, fault.fromX);
    const end = percentX(data.axis, fault.toX);
    const width = percentX(data.axis, fault.toX - fault.fromX);
    return html`<rect class="fault-band" x="${x}" y="0" width="${width}" height="${heightPx}"><title>fault in force: ${fault.name}</title></rect><rect class="fault-strip" x="${x}" y="-7" width="${width}" height="5"/><line class="fault-edge" x1="${x}" x2="${x}" y1="-7" y2="${heightPx}"/><line class="fault-edge" x1="${end}" x2="${end}" y1="-7" y2="${heightPx}"/>`;
  });
}

function renderYAxis(chart: ChartModel): Markup[] {
  return [0, 0.5, 1].map((part) => {
    const y = plotHeightPx * (1 - part);
    const value = chart.unit === "share" ? formatPercent(chart.maxY * part) : formatFigure(chart.maxY * part);
    return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="y" x="-8" y="${y + 4}" text-anchor="end">${value}</text>`;
  });
}

interface Run {
  readonly fromX: number;
  toX: number;
  readonly low: number;
  readonly high: number;
}

/** Neighbouring slices with the same share become one rectangle. */
function mergeRuns(slices: readonly ChartSlice[], series: number): Run[] {
  const runs: Run[] = [];
  for (const slice of slices) {
    const low = slice.at.slice(0, series).reduce<number>((sum, value) => sum + (value ?? 0), 0);
    const high = low + (slice.at[series] ?? 0);
    if (high - low < 1e-9) continue;
    const last = runs.at(-1);
    const same = last && Math.abs(last.low - low) < 1e-9 && Math.abs(last.high - high) < 1e-9;
    if (last && same && Math.abs(last.toX - slice.fromX) < 1e-9) last.toX = slice.toX;
    else runs.push({ fromX: slice.fromX, toX: slice.toX, low, high });
  }
  return runs;
}

function renderShares(chart: ChartModel, axis: TimeAxis): Markup[] {
  return chart.series.map((series, index) => {
    const rects = mergeRuns(chart.slices, index).map((run) => {
      const y = round(plotHeightPx * (1 - run.high));
      const height = round(plotHeightPx * (run.high - run.low));
      return `<rect x="${percentX(axis, run.fromX)}" y="${y}" width="${percentX(axis, run.toX - run.fromX)}" height="${height}"/>`;
    });
    return html`<g class="area" fill="url(#look-${series.look})">${trustMarkup(rects.join(""))}</g>`;
  });
}

/** Steps of one series as path commands; a gap wherever a slice has no value. */
function drawStepPath(chart: ChartModel, series: number): string {
  const parts: string[] = [];
  let lastX = Number.NaN;
  for (const slice of chart.slices) {
    const value = slice.at[series] ?? null;
    if (value === null) continue;
    const y = round(plotHeightPx * (1 - value / chart.maxY));
    parts.push(`${Math.abs(slice.fromX - lastX) < 1e-9 ? "L" : "M"}${round(slice.fromX)} ${y}H${round(slice.toX)}`);
    lastX = slice.toX;
  }
  return parts.join("");
}

function renderLines(chart: ChartModel, axis: TimeAxis): Markup {
  const paths = chart.series.map(
    (series, index) => html`<path class="line line-${series.look}" d="${drawStepPath(chart, index)}"/>`,
  );
  return html`<svg width="100%" height="${plotHeightPx}" viewBox="0 0 ${round(axis.widthX)} ${plotHeightPx}" preserveAspectRatio="none" overflow="visible">${paths}</svg>`;
}

function renderLimit(chart: ChartModel): Markup | null {
  if (chart.limit === null) return null;
  const y = round(plotHeightPx * (1 - chart.limit.y / chart.maxY));
  return html`<line class="limit" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="limit-name" x="4" y="${y > 16 ? y - 4 : y + 13}">limit of ${chart.limit.name}: ${formatFigure(chart.limit.y)} ms</text>`;
}

/** Moments as lines with a sign at their top. */
function renderMarks(chart: ChartModel, axis: TimeAxis): Markup[] {
  return (chart.marks ?? []).map(({ x, label }) => {
    const at = percentX(axis, x);
    const anchor = x < axis.widthX * 0.97 ? "middle" : "end";
    return html`<line class="moment" x1="${at}" x2="${at}" y1="0" y2="${plotHeightPx}"/><text class="moment-sign upon" x="${at}" y="11" text-anchor="${anchor}">${label}</text>`;
  });
}

/** One plot. `label` is what a screen reader says of it; the figures stand in tables. */
export function renderPlotSvg(chart: ChartModel, data: ChartData, label: string): Markup {
  const marks = chart.kind === "shares" ? renderShares(chart, data.axis) : renderLines(chart, data.axis);
  return html`<svg class="plot" role="img" aria-label="${label}" width="100%" height="${plotHeightPx + 22}" overflow="visible">${renderYAxis(chart)}${chart.kind === "lines" && renderFaultBands(data, plotHeightPx)}${marks}${renderTimeGrid(data, plotHeightPx)}${chart.kind === "shares" && renderFaultBands(data, plotHeightPx)}${renderLimit(chart)}${renderMarks(chart, data.axis)}</svg>`;
}
