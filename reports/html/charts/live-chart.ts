/// <reference lib="dom" />
// One chart in the browser: uPlot in the place of the static drawing, with the values under the cursor.
import type uPlot from "uplot";
import { formatClock, formatCount, formatFigure, formatMs, formatPercent } from "../../format.ts";
import { computeMinute, computeTicks } from "../time-axis.ts";
import { type ChartData, marginLeftPx, marginRightPx, plotHeightPx } from "./chart-data.ts";
import type { ChartModel } from "./chart-model.ts";
import { drawChart } from "./draw.ts";
import { readColour } from "./paint.ts";

declare global {
  interface Window {
    uPlot: typeof uPlot;
  }
}

export interface LiveChart {
  readonly plot: uPlot;
  readonly model: ChartModel;
  readonly figure: HTMLElement;
}

const axisHeightPx = 22;
const paddingTopPx = 8;
const hourWidthPx = 52;

function formatValue(model: ChartModel, value: number): string {
  if (model.unit === "share") return formatPercent(value);
  return model.unit === "ms" ? `${formatMs(value)} ms` : formatCount(value);
}

/** What the chart holds at an x: one text a series, "–" where nothing was measured. */
export function readValuesAt(model: ChartModel, x: number): string[] {
  const slice = model.slices.find((item) => x >= item.fromX && x < item.toX);
  return model.series.map((_, index) => {
    const value = slice?.at[index] ?? null;
    return value === null ? "–" : formatValue(model, value);
  });
}

/** Writes the values at an x into the chart's legend. */
export function showValuesAt(chart: LiveChart, x: number): void {
  const values = readValuesAt(chart.model, x);
  for (const place of chart.figure.querySelectorAll<HTMLElement>(".now")) {
    place.textContent = values[Number(place.dataset.series)] ?? "";
  }
}

function buildAxes(model: ChartModel, data: ChartData): uPlot.Axis[] {
  const font = "11.5px system-ui, sans-serif";
  const stroke = () => readColour("soft");
  const timeAxis: uPlot.Axis = {
    size: axisHeightPx,
    gap: 2,
    font,
    stroke,
    grid: { show: false },
    ticks: { stroke, width: 1, size: 4 },
    splits: (plot, _, from, to) => {
      const most = Math.max(3, Math.min(14, Math.floor(plot.over.clientWidth / hourWidthPx)));
      return computeTicks(data.axis, data.minuteZeroOfDay, from, to, most).map((tick) => tick.x);
    },
    values: (_, splits) =>
      splits.map((x) => formatClock(Math.round(computeMinute(data.axis, x)), data.minuteZeroOfDay)),
  };
  const valueAxis: uPlot.Axis = {
    size: marginLeftPx,
    gap: 4,
    font,
    stroke,
    grid: { stroke: () => readColour("rule"), width: 1 },
    ticks: { show: false },
    splits: () => [0, model.maxY / 2, model.maxY],
    values: (_, splits) => splits.map((y) => (model.unit === "share" ? formatPercent(y) : formatFigure(y))),
  };
  return [timeAxis, valueAxis];
}

/** Draws a model into its figure; `onMove` hears the x under a pointer, null when it leaves. */
export function createLiveChart(
  figure: HTMLElement,
  model: ChartModel,
  data: ChartData,
  onMove: (x: number | null) => void,
): LiveChart | null {
  const place = figure.querySelector<HTMLElement>(".live");
  const still = figure.querySelector<HTMLElement>(".static");
  if (place === null || still === null) return null;
  place.hidden = false;
  still.hidden = true;
  const middles = model.slices.map((slice) => (slice.fromX + slice.toX) / 2);
  const options: uPlot.Options = {
    width: place.clientWidth,
    height: plotHeightPx + axisHeightPx + paddingTopPx,
    padding: [paddingTopPx, marginRightPx, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
    scales: { x: { time: false, range: (_, min, max) => [min, max] }, y: { range: [0, model.maxY] } },
    axes: buildAxes(model, data),
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { draw: [(plot) => drawChart(plot, model, data)] },
  };
  const plot = new window.uPlot(options, [middles, middles.map(() => 0)], place);
  plot.over.addEventListener("pointermove", (event) => {
    onMove(plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, "x"));
  });
  plot.over.addEventListener("pointerleave", () => onMove(null));
  return { plot, model, figure };
}
