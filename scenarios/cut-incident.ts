// An incident with some of its phases, at other lengths: its time line is mapped phase by phase.
import type { FaultWindow, Incident, OperatorAction, Phase, PhaseCut, Population } from "./incident.ts";
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
 * a minute in a part that is left out is where that part was. Stages without a phase go, and actions when no stage is left
 * (see `cutActions`); people whose minutes are left out do not come. Facts go: expectations are of the whole incident.
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
    populations: incident.populations.map((population) => cutPeople(population, map)),
    ...(incident.deal === undefined
      ? {}
      : { deal: { ...incident.deal, voucherLiveMinute: map(incident.deal.voucherLiveMinute) } }),
    actions: cut.faults.length === 0 ? [] : cutActions(incident, phases, map),
    outageMinute: map(incident.outageMinute),
    customers: {
      ...incident.customers,
      morningMinutes: hasMorning ? [map(morningMinutes[0]), map(morningMinutes[1])] : null,
    },
    facts: [],
  };
}

/**
 * Faults are taken back wherever that was; what else is done in a phase that is left out goes with it, and orders are taken
 * again only where they were stopped.
 */
function cutActions(
  { phases, actions }: Incident,
  kept: readonly Phase[],
  map: (minute: number) => number,
): OperatorAction[] {
  const isKept = ({ does, atMinute }: OperatorAction) => {
    const phase = phases.find(({ fromMinute, toMinute }) => atMinute >= fromMinute && atMinute < toMinute);
    return does === "restore-faults" || phase === undefined || kept.some(({ name }) => name === phase.name);
  };
  const left = actions.filter(isKept);
  const isPaused = left.some(({ does }) => does === "pause-ordering");
  return left
    .filter(({ does }) => does !== "resume-ordering" || isPaused)
    .map((action) => ({ ...action, atMinute: map(action.atMinute) }));
}

function cutPeople(population: Population, map: (minute: number) => number): Population {
  const { people } = population;
  if (people === undefined) return population;
  const [fromMinute, toMinute] = [map(people.fromMinute), map(people.toMinute)];
  return {
    ...population,
    people: { ...people, fromMinute, toMinute, count: toMinute > fromMinute ? people.count : 0 },
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
