// What the command line prints when a drill has ended. Calm, aligned, and clear without colour.
import type { ObjectiveResult } from "../harness/record/drill-result.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { listDealNotes } from "./deal-notes.ts";
import { describeLicence, listDefenceNotes, listFindings, listSelected } from "./drill-notes.ts";
import {
  formatBudget,
  formatClockDay,
  formatCount,
  formatDuration,
  formatMeasuredText,
  formatMinute,
  formatMoneyShort,
  formatPercent,
  formatShare,
  formatTarget,
  plural,
} from "./format.ts";
import { buildPen, type Pen } from "./terminal-pen.ts";
import { hangText, measureText, padText } from "./text-columns.ts";
import { mustMissObjectives, renderVerdictSentence } from "./verdict-sentence.ts";
import { listWaitingNotes } from "./waiting-words.ts";
import { type Mark, markFact, markObjective, verdictMarks } from "./words.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  /** Cells of a line; at least 40 are used. */
  readonly width: number;
  /** Where the report lies, as the person can open it; null prints no path. */
  readonly reportPath?: string | null;
  /** One of many drills: verdict, reasons and where its report lies; a table follows for all. */
  readonly isBrief?: boolean;
}

/** Lines with a coloured mark in front: "  ✓ CO-1  0 orders"; a name too wide for a column stands in the text. */
function renderMarked(mark: Mark, name: string, nameWidth: number, text: string, pen: Pen): string[] {
  const wide = nameWidth + 6 + 24 <= pen.width;
  const prefix = wide ? `  ${mark.sign} ${padText(name, nameWidth)}  ` : `  ${mark.sign} `;
  const lines = hangText(prefix, wide ? text : `${name}: ${text}`, pen.width);
  return lines.map((line, index) => (index === 0 ? `  ${pen.tint(mark.sign, mark.tone)}${line.slice(3)}` : line));
}

const mostMeasuredCells = 30;

/** Id, measured, expected; the verdict in words only where the mark is not ✓. */
function renderFacts(record: RunRecord, pen: Pen): string[] {
  if (record.facts.length === 0) return [];
  const measured = record.facts.map((fact) => cleanLine(formatMeasuredText(fact.measured, fact.unit)));
  const idWidth = Math.max(...record.facts.map((fact) => measureText(cleanLine(fact.id))));
  const longest = Math.max(...measured.map(measureText));
  const column = pen.width >= 80 ? Math.min(mostMeasuredCells, longest) : 0;
  const lines = record.facts.flatMap((fact, index) => {
    const mark = markFact(fact.verdict, record.judgedBy);
    const verdict = fact.verdict === "reproduced" ? "" : `${mark.word.toUpperCase()}: `;
    const name = `${padText(cleanLine(fact.id), idWidth)}  ${padText(measured[index] ?? "", column)}`;
    const text = `${verdict}expected ${fact.expected} (${fact.origin})`;
    return renderMarked(mark, name, measureText(name), cleanLine(text), pen);
  });
  return [pen.strong("Facts: measured, expected, origin"), ...lines, ""];
}

function describeObjective(objective: ObjectiveResult, mark: Mark): string {
  const budget = `${formatBudget(objective.budgetConsumedRatio)} of the 30-day budget, allowed ${formatBudget(objective.budgetAllowedRatio)}`;
  return `${mark.word}: ${budget}; bad ${formatShare(objective.bad, objective.total)}, target ${formatTarget(objective.target)}`;
}

function renderObjectives(record: RunRecord, pen: Pen): string[] {
  if (record.objectives.length === 0) return [];
  const nameOf = (item: ObjectiveResult) => cleanLine(item.phase === null ? item.name : `${item.name} (${item.phase})`);
  const width = Math.max(...record.objectives.map((item) => measureText(nameOf(item))));
  const lines = record.objectives.flatMap((objective) => {
    const mark = markObjective(objective.verdict, record.judgedBy);
    return renderMarked(mark, nameOf(objective), width, describeObjective(objective, mark), pen);
  });
  const heading = mustMissObjectives(record) ? "Objectives (without defences they must be missed)" : "Objectives";
  return [pen.strong(heading), ...lines, ""];
}

function renderAlerts(record: RunRecord, pen: Pen): string[] {
  const zero = record.recorded.minuteZeroOfDay;
  if (record.alerts.length === 0) return [pen.strong("Alerts"), "  none fired", ""];
  const lines = record.alerts.flatMap((alert) => {
    const text = `${alert.severity} ${alert.objective} (${alert.longWindow}/${alert.shortWindow}) at ${formatClockDay(alert.firedAtMinute, zero)}, minute ${formatMinute(alert.firedAtMinute)} ± ${formatMinute(alert.resolutionMinutes)}`;
    return hangText("  ", cleanLine(text), pen.width);
  });
  return [pen.strong("Alerts"), ...lines, ""];
}

function renderAudit(record: RunRecord, pen: Pen): string[] {
  const { audit } = record;
  const name = padText("Audit", 7);
  if (!record.recorded.audited) return hangText(name, "the books could not be read: nothing is known", pen.width);
  const counts = `${plural(audit.attempts, "attempt")}, ${formatCount(audit.acknowledged)} acknowledged, ${formatCount(audit.lost)} lost, ${formatCount(audit.duplicated)} duplicated, ${formatCount(audit.unknown)} unknown; ${plural(audit.violations.length, "violation")}`;
  const violations = audit.violations.flatMap((item) =>
    renderMarked(
      { sign: "✗", word: "violation", tone: "bad" },
      cleanLine(item.invariant),
      Number.POSITIVE_INFINITY,
      cleanLine(`order ${item.orderNumber ?? "–"}: ${item.says}`),
      pen,
    ),
  );
  return [...hangText(name, counts, pen.width), ...violations];
}

function renderMoney(record: RunRecord, pen: Pen): string[] {
  const { money, times } = record;
  const show = (cents: number) => formatMoneyShort(cents, cleanLine(money.currency));
  const share =
    money.counterfactualCents === 0 ? "" : ` (${formatPercent(money.netLossCents / money.counterfactualCents)})`;
  const text = `net loss ${show(money.netLossCents)}${share} of ${show(money.counterfactualCents)} expected; regained ${show(money.regainedCents)}; at full scale, one rehearsed customer stands for ${formatCount(record.weight)}`;
  const detected = times.detect.sinceFirstHarm;
  const back = times.serviceBack.sinceOutage ?? times.serviceBack.sinceFirstHarm;
  const timesText = `${detected === null ? "no alert paged" : `detected ${formatDuration(detected)} after the first harm`}; ${back === null ? "service back: –" : `service back ${formatDuration(back)} after ${times.serviceBack.sinceOutage === null ? "the first harm" : "the outage began"}`}`;
  return [...hangText(padText("Money", 7), text, pen.width), ...hangText(padText("Times", 7), timesText, pen.width)];
}

/** What the deal cost and what could be done about it; nothing in a drill without one. */
function renderDeal(record: RunRecord, pen: Pen): string[] {
  const notes = listDealNotes(record).flatMap((note) => hangText("  ", note, pen.width));
  return notes.length === 0 ? [] : [pen.strong("The deal"), ...notes, ""];
}

/** Defences, findings and licence: nothing where the record has none of them. */
function renderNotes(record: RunRecord, pen: Pen): string[] {
  const defences = [...listDefenceNotes(record), ...listWaitingNotes(record)].flatMap((note) =>
    hangText("  ", note, pen.width),
  );
  const findings = listFindings(record).flatMap((note) => hangText("  ! ", note, pen.width));
  const licence = describeLicence(record);
  return [
    ...(defences.length === 0 ? [] : [pen.strong("Defences"), ...defences, ""]),
    ...(findings.length === 0 ? [] : [pen.strong("Found besides"), ...findings, ""]),
    ...(licence === null ? [] : [...hangText(padText("Pace", 7), licence, pen.width)]),
  ];
}

function renderDetails(record: RunRecord, pen: Pen): string[] {
  const judged = [renderFacts(record, pen), renderObjectives(record, pen)];
  return [
    "",
    ...(record.judgedBy === "facts" ? judged : judged.toReversed()).flat(),
    ...renderAlerts(record, pen),
    ...renderDeal(record, pen),
    ...renderNotes(record, pen),
    ...renderAudit(record, pen),
    ...renderMoney(record, pen),
  ];
}

/** The end of a drill on a terminal, with a line break at its end. No control character but our colours. */
export function renderTerminal(record: RunRecord, options: TerminalOptions): string {
  const pen = buildPen(options);
  const mark = verdictMarks[record.verdict];
  const [first = "", ...rest] = hangText(`${mark.sign} `, renderVerdictSentence(record), pen.width);
  const verdict = [first, ...rest].map((line) => pen.strong(pen.tint(line, mark.tone)));
  const reasons = record.reasons.flatMap((reason) => hangText("  - ", cleanLine(reason), pen.width));
  const warnings = record.recorded.warnings.flatMap((item) => hangText("  ! ", cleanLine(item), pen.width));
  const path = options.reportPath ?? null;
  const lines = [
    ...(record.recorded.complete ? [] : [pen.strong(pen.tint("INCOMPLETE RECORD", "unknown"))]),
    ...verdict,
    ...listSelected(record).flatMap((says) => hangText("  ", cleanLine(says), pen.width)),
    ...reasons,
    ...(options.isBrief ? [] : renderDetails(record, pen)),
    ...(warnings.length === 0 ? [] : ["", ...warnings]),
    ...(path === null ? [] : [`${padText("Report", 7)}${cleanLine(path)}`]),
    ...hangText(padText("Again", 7), cleanLine(record.recorded.command), pen.width).map((line) => pen.faint(line)),
  ];
  return `${lines.join("\n")}\n`;
}
