// What an incident with phases left out may spend of the error budget: less, as it holds less harm.
import type { Incident } from "../../scenarios/incident.ts";
import type { Objective } from "./open-slo.ts";

/** Incident minutes in which a fault is meant to be in force, all stages of all windows. */
function sumFaultMinutes({ faults }: Incident): number {
  return faults.flatMap(({ stages }) => stages).reduce((sum, stage) => sum + stage.toMinute - stage.fromMinute, 0);
}

/**
 * The objectives of a cut incident: of the share of the 30-day budget that one incident may use up, that part which the
 * cut's fault minutes are of the whole incident's (at most 1; 1 where the cut has no fault). Otherwise a shorter outage
 * could fail customers three times as often and still be met.
 */
export function cutAllowances(objectives: readonly Objective[], whole: Incident, cut: Incident): Objective[] {
  const [wholeMinutes, cutMinutes] = [sumFaultMinutes(whole), sumFaultMinutes(cut)];
  const part = wholeMinutes === 0 || cutMinutes === 0 ? 1 : Math.min(1, cutMinutes / wholeMinutes);
  return objectives.map((objective) => ({
    ...objective,
    budgetAllowedRatio: Math.round(objective.budgetAllowedRatio * part * 1e6) / 1e6,
  }));
}
