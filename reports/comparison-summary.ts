// Markdown of a run of several drills, for the step summary of a CI job: one verdict, then drills side by side.
import type { Comparison, RunComparison } from "../harness/record/comparison.ts";
import type { RunResult } from "../harness/record/drill-result.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { describeComparison } from "./comparison-finding.ts";
import { describeMethod, listFigureLines, splitBase } from "./comparison-words.ts";
import { describeLicence, listSelected } from "./drill-notes.ts";
import { plural } from "./format.ts";
import { findRecords, joinRecords } from "./join-records.ts";
import { escapeMarkdown, renderMarkdownTable } from "./markdown.ts";
import { renderVerdictSentence, renderVerdictWord } from "./verdict-sentence.ts";
import { verdictMarks } from "./words.ts";

function renderComparison(comparison: Comparison): string {
  const { base, others } = splitBase(comparison);
  const drills = [base, ...others];
  const lines = listFigureLines(comparison);
  const rows = drills.map((drill) => [
    escapeMarkdown(drill.label),
    `${verdictMarks[drill.verdict].sign} ${verdictMarks[drill.verdict].word}`,
    ...lines.flatMap((line) => [
      escapeMarkdown(line.value(drill, comparison)),
      ...(line.against === null ? [] : [drill === base ? "" : escapeMarkdown(line.against(drill, comparison))]),
    ]),
  ]);
  const head = [
    "drill",
    "verdict",
    ...lines.flatMap((line) => [line.name, ...(line.against === null ? [] : ["difference (95 %)"])]),
  ];
  return [
    `#### ${escapeMarkdown(comparison.incident)}`,
    escapeMarkdown(describeComparison(comparison)),
    renderMarkdownTable(head, rows),
    escapeMarkdown(describeMethod(comparison)),
  ].join("\n\n");
}

/** What was chosen of the incident, and what figures may claim at its pace: the same for the drills of a comparison. */
function renderChosen(records: readonly RunRecord[]): string {
  const said = new Set(
    records.flatMap((record) => {
      const licence = describeLicence(record);
      return [
        ...listSelected(record),
        ...(licence === null ? [] : [`What figures may claim at this pace: ${licence}.`]),
      ];
    }),
  );
  return [...said].map((sentence) => `- ${escapeMarkdown(cleanLine(sentence))}`).join("\n");
}

/**
 * Markdown of a run; safe to append to `$GITHUB_STEP_SUMMARY`. Each drill's own summary lies in its directory. `records` in
 * the order of the run's drills: they know what was chosen and what was cut short.
 */
export function renderComparisonSummary(
  run: RunResult,
  { comparisons }: RunComparison,
  records: readonly RunRecord[] = [],
): string {
  const passed = run.drills.filter(({ verdict }) => verdict === "pass").length;
  const parts = [
    `### ${verdictMarks[run.verdict].sign} ${renderVerdictWord(run.verdict)}: ${passed} of ${plural(run.drills.length, "drill")} passed`,
    joinRecords(run, findRecords(run, records))
      .map((drill) => `- ${escapeMarkdown(renderVerdictSentence(drill))}`)
      .join("\n"),
    renderChosen(records),
    ...comparisons.filter(({ drills }) => drills.length > 1).map(renderComparison),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
