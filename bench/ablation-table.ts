// The ablation of an incident as a page of docs/: mechanisms switched off in turn x facts. Pure.
import type { FactResult } from "../harness/record/drill-result.ts";
import { describeMechanism, listLeftOut } from "../scenarios/without.ts";

/** One drill. `mechanism` null: all on, the row that the others are held against. */
export interface AblationRow {
  readonly mechanism: string | null;
  readonly facts: readonly FactResult[];
  /** Why its measurement or its verdict is not a plain one; sentences of the drill. */
  readonly reasons: readonly string[];
}

/** `date`: YYYY-MM-DD. `machine`: cores and memory in words, no name. */
export interface Ablation {
  readonly incident: string;
  readonly seed: number;
  readonly pace: number;
  readonly date: string;
  readonly machine: string;
  readonly versions: string;
  readonly rows: readonly AblationRow[];
}

function findFact(row: AblationRow | undefined, id: string): FactResult | undefined {
  return row?.facts.find((fact) => fact.id === id);
}

function findWhole({ rows }: Ablation): AblationRow | undefined {
  return rows.find(({ mechanism }) => mechanism === null);
}

/** A fact flips where it is reproduced with everything on and not reproduced without the mechanism. Undecided is no flip. */
export function flips(ablation: Ablation, row: AblationRow, id: string): boolean {
  return findFact(findWhole(ablation), id)?.verdict === "reproduced" && findFact(row, id)?.verdict === "not-reproduced";
}

/** Emergent facts that flip for no mechanism, or were not reproduced to begin with: nothing shows that they can fall. */
export function listUnflipped(ablation: Ablation): string[] {
  return (findWhole(ablation)?.facts ?? [])
    .filter(({ origin, id }) => origin === "emergent" && !ablation.rows.some((row) => flips(ablation, row, id)))
    .map(({ id }) => id);
}

/** A figure of a fact, short: USD and EUR in millions from one million on, others to three places. */
export function formatMeasured({ measured, unit }: Pick<FactResult, "measured" | "unit">): string {
  if (measured === null) return "?";
  if ((unit === "USD" || unit === "EUR") && Math.abs(measured) >= 1e6) return `${(measured / 1e6).toFixed(1)} M`;
  if (Math.abs(measured) >= 100) return `${Math.round(measured)}`;
  return `${Number(measured.toPrecision(3))}`;
}

function renderCell(ablation: Ablation, row: AblationRow, id: string): string {
  const fact = findFact(row, id);
  if (fact === undefined) return "";
  if (fact.verdict === "undecided") return "?";
  const figure = formatMeasured(fact);
  if (flips(ablation, row, id)) return `**✗ ${figure}**`;
  return fact.verdict === "reproduced" ? figure : `✗ ${figure}`;
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function renderTable(ablation: Ablation): string[] {
  const facts = findWhole(ablation)?.facts ?? [];
  const heads = facts.map(({ id, origin }) => (origin === "emergent" ? `**${id}**` : id));
  return [
    renderRow(["switched off", ...heads]),
    renderRow(["---", ...facts.map(() => "---")]),
    ...ablation.rows.map((row) =>
      renderRow([
        row.mechanism === null ? "nothing" : `\`${row.mechanism}\``,
        ...facts.map(({ id }) => renderCell(ablation, row, id)),
      ]),
    ),
  ];
}

function renderFlips(ablation: Ablation): string[] {
  const facts = (findWhole(ablation)?.facts ?? []).filter(({ origin }) => origin === "emergent");
  return facts.map(({ id, says }) => {
    const names = ablation.rows.flatMap((row) =>
      row.mechanism !== null && flips(ablation, row, id) ? [`\`${row.mechanism}\``] : [],
    );
    return `* **${id}** (${says}): ${describeFlips(names)}`;
  });
}

/** `names`: mechanisms in backticks. A fact that only the cause itself flips says no more than that there was one. */
function describeFlips(names: readonly string[]): string {
  if (names.length === 0) return "**nothing flips it**";
  const flipped = `flips without ${names.join(", ")}`;
  return names.join() === "`the-fault`"
    ? `${flipped} alone, where nothing is broken: no other mechanism of this table makes it fall`
    : flipped;
}

/** Sentences of drills beside the table, each with the mechanism that was off. */
function renderReasons({ rows }: Ablation): string[] {
  const lines = rows.flatMap(({ mechanism, reasons }) =>
    reasons.map((reason) => `* ${mechanism === null ? "nothing off" : `\`${mechanism}\` off`}: ${reason}`),
  );
  return lines.length === 0 ? [] : ["", "## What the drills said besides", "", ...lines];
}

/** The whole page. Ends with a newline. */
export function renderAblation(ablation: Ablation): string {
  const { incident, seed, pace, date, machine, versions } = ablation;
  const facts = findWhole(ablation)?.facts ?? [];
  return `${[
    `# Ablation of ${incident}`,
    "",
    `Each mechanism switched off in turn, a whole drill each: what does every fact rest on? Made by \`npm run ablation\` on ${date}, seed ${seed}, pace ${pace}x, the variant as it happened; ${machine}; ${versions}.`,
    "",
    "A cell is what the drill measured. **✗** marks a fact that is reproduced with everything on and not without the mechanism: it flips. `?` is undecided: without a cause there is nothing to measure after it. Emergent facts are in bold; each must flip somewhere, or nothing shows that it could fall.",
    "",
    ...renderTable(ablation),
    "",
    "## What flips the emergent facts",
    "",
    ...renderFlips(ablation),
    "",
    "## What is switched off",
    "",
    ...ablation.rows.flatMap(({ mechanism }) =>
      mechanism === null ? [] : [`* \`${mechanism}\`: ${describeMechanism(incident, mechanism)}`],
    ),
    "",
    "Not switched off:",
    "",
    ...listLeftOut(incident).map(({ name, why }) => `* ${name}: ${why}`),
    "",
    "## The facts",
    "",
    renderRow(["id", "origin", "says", "expected", "unit"]),
    renderRow(["---", "---", "---", "---", "---"]),
    ...facts.map(({ id, origin, says, expected, unit }) => renderRow([id, origin, says, expected, unit])),
    ...renderReasons(ablation),
  ].join("\n")}\n`;
}
