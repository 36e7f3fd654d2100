// The waiting room as the customers' steps tell of it, in words; plain text, not escaped.
import type { DefenceReport, RunRecord } from "../harness/record/run-record.ts";
import type { WaitingRecord } from "../harness/record/waiting-record.ts";
import { describeCounts } from "./defence-words.ts";
import { formatCount, formatDuration, formatShare, plural } from "./format.ts";

/** What was measured of a line, and what the shop counted itself; either may be missing. */
export interface WaitingFigures {
  readonly measured: WaitingRecord | null;
  readonly report: DefenceReport | null;
}

/** Null where there was no waiting room and nobody stood in a line. */
export function findWaiting({ defences, recorded }: RunRecord): WaitingFigures | null {
  const measured = recorded.waiting ?? null;
  const report = recorded.defenceReports.find(({ name }) => name === "waiting-room") ?? null;
  if (report === null && !defences.includes("waiting-room") && (measured?.waits ?? 0) === 0) return null;
  return { measured, report };
}

/** Whether who came first was let in first. */
export function describeFairness({ inversions, comparablePairs, toleranceMinutes, waits }: WaitingRecord): string {
  const apart = `more than ${formatDuration(toleranceMinutes)} apart`;
  if (comparablePairs === 0)
    return waits === 0 ? "Nobody had to wait." : `No two customers in line came ${apart}: nothing to compare.`;
  const order = inversions === 0 ? ": first come, first served" : "";
  return `Let in in the wrong order: ${formatShare(inversions, comparablePairs)} pairs of customers who joined the line ${apart}; wrong is when the later one was ahead by more than that${order}.`;
}

/** One line for terminal and Markdown; none where the report has no section of it. */
export function listWaitingNotes(record: RunRecord): string[] {
  const found = findWaiting(record);
  if (found === null) return [];
  const { measured } = found;
  if (measured === null) return ["line: waits were not measured"];
  const { waits, waitMinutes, letIn, gaveUp, stillWaiting } = measured;
  if (waitMinutes === null) return ["line: nobody had to wait"];
  const lasted = `half of them at most ${formatDuration(waitMinutes.p50)}, 95 % at most ${formatDuration(waitMinutes.p95)}, none over ${formatDuration(waitMinutes.max)}`;
  const ends = `${formatCount(letIn)} let in, ${formatCount(gaveUp)} gave up, ${formatCount(stillWaiting)} still waiting at the end`;
  return [`line: ${plural(waits, "wait")} (${lasted}), ${ends}. ${describeFairness(measured)}`];
}

/** The shop's own counts, in words. */
export function describeShopCounts({ report }: WaitingFigures): string {
  return report === null ? "the waiting room did not report" : describeCounts(report);
}
