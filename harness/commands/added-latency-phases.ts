// The stretch of an incident that a pair of drills without its cause is made of.
import type { Incident, PhaseCut } from "../../scenarios/incident.ts";

/** The calm phase, and the first normal phase after the cause would have been gone, each at its length. */
export function choosePairPhases(incident: Pick<Incident, "phases" | "calmPhase" | "faults">): PhaseCut[] {
  const stages = incident.faults.flatMap((fault) => fault.stages);
  const goneMinute = Math.max(...stages.map(({ toMinute }) => toMinute));
  const calm = incident.phases.find(({ name }) => name === incident.calmPhase);
  const after = incident.phases.find(({ normal, fromMinute }) => normal && fromMinute >= goneMinute);
  return [calm, after]
    .filter((phase) => phase !== undefined)
    .map(({ name, fromMinute, toMinute }) => ({ phase: name, minutes: toMinute - fromMinute }));
}
