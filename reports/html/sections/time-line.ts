// The time line: phases, faults, customers, alerts, operator and changes over one axis, as SVG without script.
import type { FaultResult } from "../../../harness/record/drill-result.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine, shortenText } from "../../clean-text.ts";
import { formatClock, formatClockDay, formatMinute } from "../../format.ts";
import { measureText } from "../../text-columns.ts";
import { faultWords } from "../../words.ts";
import type { ChartData } from "../charts/chart-data.ts";
import { html, type Markup } from "../markup.ts";
import { percentX, renderTimeGrid } from "../plot-svg.ts";
import { renderTable } from "../table.ts";
import { computeX } from "../time-axis.ts";
import { type DrillEvent, type Lane, listEvents } from "./events.ts";

const laneHeightPx = 26;
/** Width assumed for the question whether a label fits; the plot is about this wide on a desktop. */
const assumedWidthPx = 1100;
const letterPx = 6.6;

const laneNames: readonly (readonly [Lane, string])[] = [
  ["customers", "Customers"],
  ["alerts", "Alerts"],
  ["operator", "Operator"],
  ["changes", "Changes"],
];

function renderPhases(data: ChartData, y: number): Markup[] {
  return data.phases.map((phase, index) => {
    const share = (phase.toX - phase.fromX) / data.axis.widthX;
    const x = percentX(data.axis, (phase.fromX + phase.toX) / 2);
    const name = shortenText(phase.name, Math.floor((share * assumedWidthPx) / letterPx));
    return html`<rect class="phase ${index % 2 === 1 ? "odd" : ""}" x="${percentX(data.axis, phase.fromX)}" y="${y + 2}" width="${percentX(data.axis, phase.toX - phase.fromX)}" height="${laneHeightPx - 4}"><title>${phase.name}</title></rect><text class="wide" x="${x}" y="${y + 17}" text-anchor="middle">${name}</text><text class="narrow" x="${x}" y="${y + 17}" text-anchor="middle">${index + 1}</text>`;
  });
}

function renderJumps(data: ChartData, y: number): Markup[] {
  return data.axis.segments
    .filter((segment) => segment.jump)
    .map((segment) => {
      const x = percentX(data.axis, (segment.fromX + segment.toX) / 2);
      return html`<text class="jump-sign" x="${x}" y="${y + 17}" text-anchor="middle">»<title>jump: ${formatClock(segment.fromMinute, data.minuteZeroOfDay)} to ${formatClock(segment.toMinute, data.minuteZeroOfDay)}, takes no real time</title></text>`;
    });
}

/** Right of the bar where there is room, else left of it, else upon it. */
function renderFaultLabel(label: string, startX: number, endX: number, data: ChartData, y: number): Markup {
  const share = (measureText(label) * letterPx + 10) / assumedWidthPx;
  const right = endX / data.axis.widthX + share <= 1;
  const left = !right && startX / data.axis.widthX >= share;
  const x = percentX(data.axis, right ? endX : startX);
  const [shift, anchor] = left ? [-7, "end"] : [7, "start"];
  const place = right || left ? "wide label" : "wide label upon";
  return html`<text class="${place}" x="${x}" dx="${shift}" y="${y + 17}" text-anchor="${anchor}">${label}</text>`;
}

function renderFault(fault: FaultResult, data: ChartData, y: number): Markup {
  const { axis } = data;
  const planned = computeX(axis, fault.plannedFromMinute);
  const from = fault.injectedAtMinute === null ? null : computeX(axis, fault.injectedAtMinute);
  const to = fault.restoredAtMinute === null ? axis.widthX : computeX(axis, fault.restoredAtMinute);
  const state = fault.state === "restored" ? "" : `: ${faultWords[fault.state]}`;
  const label = shortenText(cleanLine(fault.name), 60) + state;
  const bar =
    from === null
      ? null
      : html`<rect class="fault-bar" x="${percentX(axis, from)}" y="${y + 6}" width="${percentX(axis, Math.max(0, to - from))}" height="${laneHeightPx - 12}"/>`;
  return html`${bar}<line class="planned" x1="${percentX(axis, planned)}" x2="${percentX(axis, planned)}" y1="${y + 2}" y2="${y + laneHeightPx - 2}"><title>planned from here</title></line>${renderFaultLabel(label, Math.min(planned, from ?? planned), from === null ? planned : to, data, y)}`;
}

const signs: Record<Lane, string> = { customers: "●", alerts: "▲", operator: "◆", changes: "■" };

function renderLane(lane: Lane, events: readonly DrillEvent[], data: ChartData, y: number): Markup[] {
  const own = events.filter((event) => event.lane === lane);
  let freeFrom = 0;
  return own.map((event, index) => {
    const share = computeX(data.axis, event.minute) / data.axis.widthX;
    const x = `${Number((share * 100).toFixed(3))}%`;
    const next = own[index + 1];
    const nextShare = next === undefined ? 1 : computeX(data.axis, next.minute) / data.axis.widthX;
    const letters = Math.floor(((nextShare - share) * assumedWidthPx - 20) / letterPx);
    const before = Math.floor(((share - freeFrom) * assumedWidthPx - 20) / letterPx);
    const left = letters < event.short.length && before >= event.short.length;
    const text = left ? event.short : letters >= 5 ? shortenText(event.short, letters) : "";
    freeFrom = left ? share : Math.min(1, share + ((text.length + 2) * letterPx) / assumedWidthPx);
    return html`<text class="sign ${lane}" x="${x}" y="${y + 17}" text-anchor="middle">${signs[lane]}<title>${event.says}</title></text>${text !== "" && html`<text class="wide label" x="${x}" dx="${left ? -9 : 9}" y="${y + 17}" text-anchor="${left ? "end" : "start"}">${text}</text>`}`;
  });
}

function renderDrawing(record: RunRecord, data: ChartData, events: readonly DrillEvent[]): Markup {
  const lanes = laneNames.filter(([lane]) => events.some((event) => event.lane === lane));
  const names = [
    "Phases",
    ...record.faults.map((_, index) => (record.faults.length > 1 ? `Fault ${index + 1}` : "Fault")),
    ...lanes.map(([, name]) => name),
  ];
  const heightPx = names.length * laneHeightPx;
  const yOf = (index: number) => index * laneHeightPx;
  return html`<svg class="plot time-line" role="img" aria-label="Time line of the drill; the list below says the same in words" width="100%" height="${heightPx + 22}" overflow="visible">
${names.map((name, index) => html`<line class="lane" x1="0" x2="100%" y1="${yOf(index + 1)}" y2="${yOf(index + 1)}"/><text class="lane-name" x="-8" y="${yOf(index) + 17}" text-anchor="end">${name}</text>`)}
${renderTimeGrid(data, heightPx)}
<rect id="zoomed" class="zoomed" x="0" y="0" width="0" height="${heightPx}"/>
${renderPhases(data, 0)}${renderJumps(data, 0)}
${record.faults.map((fault, index) => renderFault(fault, data, yOf(index + 1)))}
${lanes.map(([lane], index) => renderLane(lane, events, data, yOf(index + 1 + record.faults.length)))}
<line id="clock-line" class="clock-line" x1="-10" x2="-10" y1="0" y2="${heightPx}" visibility="hidden"/></svg>`;
}

/** The drawing, its legend, and the same in words. */
export function renderTimeLine(record: RunRecord, data: ChartData): Markup {
  const events = listEvents(record);
  if (record.phases.length === 0) {
    return html`<section aria-labelledby="time-line"><h2 id="time-line">Time line</h2><p class="empty">The record holds no phase: nothing ran.</p></section>`;
  }
  const zero = record.recorded.minuteZeroOfDay;
  const jumps = data.axis.segments.filter((segment) => segment.jump);
  const jumpText = jumps
    .map((jump) => `${formatClock(jump.fromMinute, zero)} to ${formatClock(jump.toMinute, zero)}`)
    .join(", ");
  const rows = events.map((event) => ({
    cells: [formatClockDay(event.minute, zero), formatMinute(event.minute), event.lane, event.says],
  }));
  const list = renderTable({
    caption: "Events in order of time",
    columns: [
      { label: "time of day" },
      { label: "minute", numeric: true },
      { label: "of" },
      { label: "what happened", header: true },
    ],
    rows,
    empty: "Nothing happened.",
  });
  return html`<section aria-labelledby="time-line"><h2 id="time-line">Time line</h2>
<p class="note">Time of day on the <a href="#term-incident-clock">incident clock</a>; all plots below share this axis.${jumpText !== "" && html` <span class="jump-key">»</span> marks a <a href="#term-jump">jump</a> (${jumpText}): no real time passes and nobody arrives.`} A hatched bar is a fault in force, the dashed line where it was planned.</p>
<figure class="plot-frame"><div class="static">${renderDrawing(record, data, events)}</div></figure>
<ol class="phase-names" aria-label="Phases">${record.phases.map((phase) => html`<li>${phase.name} <span>${formatClock(phase.fromMinute, zero)}–${formatClock(phase.toMinute, zero)}</span></li>`)}</ol>${record.faults.length > 0 && html`<ol class="phase-names" aria-label="Faults">${record.faults.map((fault) => html`<li>fault: ${fault.name} <span>${faultWords[fault.state]}</span></li>`)}</ol>`}
<details><summary>The same in words: ${events.length} events</summary>${list}</details></section>`;
}
