// An incident with some of its phases, at other lengths: its time line is mapped phase by phase.
import type { FaultWindow, Incident, Phase, PhaseCut } from "./incident.ts";
import { replaceFaults } from "./replace-faults.ts";

/** Phases that do not exist, come twice or out of order, or have no length. */
export function listCutProblems(
  incident: Incident,
  cuts: readonly PhaseCut[],
): { what: string; expected: string; got: string }[] {
  const names = incident.phases.map(({ name }) => name);
  const problems: { what: string; expected: string; got: string }[] = [];
  let reached = -1;
  for (const { phase, minutes } of cuts) {
    const index = names.indexOf(phase);
    if (index === -1)
      problems.push({ what: `unknown phase of ${incident.name}`, expected: names.join(", "), got: phase });
    else if (index <= reached)
      problems.push({ what: `phase ${phase} is out of order`, expected: names.join(", "), got: phase });
    else reached = index;
    if (!(minutes > 0 && Number.isFinite(minutes)))
      problems.push({ what: `phase ${phase} has no length`, expected: "minutes", got: `${minutes}` });
  }
  return problems;
}

/**
 * The incident with the phases named, one after the other, at these lengths (minutes). Jumps before a phase that is kept
 * stay as long as they were; a jump after one that is left out goes with it. Minutes inside a phase keep their share of it;
 * a minute in a part that is left out is where that part was. Stages without a phase go, and actions
 * when no stage is left. Facts go: expectations are of the whole incident.
 */
export function cutIncident(incident: Incident, cuts: readonly PhaseCut[]): Incident {
  const phases: Phase[] = [];
  for (const { phase: name, minutes } of cuts) {
    const phase = incident.phases.find((one) => one.name === name) as Phase;
    const index = incident.phases.indexOf(phase);
    const before = incident.phases[index - 1];
    const keptBefore = phases.at(-1);
    const jump = before !== undefined && keptBefore?.name === before.name ? phase.fromMinute - before.toMinute : 0;
    const fromMinute = (keptBefore?.toMinute ?? 0) + jump;
    phases.push({ ...phase, fromMinute, toMinute: fromMinute + minutes });
  }
  const map = (minute: number) => mapMinute(incident.phases, phases, minute);
  const keeps = (fromMinute: number, toMinute: number) => map(toMinute) > map(fromMinute);
  const cut = replaceFaults(incident, (windows) =>
    windows.flatMap((window): FaultWindow[] => {
      const stages = window.stages
        .filter((stage) => keeps(stage.fromMinute, stage.toMinute))
        .map((stage) => ({ ...stage, fromMinute: map(stage.fromMinute), toMinute: map(stage.toMinute) }));
      return stages.length === 0 ? [] : [{ ...window, stages }];
    }),
  );
  const { morningMinutes } = incident.customers;
  const hasMorning = morningMinutes !== null && keeps(morningMinutes[0], morningMinutes[1]);
  return {
    ...cut,
    phases,
    actions:
      cut.faults.length === 0 ? [] : incident.actions.map((action) => ({ ...action, atMinute: map(action.atMinute) })),
    outageMinute: map(incident.outageMinute),
    customers: {
      ...incident.customers,
      morningMinutes: hasMorning ? [map(morningMinutes[0]), map(morningMinutes[1])] : null,
    },
    facts: [],
  };
}

/** A minute of the whole incident on the clock of the cut one. */
function mapMinute(whole: readonly Phase[], kept: readonly Phase[], minute: number): number {
  let reached = kept[0]?.fromMinute ?? 0;
  for (const phase of whole) {
    const cut = kept.find(({ name }) => name === phase.name);
    if (minute < phase.fromMinute) return reached;
    if (cut === undefined) continue;
    const share = Math.min(1, (minute - phase.fromMinute) / (phase.toMinute - phase.fromMinute));
    reached = cut.fromMinute + share * (cut.toMinute - cut.fromMinute);
  }
  return reached;
}
