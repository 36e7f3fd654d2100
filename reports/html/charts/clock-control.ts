/// <reference lib="dom" />
// The clock that all charts share: one slider for the keyboard, the pointer on any chart, and the phase shown.
import { formatClockDay, formatMinute } from "../../format.ts";
import { computeMinute } from "../time-axis.ts";
import type { ChartData } from "./chart-data.ts";
import { type LiveChart, readValuesAt, showValuesAt } from "./live-chart.ts";

export interface ClockControl {
  /** Moves every cursor to an x; null puts them back to where they were. */
  readonly moveTo: (x: number | null) => void;
  /** Gives a new chart the current cursor and range. */
  readonly adopt: (chart: LiveChart) => void;
}

function describeMoment(data: ChartData, x: number): string {
  const minute = computeMinute(data.axis, x);
  const jump = data.axis.segments.some((segment) => segment.jump && x > segment.fromX && x < segment.toX);
  const phase = data.phases.find((span) => x >= span.fromX && x < span.toX) ?? data.phases.at(-1);
  const fault = data.faults.some((span) => x >= span.fromX && x < span.toX);
  const where = jump ? "jump" : (phase?.name ?? "");
  return `${formatClockDay(minute, data.minuteZeroOfDay)} · minute ${formatMinute(Math.round(minute))} · ${where}${fault ? " · fault in force" : ""}`;
}

function moveCursor(chart: LiveChart, x: number): void {
  chart.plot.setCursor({ left: chart.plot.valToPos(x, "x"), top: 0 }, false);
  showValuesAt(chart, x);
}

/** The time line of a single report; a comparison has none. */
function markTimeLine(data: ChartData, x: number, from: number, to: number): void {
  const line = document.getElementById("clock-line");
  const zoomed = document.getElementById("zoomed");
  const percent = (value: number) => `${(value / data.axis.widthX) * 100}%`;
  line?.setAttribute("visibility", "visible");
  line?.setAttribute("x1", percent(x));
  line?.setAttribute("x2", percent(x));
  const whole = from === 0 && to === data.axis.widthX;
  zoomed?.setAttribute("x", percent(from));
  zoomed?.setAttribute("width", whole ? "0" : percent(to - from));
}

/** Connects slider and phase list with the charts, which may grow in number later. `group` ends the ids of its controls. */
export function connectClock(data: ChartData, charts: readonly LiveChart[], group: string): ClockControl {
  const slider = document.getElementById(`clock${group}`) as HTMLInputElement;
  const says = document.getElementById(`clock-says${group}`) as HTMLOutputElement;
  const zoom = document.getElementById(`zoom${group}`) as HTMLSelectElement;
  let [from, to] = [0, data.axis.widthX];
  const show = (x: number) => {
    const text = describeMoment(data, x);
    const first = charts.find((chart) => chart.model.kind === "shares") ?? charts[0];
    const values = first === undefined ? [] : readValuesAt(first.model, x);
    const shares = values.map((value, index) => `${first?.model.series[index]?.name} ${value}`).join(", ");
    says.textContent = text;
    slider.setAttribute("aria-valuetext", shares === "" ? text : `${text}; ${first?.model.title}: ${shares}`);
    for (const chart of charts) moveCursor(chart, x);
    markTimeLine(data, x, from, to);
  };
  const moveTo = (x: number | null) => {
    if (x !== null) slider.value = String(Math.min(to, Math.max(from, x)));
    show(Number(slider.value));
  };
  slider.addEventListener("input", () => show(Number(slider.value)));
  zoom.addEventListener("change", () => {
    const phase = data.phases[Number(zoom.value)];
    [from, to] = phase === undefined ? [0, data.axis.widthX] : [phase.fromX, phase.toX];
    slider.min = String(Math.floor(from));
    slider.max = String(Math.ceil(to));
    for (const { plot } of charts) plot.setScale("x", { min: from, max: to });
    show(Number(slider.value));
  });
  const adopt = (chart: LiveChart) => {
    chart.plot.setScale("x", { min: from, max: to });
    moveCursor(chart, Number(slider.value));
  };
  return { moveTo, adopt };
}
