// How much to trust the figures, and how to get them again.
import type { RunRecord } from "../../../harness/record/run-record.ts";
import { cleanLine } from "../../clean-text.ts";
import { formatCount, formatFigure, formatMs, formatPercent } from "../../format.ts";
import { glossary } from "../../words.ts";
import { html, type Markup } from "../markup.ts";
import { renderNone, renderPairs, renderTable } from "../table.ts";

/** Numbers that no source states. */
export function renderAssumptions(record: RunRecord): Markup {
  return html`<section aria-labelledby="assumptions"><h2 id="assumptions">Assumptions</h2><p class="note">Numbers that no source states; change one and the money changes with it.</p>
${renderTable({
  caption: "Assumptions",
  titled: true,
  columns: [
    { label: "assumption", header: true },
    { label: "value", numeric: true },
    { label: "unit" },
    { label: "why" },
  ],
  rows: record.assumptions.map((item) => ({ cells: [item.id, formatFigure(item.value), item.unit, item.why] })),
  empty: "None is listed.",
})}</section>`;
}

/** Whether the load generator did what was planned, and who came. */
export function renderGenerator(record: RunRecord): Markup {
  const { generator } = record;
  const lateness = generator.startLatenessMs;
  const ms = (value: number | null) => (value === null ? renderNone("nobody started") : `${formatMs(value)} ms`);
  const populations = renderTable({
    caption: "Populations",
    columns: [
      { label: "population", header: true },
      { label: "weight", numeric: true },
      { label: "planned", numeric: true },
      { label: "came", numeric: true },
    ],
    rows: record.populations.map((item) => ({
      cells: [item.name, formatFigure(item.weight), formatCount(item.planned), formatCount(item.came)],
    })),
    empty: "No population was planned.",
  });
  return html`<section aria-labelledby="generator"><h2 id="generator">Health of the load generator</h2>
<p class="note">A customer who starts over 250 ms late, or not at all, is the generator’s fault and never the shop’s; over 0.1 % of them make the drill inconclusive.</p>
${renderPairs([
  ["customers planned", formatCount(generator.planned)],
  ["started", formatCount(generator.started)],
  [
    "dropped or late",
    generator.planned === 0
      ? formatCount(generator.dropped)
      : `${formatCount(generator.dropped)} (${formatPercent(generator.dropped / generator.planned)})`,
  ],
  ["start lateness, p99", ms(lateness.p99)],
  ["start lateness, highest", ms(lateness.max)],
])}${populations}</section>`;
}

/** Command, versions, machine and hashes. */
export function renderProvenance(record: RunRecord): Markup {
  const { recorded } = record;
  return html`<section aria-labelledby="again"><h2 id="again">Run it again</h2>
<div class="command"><pre tabindex="0" aria-label="Command that repeats this drill"><code id="command">${cleanLine(recorded.command)}</code></pre><button type="button" id="copy" hidden>Copy</button><span id="copied" role="status"></span></div>
${renderPairs([
  ["seed", String(record.seed)],
  ["pace", `${formatFigure(record.pace)} × the wall clock`],
  ["share", formatPercent(record.share)],
  ["weight", `${formatFigure(record.weight)} customers each`],
  ["shop workers", formatCount(recorded.shopWorkers)],
  ["mean think time", `${formatFigure(recorded.thinkMinutes)} incident minutes`],
  ["response timeout", `${formatMs(recorded.responseTimeoutMs)} ms`],
  ["defences", record.defences.length === 0 ? "none" : record.defences.join(", ")],
  ["tilldrill", recorded.versions.tilldrill],
  ["k6", recorded.versions.k6],
  ["Node", recorded.versions.node],
  [
    "machine",
    `${formatCount(recorded.machine.cpus)} CPUs, ${formatCount(recorded.machine.memoryMb)} MB, ${recorded.machine.platform}`,
  ],
  ["started at", recorded.startedAt],
  ["incident file, SHA-256", html`<code class="hash">${recorded.incidentSha256}</code>`],
  ["plan, SHA-256", html`<code class="hash">${recorded.planSha256}</code>`],
  ["record schema", String(record.schemaVersion)],
])}</section>`;
}

/** Id of a term's line in the glossary. */
export function renderTermId(term: string): string {
  return `term-${term.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

/** One line for each term. */
export function renderGlossary(): Markup {
  const lines = glossary.map(
    ([term, says]) => html`<div id="${renderTermId(term)}" tabindex="-1"><dt>${term}</dt><dd>${says}</dd></div>`,
  );
  return html`<section aria-labelledby="glossary"><h2 id="glossary">Glossary</h2><dl class="words">${lines}</dl></section>`;
}
