// What a reader must know of a drill besides its verdict, in plain sentences that all outputs share; not escaped.
import type { RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { describeCounts } from "./defence-words.ts";
import { describeDeferrals } from "./deferral-words.ts";
import { formatCount, formatDuration, formatMinute, joinNames } from "./format.ts";
import { findLicence, licenceFigureWords, licenceMarks } from "./licence-words.ts";

/** A cut incident, another cause, a mechanism switched off, latency in place of the incident; empty for the whole incident. */
export function listSelected(record: RunRecord): string[] {
  const { phases, cause, without, addedLatencyMs } = record.recorded.selection;
  const kept = (phases ?? []).map(({ phase, minutes }) => `${cleanLine(phase)} (${formatCount(minutes)} minutes)`);
  return [
    ...(phases === null
      ? []
      : [
          `${addedLatencyMs === null ? "Short form: only" : "Only"} ${joinNames(kept)} ${kept.length === 1 ? "was" : "were"} rehearsed; facts of the whole incident are not judged.`,
        ]),
    ...(cause === null ? [] : [`Cause drilled: ${cleanLine(cause)}, one of those consistent with what is known.`]),
    ...(without === null ? [] : [`Switched off to see what it does: ${cleanLine(without)}.`]),
    ...(addedLatencyMs === null
      ? []
      : [
          `In place of the incident: ${addedLatencyMs === 0 ? "nothing; the drill beside it is slower" : `${formatCount(addedLatencyMs)} ms more on every page, in every phase`}.`,
        ]),
  ];
}

/** Fault stages that never came in force because a defence ended the cause before; empty where there are none. */
export function listForestalled(record: RunRecord): string[] {
  return record.faults
    .filter(({ state }) => state === "prevented")
    .map((fault) => `${cleanLine(fault.name)} (from minute ${formatMinute(fault.plannedFromMinute)})`);
}

/** What each defence did and costs, what an alert called for, what became of deferred orders; a sentence each. */
export function listDefenceNotes(record: RunRecord): string[] {
  const { defenceReports, alertedActions, deferrals, minuteZeroOfDay } = record.recorded;
  const forestalled = listForestalled(record);
  return [
    ...defenceReports.map(
      (report) => `${cleanLine(report.name)}: ${describeCounts(report)}; costs: ${cleanLine(report.costs)}`,
    ),
    ...alertedActions.map(
      (action) =>
        `alert at minute ${formatMinute(action.alertedAtMinute)}, reaction ${formatDuration(action.reactionMinutes)}, ${cleanLine(action.name)} at minute ${formatMinute(action.actedAtMinute)}; forestalled: ${forestalled.length === 0 ? "nothing" : joinNames(forestalled)}`,
    ),
    ...(deferrals === undefined || deferrals.taken === 0 ? [] : [describeDeferrals(deferrals, minuteZeroOfDay)]),
  ];
}

/** "metastable: ..."; found besides facts and objectives, and decides nothing. */
export function listFindings(record: RunRecord): string[] {
  return record.recorded.findings.map(({ kind, says }) => `${kind}: ${cleanLine(says)}`);
}

/** "shares of orders faithful; latency not at this pace in outage"; null where no licence was computed. */
export function describeLicence(record: RunRecord): string | null {
  const parts = (["order-shares", "utilisation", "queueing", "latency"] as const).flatMap((figure) => {
    const found = findLicence(record.recorded.paceLicence, figure);
    if (found === null) return [];
    const where = found.everywhere ? "" : ` in ${joinNames(found.phases.map(cleanLine))}`;
    return [`${licenceFigureWords[figure]} ${licenceMarks[found.licence].word}${where}`];
  });
  return parts.length === 0 ? null : parts.join("; ");
}
