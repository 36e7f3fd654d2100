// The tables of a group: drills one by one, what each defence did and cost, objectives of each, facts of the control.
import type { ComparedDrill, Interval } from "../../harness/record/comparison.ts";
import { cleanLine } from "../clean-text.ts";
import {
  comparesDeal,
  computeAverted,
  computeDamageAverted,
  dealLines,
  type FigureLine,
  figureLines,
  isClear,
  listFigureLines,
} from "../comparison-words.ts";
import { defenceColumns, describeCounts } from "../defence-words.ts";
import { listForestalled } from "../drill-notes.ts";
import {
  formatBudget,
  formatClockDay,
  formatDuration,
  formatMeasuredText,
  formatMinute,
  formatPercent,
  joinNames,
} from "../format.ts";
import { html, type Markup, type MarkupValue } from "../html/markup.ts";
import { renderMark, renderNone, renderTable, type Table } from "../html/table.ts";
import { renderFactCount } from "../verdict-sentence.ts";
import { markFact, markObjective, verdictMarks } from "../words.ts";
import type { DrillGroup, GroupedDrill } from "./drill-group.ts";

const listAll = (group: DrillGroup): readonly GroupedDrill[] => [group.base, ...group.others];

function renderName({ compared, href }: GroupedDrill): Markup {
  const names =
    compared.defences.length > 1
      ? html`<span class="detail">${compared.defences.map(cleanLine).join(", ")}</span>`
      : null;
  return html`<a href="${href}">${compared.label}</a>${names}`;
}

function renderDifference(compared: ComparedDrill, text: string, isBase: boolean): MarkupValue {
  if (isBase) return null;
  if (compared.againstBase === null) return html`<span class="detail">${compared.notComparedBecause ?? ""}</span>`;
  return html`<span class="detail">${text}</span>`;
}

function renderCell(line: FigureLine, drill: GroupedDrill, group: DrillGroup): Markup {
  const { comparison, base } = group;
  const difference =
    line.against === null
      ? null
      : renderDifference(drill.compared, line.against(drill.compared, comparison), drill === base);
  return html`<b class="nowrap">${line.value(drill.compared, comparison)}</b>${difference}`;
}

type Averted = readonly [name: string, render: (drill: GroupedDrill, base: GroupedDrill) => MarkupValue];

function renderShare(averted: number | null, difference: Interval | undefined): MarkupValue {
  if (averted === null || difference === undefined) return renderNone("nothing to hold it against");
  return isClear(difference) ? formatPercent(averted) : "no clear difference";
}

/** What a drill averted, of the net loss, and of the damage where there was a deal. */
function listAverted({ comparison }: DrillGroup): readonly Averted[] {
  const loss: Averted = [
    "of the net loss averted",
    ({ compared }, base) => renderShare(computeAverted(compared, base.compared), compared.againstBase?.netLossCents),
  ];
  const damage: Averted = [
    "of the damage averted",
    ({ compared }, base) =>
      renderShare(computeDamageAverted(compared, base.compared), compared.againstBase?.damageCents),
  ];
  return comparesDeal(comparison) ? [loss, damage] : [loss];
}

const mostColumns = 3;

type Tabulated = Pick<Table, "columns" | "rows" | "cards">;

const renderVerdict = ({ compared }: GroupedDrill) => renderMark(verdictMarks[compared.verdict]);

/** A row a drill: what it averted, and these figures. */
function tabulateRows(group: DrillGroup, averted: readonly Averted[], lines: readonly FigureLine[]): Tabulated {
  return {
    columns: [
      { label: "drill", header: true },
      { label: "verdict" },
      ...averted.map(([name]) => ({ label: name })),
      ...lines.map(({ name }) => ({ label: name })),
    ],
    rows: listAll(group).map((drill) => ({
      cells: [
        renderName(drill),
        renderVerdict(drill),
        ...averted.map(([, render]) => render(drill, group.base)),
        ...lines.map((line) => renderCell(line, drill, group)),
      ],
    })),
    cards: true,
  };
}

/** A column a drill. */
function tabulateColumns(group: DrillGroup): Tabulated {
  const drills = listAll(group);
  const lines = listFigureLines(group.comparison);
  return {
    columns: [{ label: "at full scale", header: true }, ...drills.map(({ compared }) => ({ label: compared.label }))],
    rows: [
      { cells: ["its own report", ...drills.map(renderName)] },
      { cells: ["verdict", ...drills.map(renderVerdict)] },
      ...lines.map((line) => ({ cells: [line.name, ...drills.map((drill) => renderCell(line, drill, group))] })),
      ...listAverted(group).map(([name, render]) => ({
        cells: [name, ...drills.map((drill) => render(drill, group.base))],
      })),
    ],
  };
}

/** Drills one by one: every figure, differences with their interval below it; a deal's in a table of their own where there are many. */
export function renderOneByOne(group: DrillGroup): Markup {
  const isWide = listAll(group).length > mostColumns;
  const [loss, damage] = listAverted(group);
  const render = (caption: string, titled: boolean, tabulated: Tabulated) =>
    renderTable({ caption, titled, ...tabulated, empty: "No drill ran." });
  const all = "Drills one by one, at full scale";
  const tables = isWide
    ? [
        render(all, true, tabulateRows(group, loss === undefined ? [] : [loss], figureLines)),
        damage !== undefined &&
          render("The deal in each drill, at full scale", false, tabulateRows(group, [damage], dealLines)),
      ]
    : render(all, true, tabulateColumns(group));
  return html`${tables}<p class="note">In brackets: 95 % interval of the difference. p99 is that of <code>ok</code> answers in the slowest phase, in the twin’s real milliseconds; † fewer than 10 samples beyond it, a rough figure.</p>`;
}

/** What each defence says of itself, did, and costs; where several drills had it, each drill's counts. */
export function renderDefencesOfGroup(group: DrillGroup): Markup {
  const reports = listAll(group).flatMap(({ compared }) =>
    compared.defenceReports.map((report) => ({ report, label: compared.label })),
  );
  const names = [...new Set(reports.map(({ report }) => report.name))];
  const rows = names.map((name) => {
    const own = reports.filter(({ report }) => report.name === name);
    const { report } = own[0] as (typeof own)[number];
    return {
      cells: [
        html`${cleanLine(name)}<span class="detail">${report.kind}, by the ${report.by === "shop" ? "shop" : "operator"}</span>`,
        report.says,
        own.map(
          (one) =>
            html`<span class="line">${own.length > 1 && html`<i>${one.label}:</i> `}${describeCounts(one.report)}</span>`,
        ),
        report.costs,
      ],
    };
  });
  return html`${renderTable({
    caption: "What each defence did, and what it costs",
    titled: true,
    columns: defenceColumns,
    rows,
    empty: "No drill of this group had a defence on.",
    cards: true,
  })}${renderPrevented(group)}`;
}

/** What an alert called for, and the faults that it forestalled. */
function renderPrevented(group: DrillGroup): Markup | null {
  const items = listAll(group).flatMap(({ record, compared }) =>
    (record?.recorded.alertedActions ?? []).map((action) => {
      const zero = record?.recorded.minuteZeroOfDay ?? 0;
      const stages = record === null ? "" : joinNames(listForestalled(record));
      return html`<li><b>${compared.label}</b>: alert of ${action.objective} at ${formatClockDay(action.alertedAtMinute, zero)}, minute ${formatMinute(action.alertedAtMinute)}; ${formatDuration(action.reactionMinutes)} later “${action.name}”, minute ${formatMinute(action.actedAtMinute)}. Forestalled: ${stages === "" ? "nothing, it came too late" : stages}.</li>`;
    }),
  );
  return items.length === 0 ? null : html`<ul class="reasons">${items}</ul>`;
}

/** Objectives of each drill: verdict and budget spent. */
export function renderObjectivesOfGroup(group: DrillGroup): Markup {
  const drills = listAll(group);
  const keys = [
    ...new Set(
      drills.flatMap(({ record }) =>
        (record?.objectives ?? []).map(({ name, phase }) => (phase === null ? name : `${name} (${phase})`)),
      ),
    ),
  ];
  const rows = keys.map((key) => ({
    cells: [
      key,
      ...drills.map(({ record, compared }): MarkupValue => {
        const objective = record?.objectives.find(
          ({ name, phase }) => (phase === null ? name : `${name} (${phase})`) === key,
        );
        if (objective === undefined) return renderNone("not measured in this drill");
        return html`${renderMark(markObjective(objective.verdict, compared.judgedBy))}<span class="detail">${formatBudget(objective.budgetConsumedRatio)} of the budget, allowed ${formatBudget(objective.budgetAllowedRatio)}</span>`;
      }),
    ],
  }));
  return renderTable({
    caption: "Objectives of each drill",
    titled: true,
    columns: [{ label: "objective", header: true }, ...drills.map(({ compared }) => ({ label: compared.label }))],
    rows,
    empty: "No objective was measured.",
    cards: true,
  });
}

/** Facts that the control reproduced; null where no drill is judged by facts. */
export function renderFactsOfGroup(group: DrillGroup): Markup | null {
  const control = listAll(group).find(
    ({ record }) => record !== null && record.judgedBy === "facts" && record.facts.length > 0,
  );
  const record = control?.record ?? null;
  if (control === undefined || record === null) return null;
  const rows = record.facts.map((fact) => ({
    cells: [
      fact.id,
      fact.says,
      fact.expected,
      html`<b>${formatMeasuredText(fact.measured, fact.unit)}</b>`,
      html`<span class="origin ${fact.origin}">${fact.origin}</span>`,
      renderMark(markFact(fact.verdict, record.judgedBy)),
    ],
  }));
  return html`<details><summary>Facts of the control, ${control.compared.label}: ${renderFactCount(record)}</summary>${renderTable(
    {
      caption: "Facts of the control",
      titled: true,
      columns: [
        { label: "id", header: true, className: "id" },
        { label: "what was said" },
        { label: "expected" },
        { label: "measured" },
        { label: "origin" },
        { label: "verdict" },
      ],
      rows,
      empty: "It has no facts.",
      cards: true,
    },
  )}</details>`;
}
