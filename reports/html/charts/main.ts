/// <reference lib="dom" />
// Entry of the report's script: turns the static drawings into charts with one shared clock.
import type { ChartData } from "./chart-data.ts";
import { connectClock } from "./clock-control.ts";
import { createLiveChart, type LiveChart } from "./live-chart.ts";
import { enableCopy, openForPrint, watchScrolling } from "./page-behaviour.ts";

/** `group` ends the ids of the controls: a page may hold several groups of charts, each with its own clock. */
function startCharts(data: ChartData, group: string): void {
  const controls = document.getElementById(`controls${group}`);
  if (controls === null || typeof window.uPlot !== "function") return;
  controls.hidden = false;
  const charts: LiveChart[] = [];
  const clock = connectClock(data, charts, group);
  const models = new Map(data.charts.map((model) => [model.id, model]));
  const waiting = new Set(document.querySelectorAll<HTMLElement>("figure[data-chart]"));
  const createVisible = () => {
    for (const figure of waiting) {
      const model = models.get(figure.dataset.chart ?? "");
      if (model === undefined || figure.clientWidth === 0 || figure.closest("details:not([open])") !== null) continue;
      waiting.delete(figure);
      const chart = createLiveChart(figure, model, data, clock.moveTo);
      if (chart === null) continue;
      charts.push(chart);
      clock.adopt(chart);
    }
  };
  createVisible();
  clock.moveTo(null);
  for (const details of document.querySelectorAll("details")) details.addEventListener("toggle", createVisible);
  new ResizeObserver(() => {
    for (const { plot, figure } of charts) {
      if (figure.clientWidth > 0) plot.setSize({ width: figure.clientWidth, height: plot.height });
    }
    clock.moveTo(null);
  }).observe(document.body);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const { plot } of charts) plot.redraw(false, true);
  });
}

enableCopy();
openForPrint();
watchScrolling();
for (const source of document.querySelectorAll('script[type="application/json"][id^="chart-data"]'))
  startCharts(JSON.parse(source.textContent ?? "") as ChartData, source.id.slice("chart-data".length));
