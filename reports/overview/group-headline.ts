// The first screen of a group: what happened, what the defences changed, whether the objectives held.
import type { ComparedDrill } from "../../harness/record/comparison.ts";
import { cleanLine } from "../clean-text.ts";
import { describeComparison } from "../comparison-finding.ts";
import { describeMethod, type FigureLine, listFigureLines } from "../comparison-words.ts";
import { describeLicence } from "../drill-notes.ts";
import { joinNames, none } from "../format.ts";
import { html, type Markup } from "../html/markup.ts";
import { mustMissObjectives } from "../verdict-sentence.ts";
import { type DrillGroup, findMain, type GroupedDrill } from "./drill-group.ts";
import { isLatencyPair, renderLatencyCost } from "./latency-pair.ts";

const shownFigures = [
  "orders",
  "net loss",
  "customers lost",
  "damage of the deal",
  "deal readers who came",
  "customers turned away",
  "error pages",
  "checkout’s 30-day budget spent",
  "p99 of placing an order",
];

/** "5 of 5 met", "3 of 5 met; missed: a, b", and what that means for a drill without defences. */
export function describeObjectives({ record }: GroupedDrill): string {
  if (record === null) return "its record is not at hand";
  if (record.objectives.length === 0) return "none was measured";
  const of = (verdict: string) =>
    record.objectives.filter((one) => one.verdict === verdict).map(({ name }) => cleanLine(name));
  const [met, missed, open] = [of("met"), of("missed"), of("undecidable")];
  const must = mustMissObjectives(record) && missed.length > 0 ? ", as a drill without defences must" : "";
  return [
    `${met.length} of ${record.objectives.length} met`,
    ...(missed.length === 0 ? [] : [`missed: ${joinNames(missed)}${must}`]),
    ...(open.length === 0 ? [] : [`not decidable: ${joinNames(open)}`]),
  ].join("; ");
}

function renderFigure(line: FigureLine, group: DrillGroup, main: ComparedDrill): Markup {
  const { comparison, base } = group;
  const before = line.value(base.compared, comparison);
  const after = line.value(main, comparison);
  const difference = line.against === null ? none : line.against(main, comparison);
  return html`<div><dt>${line.name}</dt><dd class="figure">${after}</dd><dd>${base.compared.label}: ${before}${difference !== none && html`<br>difference ${difference}`}</dd></div>`;
}

/** What happened, once for all drills of the group; for the cost of latency, what was done in the incident's place. */
function renderStory(group: DrillGroup): Markup | null {
  const record = group.base.record ?? group.others.find((drill) => drill.record !== null)?.record ?? null;
  if (record === null) return null;
  const { selection, story } = record.recorded;
  if (selection.addedLatencyMs !== null)
    return html`<p class="story">The same customers on an evening without the incident, with and without so many milliseconds more on every page.</p>`;
  const kept = (selection.phases ?? []).map(({ phase, minutes }) => `${cleanLine(phase)} (${minutes} min)`);
  const cut =
    kept.length > 0 &&
    html` <strong>Short form:</strong> only ${joinNames(kept)} ${kept.length === 1 ? "was" : "were"} drilled; losses of the whole incident are larger.`;
  const cause = selection.cause !== null && html` <strong>Cause drilled:</strong> ${cleanLine(selection.cause)}.`;
  return html`<p class="story">${story}${cause}${cut}</p>`;
}

/** Heading, story, sentence, figures of the main drill against the base. */
export function renderGroupHeadline(group: DrillGroup, isAlone: boolean): Markup {
  const { comparison, base } = group;
  const main = findMain(group);
  const title = base.record?.recorded.title ?? comparison.incident;
  const rows = [
    ...(base.compared.complete ? [] : [base]),
    ...group.others.filter(({ compared }) => !compared.complete),
  ];
  const incomplete =
    rows.length > 0 &&
    html`<p class="incomplete"><strong>Incomplete</strong> ${joinNames(rows.map(({ compared }) => compared.label))} did not run to the end: figures stop where the drill stopped, and no difference is computed.</p>`;
  const licence = base.record === null ? null : describeLicence(base.record);
  const figures = listFigureLines(comparison).filter(({ name }) => shownFigures.includes(name));
  const against =
    main === null
      ? null
      : html`<h3 class="against">${main.compared.label}, against ${base.compared.label}</h3>${main.compared.defences.length > 1 && html`<p class="note">On: ${joinNames(main.compared.defences.map(cleanLine))}.</p>`}<dl class="figures">${figures.map((line) => renderFigure(line, group, main.compared))}</dl>
<dl class="verdicts"><div><dt>Objectives, ${main.compared.label}</dt><dd>${describeObjectives(main)}</dd></div><div><dt>Objectives, ${base.compared.label}</dt><dd>${describeObjectives(base)}</dd></div></dl>`;
  return html`${isAlone ? null : html`<h2 id="${group.id}-title">${title}</h2>`}${renderStory(group)}${incomplete}
<p class="finding">${describeComparison(comparison)}</p>${isLatencyPair(group) && renderLatencyCost(group)}${against}
<p class="scale">${describeMethod(comparison)} Latencies are the twin’s: they compare drills with each other and say nothing of the full shop.${licence !== null && ` What figures may claim at this pace: ${licence}.`}</p>`;
}
