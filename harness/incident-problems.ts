// What is wrong with an incident, before anything of it is drilled. Pure.
import { computeHoldMs, type FaultWindow, type Incident } from "../scenarios/incident.ts";
import { computeWeight } from "../scenarios/plan.ts";
import type { Problem } from "./errors.ts";
import type { Objective } from "./objectives/open-slo.ts";

/** DESIGN.md: more queued work than this, and outcomes depend on the pace. */
const mostQueueMs = 250;

/** Phases, populations, objectives, limits and faults that contradict each other or DESIGN.md; all at once. */
export function listIncidentProblems(incident: Incident, objectives: readonly Objective[]): Problem[] {
  const where = `incident ${incident.name}`;
  return [
    ...listPhaseProblems(incident),
    ...listPopulationProblems(incident, objectives),
    ...incident.controlMisses
      .filter((name) => !objectives.some((objective) => objective.name === name))
      .map((name) => ({ what: `the control must miss ${name}, which is no objective` })),
    ...listLimitProblems(incident),
    ...listAllFaults(incident).flatMap((fault) => listFaultProblems(incident, fault)),
  ].map((problem) => ({ ...problem, where }));
}

function listPhaseProblems({ phases, calmPhase }: Incident): Problem[] {
  const problems: Problem[] = [];
  for (const [index, phase] of phases.entries()) {
    const before = phases[index - 1];
    if (phase.toMinute <= phase.fromMinute) problems.push({ what: `phase ${phase.name} ends before it begins` });
    if (before !== undefined && phase.fromMinute < before.toMinute)
      problems.push({ what: `phase ${phase.name} begins before ${before.name} ends` });
  }
  if (!phases.some((phase) => phase.name === calmPhase))
    problems.push({ what: `the calm phase ${calmPhase} does not exist` });
  return problems;
}

function listPopulationProblems({ populations, pace, share }: Incident, objectives: readonly Objective[]): Problem[] {
  const thinner = populations
    .filter((population) => population.thinner !== 1 && population.name !== "browsers")
    .map(({ name }) => ({ what: `population ${name} is rehearsed thinner`, expected: "only browsers may be" }));
  const mixed = objectives.filter((objective) => {
    const counted = populations.filter(
      ({ name }) => objective.populations === null || objective.populations.includes(name),
    );
    const counts = counted.filter(
      (population) => population.buys || !objective.steps.every((step) => step === "place-order"),
    );
    return new Set(counts.map((population) => computeWeight(pace, share, population.thinner))).size > 1;
  });
  return [
    ...thinner,
    ...mixed.map(({ name }) => ({
      what: `objective ${name} adds up populations of different weight`,
      hint: "name the populations in its annotation",
    })),
  ];
}

/** The wall limits of DESIGN.md, "what may be claimed". */
function listLimitProblems({ paymentDeadlineMs, responseTimeoutMs, queueBoundMs }: Incident): Problem[] {
  const problems: Problem[] = [];
  if (paymentDeadlineMs > responseTimeoutMs / 2)
    problems.push({
      what: "the payment deadline is too long",
      expected: `at most ${responseTimeoutMs / 2} ms, half the response timeout`,
      got: `${paymentDeadlineMs} ms`,
    });
  if (queueBoundMs > mostQueueMs)
    problems.push({
      what: "the queue bound is too long",
      expected: `at most ${mostQueueMs} ms of work queued`,
      got: `${queueBoundMs} ms`,
    });
  return problems;
}

/** Those of the cause in force, and those of the causes that it can be drilled with instead. */
function listAllFaults({ faults, causes, cause }: Incident): FaultWindow[] {
  return [...faults, ...causes.filter(({ name }) => name !== cause).flatMap((other) => other.faults)];
}

/** A fault's stages follow each other inside the phases, and an operator action ends the last one. */
function listFaultProblems(incident: Incident, { kind, stages, leadMinutes, holdMs }: FaultWindow): Problem[] {
  const last = stages.at(-1);
  if (last === undefined) return [{ what: `the fault ${kind} has no stage` }];
  const problems: Problem[] = [];
  for (const [index, stage] of stages.entries()) {
    const before = stages[index - 1];
    if (stage.toMinute <= stage.fromMinute) problems.push({ what: `stage ${stage.name} ends before it begins` });
    if (before !== undefined && stage.fromMinute !== before.toMinute)
      problems.push({
        what: `stage ${stage.name} does not begin where ${before.name} ends`,
        expected: `minute ${before.toMinute}, as a stage lasts until the next`,
        got: `minute ${stage.fromMinute}`,
      });
    const injectedMinute = stage.fromMinute - leadMinutes;
    if (!holds(incident, injectedMinute, stage.fromMinute) || !holds(incident, stage.fromMinute, stage.toMinute))
      problems.push({
        what: `stage ${stage.name} does not lie inside the phases, with its lead`,
        expected: incident.phases.map(({ fromMinute, toMinute }) => `${fromMinute} to ${toMinute}`).join(", "),
        got: `minutes ${injectedMinute} to ${stage.toMinute}`,
      });
  }
  if (!incident.actions.some(({ does, atMinute }) => does === "restore-faults" && atMinute === last.toMinute))
    problems.push({
      what: `no operator action takes the fault ${kind} back`,
      expected: `restore-faults at minute ${last.toMinute}, the end of ${last.name}`,
      got: incident.actions.map(({ does, atMinute }) => `${does} at minute ${atMinute}`).join(", ") || "no action",
    });
  if (holdMs !== computeHoldMs(incident))
    problems.push({
      what: `the fault ${kind} is held for another time than its steps need`,
      expected: `${computeHoldMs(incident)} ms, queue bound plus payment deadline`,
      got: `${holdMs} ms`,
    });
  return problems;
}

/** Whether both minutes lie in phases and no jump is between them. */
function holds({ phases }: Incident, fromMinute: number, toMinute: number): boolean {
  let reached = fromMinute;
  for (const phase of phases)
    if (reached >= phase.fromMinute && reached < phase.toMinute) reached = Math.max(reached, phase.toMinute);
  return reached > fromMinute && toMinute <= reached;
}
