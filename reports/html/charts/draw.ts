/// <reference lib="dom" />
// What is drawn on a chart's canvas: slices, faults, jumps, limits. uPlot gives scales, axes and cursors.
import type uPlot from "uplot";
import { type ChartData, looks } from "./chart-data.ts";
import type { ChartModel } from "./chart-model.ts";
import { buildFill, buildHatch, readColour } from "./paint.ts";

/** Canvas pixels of a place in the chart. */
interface Scales {
  readonly context: CanvasRenderingContext2D;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly ratio: number;
}

function readScales(plot: uPlot): Scales {
  const { top, height } = plot.bbox;
  return {
    context: plot.ctx,
    x: (value) => plot.valToPos(value, "x", true),
    y: (value) => plot.valToPos(value, "y", true),
    top,
    bottom: top + height,
    ratio: devicePixelRatio,
  };
}

function drawShares(chart: ChartModel, { context, x, y }: Scales): void {
  const fills = chart.series.map((series) => buildFill(context, series.look));
  for (const slice of chart.slices) {
    let low = 0;
    const left = Math.round(x(slice.fromX));
    const width = Math.max(1, Math.round(x(slice.toX)) - left);
    for (const [index, share] of slice.at.entries()) {
      if (share === null || share <= 0) continue;
      context.fillStyle = fills[index] ?? "#777";
      const top = Math.round(y(low + share));
      context.fillRect(left, top, width, Math.round(y(low)) - top);
      low += share;
    }
  }
}

function drawLines(chart: ChartModel, { context, x, y, ratio }: Scales): void {
  context.lineWidth = 1.6 * ratio;
  for (const [index, series] of chart.series.entries()) {
    context.strokeStyle = readColour(`look-${series.look}`);
    context.setLineDash((looks[series.look]?.dash ?? []).map((length) => length * ratio));
    context.beginPath();
    let lastX = Number.NaN;
    for (const slice of chart.slices) {
      const value = slice.at[index] ?? null;
      if (value === null) continue;
      if (Math.abs(slice.fromX - lastX) < 1e-9) context.lineTo(x(slice.fromX), y(value));
      else context.moveTo(x(slice.fromX), y(value));
      context.lineTo(x(slice.toX), y(value));
      lastX = slice.toX;
    }
    context.stroke();
  }
  context.setLineDash([]);
}

function drawLimit(chart: ChartModel, { context, x, y, ratio }: Scales, plot: uPlot): void {
  if (chart.limit === null) return;
  const { min, max } = plot.scales.x ?? {};
  const at = Math.round(y(chart.limit.y));
  context.strokeStyle = readColour("ink");
  context.fillStyle = readColour("ink");
  context.lineWidth = ratio;
  context.setLineDash([8 * ratio, 3 * ratio]);
  context.beginPath();
  context.moveTo(x(min ?? 0), at);
  context.lineTo(x(max ?? 1), at);
  context.stroke();
  context.setLineDash([]);
  context.font = `${11.5 * ratio}px system-ui, sans-serif`;
  context.textAlign = "left";
  const roomy = at - plot.bbox.top > 16 * ratio;
  context.fillText(
    `limit of ${chart.limit.name}: ${chart.limit.y} ms`,
    x(min ?? 0) + 4 * ratio,
    at + (roomy ? -4 : 13) * ratio,
  );
}

function drawFaults(data: ChartData, chart: ChartModel, { context, x, top, bottom, ratio }: Scales): void {
  const hatch = buildHatch(context);
  const colour = readColour("fault");
  for (const fault of data.faults) {
    const left = x(fault.fromX);
    const width = x(fault.toX) - left;
    if (chart.kind === "lines") {
      context.fillStyle = readColour("fault-fill");
      context.fillRect(left, top, width, bottom - top);
    }
    context.fillStyle = hatch;
    context.fillRect(left, top - 7 * ratio, width, 5 * ratio);
    context.strokeStyle = colour;
    context.lineWidth = ratio;
    context.strokeRect(left, top - 7 * ratio, width, 5 * ratio);
    context.setLineDash([4 * ratio, 3 * ratio]);
    context.beginPath();
    for (const edge of [left, left + width]) {
      context.moveTo(edge, top - 7 * ratio);
      context.lineTo(edge, bottom);
    }
    context.stroke();
    context.setLineDash([]);
  }
}

function drawTimes(data: ChartData, { context, x, top, bottom, ratio }: Scales): void {
  context.fillStyle = readColour("rule");
  for (const segment of data.axis.segments) {
    if (segment.jump) context.fillRect(x(segment.fromX), top, x(segment.toX) - x(segment.fromX), bottom - top);
  }
  context.strokeStyle = readColour("soft");
  context.lineWidth = 0.75 * ratio;
  context.setLineDash([ratio, 3 * ratio]);
  context.beginPath();
  for (const phase of data.phases.slice(1)) {
    context.moveTo(x(phase.fromX), top);
    context.lineTo(x(phase.fromX), bottom);
  }
  context.stroke();
  context.setLineDash([]);
}

/** Moments, as in the static drawing: a line, and a sign on a halo of the paper's colour. */
function drawMarks(chart: ChartModel, data: ChartData, { context, x, top, bottom, ratio }: Scales): void {
  if (chart.marks === undefined) return;
  context.font = `600 ${11.5 * ratio}px system-ui, sans-serif`;
  context.lineJoin = "round";
  for (const mark of chart.marks) {
    const at = x(mark.x);
    context.strokeStyle = readColour("ink");
    context.lineWidth = ratio;
    context.beginPath();
    context.moveTo(at, top);
    context.lineTo(at, bottom);
    context.stroke();
    context.textAlign = mark.x < data.axis.widthX * 0.97 ? "center" : "right";
    context.strokeStyle = readColour("paper");
    context.lineWidth = 5 * ratio;
    context.strokeText(mark.label, at, top + 11 * ratio);
    context.fillStyle = readColour("ink");
    context.fillText(mark.label, at, top + 11 * ratio);
  }
}

/** Draws a chart's content; called by uPlot after its axes. */
export function drawChart(plot: uPlot, chart: ChartModel, data: ChartData): void {
  const scales = readScales(plot);
  const { context } = scales;
  const { left, width } = plot.bbox;
  context.save();
  context.beginPath();
  context.rect(left - 1, 0, width + 2, scales.bottom + 1);
  context.clip();
  if (chart.kind === "shares") drawShares(chart, scales);
  drawTimes(data, scales);
  drawFaults(data, chart, scales);
  if (chart.kind === "lines") drawLines(chart, scales);
  drawLimit(chart, scales, plot);
  drawMarks(chart, data, scales);
  context.restore();
}
