// The course of the drill: times, faults, operator actions, the shop's change log.
import type { SinceMinutes } from "../../../harness/record/drill-result.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { formatClockDay, formatCount, formatDuration, formatMinute } from "../../format.ts";
import { faultWords } from "../../words.ts";
import { html, type Markup, type MarkupValue } from "../markup.ts";
import { renderNone, renderTable } from "../table.ts";

function renderMoment(minute: number | null, zero: number): MarkupValue {
  return minute === null ? renderNone("never") : `${formatClockDay(minute, zero)} (minute ${formatMinute(minute)})`;
}

function renderSince(minutes: number | null): MarkupValue {
  return minutes === null ? renderNone("never") : formatDuration(minutes);
}

/** Detect, act, cause gone, service back. */
export function renderTimes(record: RunRecord): Markup {
  const { times } = record;
  const zero = record.recorded.minuteZeroOfDay;
  const row = (name: string, says: string, since: SinceMinutes) => ({
    cells: [name, renderSince(since.sinceFirstHarm), renderSince(since.sinceOutage), says],
  });
  return html`<section aria-labelledby="times"><h2 id="times">Times</h2>
<p class="note">First harm: ${renderMoment(times.firstHarmMinute, zero)}. Outage: ${renderMoment(times.outageMinute, zero)}. – means never; − means before.</p>
${renderTable({
  caption: "Times since first harm and since the outage",
  titled: true,
  columns: [
    { label: "time to", header: true },
    { label: "since first harm", numeric: true },
    { label: "since the outage", numeric: true },
    { label: "meaning" },
  ],
  rows: [
    row("detect", "the first alert that pages", times.detect),
    row("act", "the operator’s first action", times.act),
    row("cause gone", "the fault is taken back, verified", times.causeGone),
    row("service back", "failures and latency at the calm level for 5 minutes", times.serviceBack),
  ],
  empty: "",
})}</section>`;
}

/** Causes that were added and taken away, and what the operator did. */
export function renderFaults(record: RunRecord): Markup {
  const zero = record.recorded.minuteZeroOfDay;
  const faults = renderTable({
    caption: "Faults",
    columns: [
      { label: "fault", header: true },
      { label: "kind" },
      { label: "planned from" },
      { label: "in force from" },
      { label: "taken back" },
      { label: "requests touched", numeric: true },
      { label: "state" },
    ],
    rows: record.faults.map((fault) => ({
      cells: [
        fault.name,
        fault.kind,
        renderMoment(fault.plannedFromMinute, zero),
        renderMoment(fault.injectedAtMinute, zero),
        renderMoment(fault.restoredAtMinute, zero),
        formatCount(fault.requestsAffected),
        `${faultWords[fault.state]}${fault.state === "restored" ? (fault.restoreVerified ? ", verified" : ", not verified") : ""}`,
      ],
    })),
    empty: "No fault was put in.",
  });
  const actions = renderTable({
    caption: "Operator actions",
    columns: [{ label: "action", header: true }, { label: "at" }],
    rows: record.actions.map((action) => ({ cells: [action.name, renderMoment(action.atMinute, zero)] })),
    empty: "The operator did nothing.",
  });
  return html`<section aria-labelledby="faults"><h2 id="faults">Faults and operator actions</h2>${faults}${actions}</section>`;
}

/** The shop's configuration changes, as its own log has them. */
export function renderChangeLog(record: RunRecord): Markup {
  const zero = record.recorded.minuteZeroOfDay;
  const count = record.recorded.statusMessagesSeen;
  return html`<section aria-labelledby="changes"><h2 id="changes">Change log of the shop</h2>
${renderTable({
  caption: "Changes of the shop’s configuration",
  titled: true,
  columns: [{ label: "at" }, { label: "key", header: true }, { label: "value" }, { label: "said" }],
  rows: record.recorded.changeLog.map((change) => ({
    cells: [renderMoment(change.atMinute, zero), change.key, change.value, change.says],
  })),
  empty: "Nothing was changed.",
})}<p class="note">Status messages that customers saw: ${formatCount(count)}.</p></section>`;
}
