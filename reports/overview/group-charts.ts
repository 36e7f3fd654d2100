// The charts of a group: the same figure of several drills on the same axes, under one clock.
import type { StepName } from "../../scenarios/outcome.ts";
import { renderChartControls, renderChartFigure } from "../html/chart-figure.ts";
import type { ChartData } from "../html/charts/chart-data.ts";
import type { ChartModel } from "../html/charts/chart-model.ts";
import {
  buildComparedChart,
  type ComparedFigure,
  type ComparedLine,
  findHighest,
  readBadShare,
  readOkP95,
  readOrdersPerMinute,
} from "../html/charts/compared-chart.ts";
import { embedJson, html, type Markup } from "../html/markup.ts";
import { buildTimeAxis, computeX } from "../html/time-axis.ts";
import type { DrillGroup, GroupedDrill } from "./drill-group.ts";

const order: StepName = "place-order";
const mostLines = 3;
const looks = ["base", "defended", "third"] as const;

const figures: readonly ComparedFigure[] = [
  {
    id: "orders",
    title: "orders taken per incident minute, at full scale",
    unit: "orders per minute",
    step: order,
    read: readOrdersPerMinute,
  },
  { id: "bad", title: "placing an order: share that went wrong", unit: "share", step: order, read: readBadShare },
  { id: "latency", title: "placing an order: p95 of ok answers", unit: "ms", step: order, read: readOkP95 },
  { id: "browsing", title: "product page: p95 of ok answers", unit: "ms", step: "product", read: readOkP95 },
];

function buildLine({ compared, record }: GroupedDrill, index: number): ComparedLine {
  return {
    name: compared.label,
    look: looks[index % looks.length] as ComparedLine["look"],
    slices: record?.recorded.timeSlices ?? [],
    weight: record?.weight ?? 1,
  };
}

/** Up to three drills share a plot; with more, each has a plot beside the base, all with the same y axis. */
function buildPlots(group: DrillGroup, axis: ChartData["axis"]): { first: ChartModel[]; rest: ChartModel[] } {
  const all = [group.base, ...group.others].filter(({ record }) => (record?.recorded.timeSlices.length ?? 0) > 0);
  const lines = all.map(buildLine);
  const drawn = figures.filter((figure) =>
    lines.some(({ slices }) => slices.some((slice) => slice.step === figure.step)),
  );
  const named = (figure: ComparedFigure, suffix = "", title = figure.title) => ({
    ...figure,
    id: `${group.id}-${figure.id}${suffix}`,
    title,
  });
  if (lines.length <= mostLines)
    return { first: drawn.map((figure) => buildComparedChart(named(figure), lines, axis)), rest: [] };
  const others = all.filter((drill) => drill !== group.base);
  const base = all.find((drill) => drill === group.base);
  const pairs = others.map((drill) => [...(base === undefined ? [] : [buildLine(base, 0)]), buildLine(drill, 1)]);
  const build = (figure: ComparedFigure) => {
    const highest = findHighest(figure, lines);
    return pairs.map((pair, index) =>
      buildComparedChart(
        named(figure, `-${index + 1}`, `${pair.at(-1)?.name ?? ""}: ${figure.title}`),
        pair,
        axis,
        highest,
      ),
    );
  };
  const [first, ...rest] = drawn;
  return { first: first === undefined ? [] : build(first), rest: rest.flatMap(build) };
}

/** Charts with their clock; the data for the script where `isLive`. */
export function renderGroupCharts(group: DrillGroup, isLive: boolean): Markup {
  const record = group.base.record ?? group.others.find((drill) => drill.record !== null)?.record ?? null;
  const longest = [group.base, ...group.others]
    .map((drill) => drill.record?.phases ?? [])
    .reduce((most, phases) => (phases.length > most.length ? phases : most), []);
  const axis = buildTimeAxis(longest);
  const { first, rest } = buildPlots(group, axis);
  if (record === null || first.length === 0)
    return html`<p class="empty">No step was measured, so there is nothing to draw.</p>`;
  const spanOf = (name: string, from: number, to: number) => ({
    name,
    fromX: computeX(axis, from),
    toX: computeX(axis, to),
  });
  const data: ChartData = {
    axis,
    minuteZeroOfDay: record.recorded.minuteZeroOfDay,
    phases: longest.map((phase) => spanOf(phase.name, phase.fromMinute, phase.toMinute)),
    faults: record.faults.flatMap((fault) =>
      fault.injectedAtMinute === null
        ? []
        : [spanOf(fault.name, fault.injectedAtMinute, fault.restoredAtMinute ?? Number.POSITIVE_INFINITY)],
    ),
    charts: [...first, ...rest],
  };
  const suffix = `-${group.id}`;
  const outage = record.times.outageMinute;
  return html`<p class="note">The same customers, the same axes. The hatched strip above a plot marks a fault in force in “${group.base.compared.label}”. A gap means that nobody tried.</p>
${renderChartControls(data, outage === null ? 0 : computeX(axis, outage), suffix)}
${first.map((chart) => renderChartFigure(chart, data))}
${rest.length > 0 && html`<details class="more-charts"><summary>Share that went wrong, and latency: ${rest.length} charts</summary>${rest.map((chart) => renderChartFigure(chart, data))}</details>`}
${isLive && html`<script type="application/json" id="chart-data${suffix}">${embedJson(data)}</script>`}`;
}
