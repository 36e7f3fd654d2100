// Another set of faults for an incident: for the cause in force and for the others, so that they stay those of one incident.
import type { FaultWindow, Incident } from "./incident.ts";

/** The incident with the faults of each of its causes replaced; pure. */
export function replaceFaults(
  incident: Incident,
  replace: (faults: readonly FaultWindow[]) => readonly FaultWindow[],
): Incident {
  return {
    ...incident,
    faults: replace(incident.faults),
    causes: incident.causes.map((cause) => ({ ...cause, faults: replace(cause.faults) })),
  };
}
