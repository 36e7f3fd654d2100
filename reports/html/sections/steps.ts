// Every step in every phase: counts by outcome and latency percentiles.
import type { PercentileName, PhaseResult, StepResult } from "../../../harness/record/drill-result.ts";
import type { RunRecord } from "../../../harness/record/run-record.ts";
import type { Outcome } from "../../../scenarios/outcome.ts";
import { formatClock, formatCount, formatFigure, formatMs, formatShare } from "../../format.ts";
import { outcomeOrder, outcomeWords, stepOrder } from "../../words.ts";
import { html, type Markup, type MarkupValue } from "../markup.ts";
import { renderNone, renderTable } from "../table.ts";
import { renderLicenceMark } from "./pace-licence.ts";

function renderPercentile(step: StepResult, name: PercentileName | "max"): MarkupValue {
  const value = step.latencyMsOk[name];
  if (value === null) return renderNone("no ok answer");
  const few = name !== "max" && step.latencyMsOk.tooFew.includes(name);
  return few
    ? html`<i class="few">${formatMs(value)}<span aria-hidden="true">†</span><span class="unseen"> too few samples</span></i>`
    : formatMs(value);
}

function renderOutcome(step: StepResult, outcome: Outcome): MarkupValue {
  const count = step.outcomes[outcome] ?? 0;
  return count === 0 ? html`<span class="zero">0</span>` : formatCount(count);
}

const shownPercentiles = ["p50", "p90", "p95", "p99", "p999", "max"] as const;

function renderPhase(phase: PhaseResult, record: RunRecord): Markup {
  const zero = record.recorded.minuteZeroOfDay;
  const steps = stepOrder.flatMap((name) => {
    const step = phase.steps[name];
    return step === undefined ? [] : [{ name, step }];
  });
  const seen = outcomeOrder.filter((outcome) => steps.some(({ step }) => (step.outcomes[outcome] ?? 0) > 0));
  const order = phase.steps["place-order"];
  const says =
    order === undefined ? "no order was tried" : `ok orders: ${formatShare(order.outcomes.ok ?? 0, order.count)}`;
  const table = renderTable({
    caption: `Steps in phase ${phase.name}`,
    titled: true,
    columns: [
      { label: "step", header: true },
      { label: "count", numeric: true },
      ...seen.map((outcome) => ({ label: outcome, numeric: true })),
      ...shownPercentiles.map((name) => ({ label: `${name === "p999" ? "p99.9" : name} ms`, numeric: true })),
    ],
    rows: steps.map(({ name, step }) => ({
      cells: [
        name,
        formatCount(step.count),
        ...seen.map((outcome) => renderOutcome(step, outcome)),
        ...shownPercentiles.map((percentile) => renderPercentile(step, percentile)),
      ],
    })),
    empty: "No step began in this phase.",
  });
  const distorted = phase.distortion > 2 ? " (above 2: latency is not judged)" : "";
  const short = record.recorded.shortPhases.includes(phase.name)
    ? " Shorter than five response timeouts: latency is not judged."
    : "";
  return html`<details${order !== undefined && (order.outcomes.ok ?? 0) * 2 < order.count && html` open`}><summary><b>${phase.name}</b> ${formatClock(phase.fromMinute, zero)}–${formatClock(phase.toMinute, zero)} · ${says}</summary><p class="note">${formatFigure(phase.wallSeconds)} real seconds; <a href="#term-distortion">distortion</a> ${formatFigure(phase.distortion)}${distorted}.${short}</p>${table}</details>`;
}

/** Steps by phase, with the meaning of each outcome that occurred. */
export function renderSteps(record: RunRecord): Markup {
  const seen = outcomeOrder.filter((outcome) =>
    record.phases.some((phase) => Object.values(phase.steps).some((step) => (step.outcomes[outcome] ?? 0) > 0)),
  );
  const words = seen.map(
    (outcome) =>
      html`<div><dt>${outcome}</dt><dd>${outcomeWords[outcome].says} (${outcomeWords[outcome].counts})</dd></div>`,
  );
  const body =
    record.phases.length === 0
      ? html`<p class="empty">No phase was measured.</p>`
      : record.phases.map((phase) => renderPhase(phase, record));
  return html`<section aria-labelledby="steps"><h2 id="steps">Steps by phase</h2>
<p class="note">Raw counts of the twin; a step belongs to the phase in which it began. Percentiles are of <code>ok</code> answers, in real milliseconds, nearest rank, within 0.1 %. <i class="few">†</i> fewer than 10 samples beyond it: a rough figure, and no objective may rest on it. – no <code>ok</code> answer. ${renderLicenceMark(record, "latency")}</p>
${words.length > 0 && html`<dl class="words">${words}</dl>`}${body}</section>`;
}
