// Drills side by side on a terminal: a table where it fits, else a block for each drill.
import type { ComparedDrill, Comparison } from "../harness/record/comparison.ts";
import { cleanLine, shortenText } from "./clean-text.ts";
import { describeComparison } from "./comparison-finding.ts";
import { comparesDeal, describeDifference, describeMethod, listFigureLines } from "./comparison-words.ts";
import { formatBudget, formatCount, formatMoneyShort, formatMs, none } from "./format.ts";
import { buildPen, type Pen } from "./terminal-pen.ts";
import { hangText, measureText, padText } from "./text-columns.ts";
import { verdictMarks } from "./words.ts";

export interface ComparisonTableOptions {
  readonly colour: boolean;
  /** Cells of a line; at least 40 are used. */
  readonly width: number;
}

interface Column {
  readonly name: string;
  readonly read: (drill: ComparedDrill) => string;
}

function describeP99({ figures }: ComparedDrill): string {
  const p99 = figures.placeOrderOkP99;
  return p99 === null ? none : `${formatMs(p99.ms)}${p99.isRough ? "†" : " "}`;
}

function buildColumns(comparison: Comparison): Column[] {
  const currency = cleanLine(comparison.currency);
  const money = (cents: number) => formatMoneyShort(cents, currency).replace(`${currency} `, "");
  return [
    { name: "drill", read: ({ label }) => cleanLine(label) },
    { name: "orders", read: ({ figures }) => formatCount(figures.orders) },
    { name: `net loss ${currency}`, read: ({ figures }) => money(figures.netLossCents) },
    { name: "lost", read: ({ figures }) => formatCount(figures.customersLost) },
    ...(comparesDeal(comparison) ? buildDealColumns(currency, money) : []),
    { name: "error pages", read: ({ figures }) => formatCount(figures.errorPages) },
    { name: "other bad", read: ({ figures }) => formatCount(figures.otherBadPages) },
    { name: "deferred", read: ({ figures }) => formatCount(figures.deferredOrders) },
    { name: "budget", read: ({ figures }) => formatBudget(figures.checkoutBudgetConsumedRatio) },
    { name: "p99 ms", read: describeP99 },
  ];
}

function buildDealColumns(currency: string, money: (cents: number) => string): Column[] {
  return [
    {
      name: `damage ${currency}`,
      read: ({ figures: { deal } }) =>
        deal === undefined || deal.damageCents === null ? none : money(deal.damageCents),
    },
    { name: "uses", read: ({ figures: { deal } }) => formatCount(deal?.uses ?? null) },
    { name: "readers came", read: ({ figures: { deal } }) => formatCount(deal?.readersCame ?? null) },
    { name: "turned away", read: ({ figures: { deal } }) => formatCount(deal?.turnedAway ?? null) },
  ];
}

/** Columns that a narrow terminal goes without, first to go first; the report has them all. */
const dispensable = ["deferred", "other bad", "p99 ms", "error pages", "uses", "turned away"];
const mostColumnCells = 36;

/** What stands below a drill's line: its difference, and what its defences cost; a single defence only, not all together. */
function renderNotes(drill: ComparedDrill, comparison: Comparison, pen: Pen): string[] {
  if (drill.label === comparison.base) return [];
  const difference = hangText("    ", describeDifference(drill, comparison), pen.width);
  const [only] = drill.defenceReports;
  const cost =
    only === undefined || drill.defenceReports.length > 1
      ? []
      : hangText("    costs: ", cleanLine(only.costs), pen.width);
  return [...difference, ...cost].map(pen.faint);
}

interface Grid {
  readonly head: string;
  readonly rows: readonly string[];
  readonly cells: number;
}

function layOut(columns: readonly Column[], drills: readonly ComparedDrill[]): Grid {
  const rows = drills.map((drill) => columns.map(({ read }) => read(drill)));
  const widths = columns.map(({ name }, index) =>
    Math.max(measureText(name), ...rows.map((row) => Math.min(mostColumnCells, measureText(row[index] ?? "")))),
  );
  const place = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        padText(shortenText(cell, mostColumnCells), widths[index] ?? 0, index === 0 ? "left" : "right"),
      )
      .join("  ");
  return {
    head: place(columns.map(({ name }) => name)),
    rows: rows.map(place),
    cells: 4 + widths.reduce((sum, width) => sum + width + 2, -2),
  };
}

/** Null where even the least columns are too wide. */
function renderWide(comparison: Comparison, pen: Pen): string[] | null {
  const { drills } = comparison;
  for (let left = 0; left <= dispensable.length; left++) {
    const columns = buildColumns(comparison).filter(({ name }) => !dispensable.slice(0, left).includes(name));
    const grid = layOut(columns, drills);
    if (grid.cells > pen.width) continue;
    return [
      pen.strong(`    ${grid.head}`),
      ...drills.flatMap((drill, index) => {
        const mark = verdictMarks[drill.verdict];
        return [
          `  ${pen.tint(mark.sign, mark.tone)} ${grid.rows[index] ?? ""}`,
          ...renderNotes(drill, comparison, pen),
        ];
      }),
    ];
  }
  return null;
}

function renderBlocks(comparison: Comparison, pen: Pen): string[] {
  return comparison.drills.flatMap((drill) => {
    const mark = verdictMarks[drill.verdict];
    const figures = listFigureLines(comparison)
      .map((line) => `${line.name} ${line.value(drill, comparison)}`)
      .join("; ");
    const [first = "", ...rest] = hangText(`  ${mark.sign} `, cleanLine(drill.label), pen.width);
    return [
      `  ${pen.tint(mark.sign, mark.tone)}${first.slice(3)}`,
      ...rest,
      ...hangText("    ", figures, pen.width),
      ...renderNotes(drill, comparison, pen),
    ];
  });
}

/** The comparison with a line break at its end; no control character but our colours. */
export function renderComparisonTable(comparison: Comparison, options: ComparisonTableOptions): string {
  const pen = buildPen(options);
  const isRough = comparison.drills.some(({ figures }) => figures.placeOrderOkP99?.isRough === true);
  const title = `${cleanLine(comparison.incident)}, drills side by side (seed ${comparison.seed}, ${comparison.pace} × the wall clock)`;
  const lines = [
    ...hangText("", title, pen.width).map(pen.strong),
    ...(renderWide(comparison, pen) ?? renderBlocks(comparison, pen)),
    "",
    ...hangText("", describeComparison(comparison), pen.width).map(pen.strong),
    ...hangText("", describeMethod(comparison), pen.width).map(pen.faint),
    ...(isRough
      ? hangText(
          "† ",
          "fewer than 10 samples beyond it; the slowest phase, in the twin's real milliseconds",
          pen.width,
        ).map(pen.faint)
      : []),
  ];
  return `${lines.join("\n")}\n`;
}
