// Markdown of a run of several drills, for the step summary of a CI job: one verdict, then drills side by side.
import type { Comparison, RunComparison } from "../harness/record/comparison.ts";
import type { RunResult } from "../harness/record/drill-result.ts";
import { describeComparison, describeMethod, figureLines, splitBase } from "./comparison-words.ts";
import { plural } from "./format.ts";
import { escapeMarkdown, renderMarkdownTable } from "./markdown.ts";
import { renderVerdictSentence, renderVerdictWord } from "./verdict-sentence.ts";
import { verdictMarks } from "./words.ts";

function renderComparison(comparison: Comparison): string {
  const { base, others } = splitBase(comparison);
  const drills = [base, ...others];
  const rows = drills.map((drill) => [
    escapeMarkdown(drill.label),
    `${verdictMarks[drill.verdict].sign} ${verdictMarks[drill.verdict].word}`,
    ...figureLines.flatMap((line) => [
      escapeMarkdown(line.value(drill, comparison)),
      ...(line.against === null ? [] : [drill === base ? "" : escapeMarkdown(line.against(drill, comparison))]),
    ]),
  ]);
  const head = [
    "drill",
    "verdict",
    ...figureLines.flatMap((line) => [line.name, ...(line.against === null ? [] : ["difference (95 %)"])]),
  ];
  return [
    `#### ${escapeMarkdown(comparison.incident)}`,
    escapeMarkdown(describeComparison(comparison)),
    renderMarkdownTable(head, rows),
    escapeMarkdown(describeMethod(comparison)),
  ].join("\n\n");
}

/** Markdown of a run; safe to append to `$GITHUB_STEP_SUMMARY`. Each drill's own summary lies in its directory. */
export function renderComparisonSummary(run: RunResult, { comparisons }: RunComparison): string {
  const passed = run.drills.filter(({ verdict }) => verdict === "pass").length;
  const parts = [
    `### ${verdictMarks[run.verdict].sign} ${renderVerdictWord(run.verdict)}: ${passed} of ${plural(run.drills.length, "drill")} passed`,
    run.drills.map((drill) => `- ${escapeMarkdown(renderVerdictSentence(drill))}`).join("\n"),
    ...comparisons.filter(({ drills }) => drills.length > 1).map(renderComparison),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
