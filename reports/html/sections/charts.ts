// The charts: orders, then outcomes and latency of place-order and of the browse pages, then of every step.
import type { RunRecord } from "../../../harness/record/run-record.ts";
import type { StepName } from "../../../scenarios/outcome.ts";
import { browseSteps, stepOrder } from "../../words.ts";
import { renderChartControls, renderChartFigure } from "../chart-figure.ts";
import type { ChartData } from "../charts/chart-data.ts";
import { buildLatencyChart, buildOrderChart, buildOutcomeChart, type ChartModel } from "../charts/chart-model.ts";
import { html, type Markup } from "../markup.ts";
import { buildTimeAxis, computeX } from "../time-axis.ts";

/** Browse pages in the order in which their latency stands for browsing: the most asked-for first. */
const browseLatencySteps: readonly StepName[] = ["product", "category", "home", "cart"];

function listRecordedSteps(record: RunRecord): StepName[] {
  return stepOrder.filter((step) => record.recorded.timeSlices.some((slice) => slice.step === step));
}

/** All charts of a record, the first five first; steps without a slice have none. */
export function buildChartData(record: RunRecord): ChartData {
  const axis = buildTimeAxis(record.phases);
  const { timeSlices, objectiveCounts } = record.recorded;
  const steps = listRecordedSteps(record);
  const latency = (step: StepName) => buildLatencyChart(`latency-${step}`, timeSlices, step, axis, objectiveCounts);
  const outcome = (step: StepName) =>
    buildOutcomeChart(`outcomes-${step}`, `${step}: what customers got`, timeSlices, [step], axis);
  const charts: ChartModel[] = [];
  if (steps.includes("place-order")) {
    charts.push(
      buildOrderChart("orders", timeSlices, record.weight, axis),
      outcome("place-order"),
      latency("place-order"),
    );
  }
  const browsed = browseSteps.filter((step) => steps.includes(step));
  const browsePage = browseLatencySteps.find((step) => steps.includes(step));
  if (browsePage !== undefined) {
    charts.push(
      buildOutcomeChart(
        "outcomes-browse",
        `browse pages (${browsed.join(", ")}): what customers got`,
        timeSlices,
        browsed,
        axis,
      ),
      latency(browsePage),
    );
  }
  for (const step of steps) {
    if (step === "place-order") continue;
    charts.push(outcome(step));
    if (step !== browsePage) charts.push(latency(step));
  }
  const spanOf = (name: string, from: number, to: number) => ({
    name,
    fromX: computeX(axis, from),
    toX: computeX(axis, to),
  });
  const faults = record.faults.flatMap((fault) =>
    fault.injectedAtMinute === null
      ? []
      : [spanOf(fault.name, fault.injectedAtMinute, fault.restoredAtMinute ?? Number.POSITIVE_INFINITY)],
  );
  const phases = record.phases.map((phase) => spanOf(phase.name, phase.fromMinute, phase.toMinute));
  return { axis, minuteZeroOfDay: record.recorded.minuteZeroOfDay, phases, faults, charts };
}

const primaryCharts = 5;

/** All charts; those of the other steps are folded away. */
export function renderCharts(record: RunRecord, data: ChartData): Markup {
  const draw = (chart: ChartModel) => renderChartFigure(chart, data);
  const at = record.times.outageMinute === null ? 0 : computeX(data.axis, record.times.outageMinute);
  const rest = data.charts.slice(primaryCharts);
  if (data.charts.length === 0) {
    return html`<section aria-labelledby="charts"><h2 id="charts">Charts</h2><p class="empty">No step was measured, so there is nothing to draw.</p></section>`;
  }
  return html`<section aria-labelledby="charts"><h2 id="charts">What customers got over time</h2>
<p class="note">Shares are of all steps that ended in a slice of time; a gap means that nobody tried. Latency is that of <code>ok</code> answers in the twin, in real milliseconds. Percentiles of one slice rest on few answers: read their level, not their peaks. The hatched strip above a plot marks a fault in force.</p>
${renderChartControls(data, at, "")}
${data.charts.slice(0, primaryCharts).map(draw)}
${rest.length > 0 && html`<details class="more-charts"><summary>Every other step: ${rest.length} charts</summary>${rest.map(draw)}</details>`}</section>`;
}
