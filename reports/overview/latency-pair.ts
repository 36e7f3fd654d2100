// A pair of drills with and without latency: what it cost, beside what the study says, and whether both were as meant.
import type { AddedLatencyCost, Interval } from "../../harness/record/comparison.ts";
import type { FactResult } from "../../harness/record/drill-result.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { formatCount, formatMeasuredText, formatPercent } from "../format.ts";
import { html, type Markup } from "../html/markup.ts";
import { renderMark, renderTable } from "../html/table.ts";
import { markFact } from "../words.ts";
import type { DrillGroup } from "./drill-group.ts";

/** The fact that sets the pair against the study; it is of the slowed drill. */
const pairedFactId = "CO-9-paired";

/** Whether the drills of a group differ in their latency, in place of an incident. */
export function isLatencyPair({ base, others }: DrillGroup): boolean {
  return [base, ...others].some(({ record }) => (record?.recorded.selection.addedLatencyMs ?? null) !== null);
}

interface PairFact {
  readonly fact: FactResult;
  readonly label: string;
  readonly record: RunRecord;
}

function listFacts({ base, others }: DrillGroup): PairFact[] {
  return [base, ...others].flatMap(({ record, compared }) =>
    record === null ? [] : record.facts.map((fact) => ({ fact, label: compared.label, record })),
  );
}

function renderShare(name: string, { value, low, high }: Interval, beside: string): Markup {
  return html`<div><dt>${name}</dt><dd class="figure">${formatPercent(value)}</dd><dd>95 %: ${formatPercent(low)} to ${formatPercent(high)}<br>${beside}</dd></div>`;
}

function renderCost(cost: AddedLatencyCost): Markup {
  return html`<dl class="figures">${renderShare(`sales lost by ${formatCount(cost.addedMs)} ms more on every page`, cost.salesLostRatio, `orders: ${formatPercent(cost.ordersLostRatio.value)}`)}${renderShare("sales lost for each 100 ms", cost.salesLostPer100Ms, "CO-9, a known study: 1 %")}</dl>`;
}

/** What it cost in all and for each 100 ms, with intervals, and the verdict on CO-9; without a cost, the verdict alone. */
export function renderLatencyCost(group: DrillGroup): Markup {
  const { addedLatency } = group.comparison;
  const paired = listFacts(group).find(({ fact }) => fact.id === pairedFactId);
  const detail = paired?.record.recorded.factDetails[pairedFactId];
  const verdict =
    paired === undefined
      ? "not judged: the slowed drill has no such fact"
      : html`${renderMark(markFact(paired.fact.verdict, paired.record.judgedBy))}, expected ${paired.fact.expected}${detail !== undefined && `: ${detail}`}`;
  return html`${addedLatency !== null && renderCost(addedLatency)}
<dl class="verdicts"><div><dt>CO-9: each 100 ms cost 1 % of sales</dt><dd>${verdict}</dd></div></dl>`;
}

/** The facts of both drills: the one was not slowed, the other was by as much as asked for, and what that cost. */
export function renderFactsOfPair(group: DrillGroup): Markup | null {
  const facts = listFacts(group);
  if (facts.length === 0) return null;
  const rows = facts.map(({ fact, label, record }) => ({
    cells: [
      fact.id,
      label,
      fact.says,
      fact.expected,
      html`<b>${formatMeasuredText(fact.measured, fact.unit)}</b><span class="detail">${record.recorded.factDetails[fact.id] ?? ""}</span>`,
      renderMark(markFact(fact.verdict, record.judgedBy)),
    ],
  }));
  return html`<p class="note">Neither drill has the incident: there is no control that must go wrong. A difference says what latency cost only if one of them was not slowed, and the other by as much as was asked for.</p>${renderTable(
    {
      caption: "Facts of the pair",
      titled: true,
      columns: [
        { label: "id", header: true, className: "id" },
        { label: "drill" },
        { label: "what must hold" },
        { label: "expected" },
        { label: "measured" },
        { label: "verdict" },
      ],
      rows,
      empty: "It has no facts.",
      cards: true,
    },
  )}`;
}
