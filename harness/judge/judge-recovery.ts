// How the shop came through: the times of detection and recovery, and what is to be found about the latter.
import { computeCalmStretch } from "../measure/calm-level.ts";
import { computeMoments, computeTimes } from "../measure/incident-times.ts";
import { findMetastable } from "../measure/metastable.ts";
import type { AlertResult, TimesResult } from "../record/drill-result.ts";
import type { Finding } from "../record/run-record.ts";
import { findEndMinute } from "./figures.ts";
import type { Recording } from "./recording.ts";

/** Times and findings of a recording, with the alerts computed from it. */
export function judgeRecovery(
  recording: Recording,
  alerts: readonly AlertResult[],
): { times: TimesResult; findings: Finding[] } {
  const { incident, recorded, faults, phases } = recording;
  const { timeSlices } = recorded;
  const phase = incident.phases.find(({ name }) => name === incident.calmPhase) ?? { fromMinute: 0, toMinute: 0 };
  const calm = computeCalmStretch(phase, faults);
  const moments = computeMoments({
    harmEvents: recorded.objectiveCounts.find(({ name }) => name === "checkout-availability")?.events ?? [],
    outageMinute: incident.outageMinute,
    alerts,
    actions: recording.actions,
    faults,
    timeSlices,
    calm,
  });
  const endMinute = findEndMinute(recording);
  const metastable = findMetastable({ moments, timeSlices, calm, phases, endMinute });
  return { times: computeTimes(moments), findings: metastable === null ? [] : [metastable] };
}

/** What `reasons` says of findings: nothing where facts decide, as a control is expected to suffer. */
export function reportFindings({ judgedBy }: Pick<Recording, "judgedBy">, findings: readonly Finding[]): string[] {
  if (judgedBy === "facts") return [];
  return findings.map(({ says }) => `${says} Reported only: a finding decides nothing.`);
}
