// Loads an incident with its objectives and checks that it can be drilled. Lists all problems at once.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findIncident, incidents } from "../scenarios/catalogue.ts";
import type { Incident } from "../scenarios/incident.ts";
import { computeWeight } from "../scenarios/plan.ts";
import { computeWallMs } from "../scenarios/time.ts";
import { ConfigError, type Problem } from "./errors.ts";
import { type Objective, parseObjectives } from "./objectives/open-slo.ts";

const scenarios = join(import.meta.dirname, "../scenarios");

/** A phase shorter than this many response timeouts cannot show what latency does. */
const leastTimeoutsAPhase = 5;

export interface LoadedIncident {
  readonly incident: Incident;
  readonly objectives: readonly Objective[];
  readonly sha256: string;
}

/** Phases shorter than five response timeouts at this pace. */
export function listShortPhases(incident: Incident, pace: number): string[] {
  return incident.phases
    .filter(
      (phase) =>
        computeWallMs(phase.toMinute - phase.fromMinute, pace) <
        leastTimeoutsAPhase * incident.responseTimeoutMs - 1e-6,
    )
    .map((phase) => phase.name);
}

/** What is wrong with an incident: phases out of order, populations of different weight in one objective, unknown names. */
export function listIncidentProblems(incident: Incident, objectives: readonly Objective[]): Problem[] {
  const where = `incident ${incident.name}`;
  const problems: Problem[] = [];
  for (const [index, phase] of incident.phases.entries()) {
    const before = incident.phases[index - 1];
    if (phase.toMinute <= phase.fromMinute) problems.push({ what: `phase ${phase.name} ends before it begins`, where });
    if (before !== undefined && phase.fromMinute < before.toMinute)
      problems.push({ what: `phase ${phase.name} begins before ${before.name} ends`, where });
  }
  if (!incident.phases.some((phase) => phase.name === incident.calmPhase))
    problems.push({ what: `the calm phase ${incident.calmPhase} does not exist`, where });
  for (const population of incident.populations)
    if (population.thinner !== 1 && population.name !== "browsers")
      problems.push({
        what: `population ${population.name} is rehearsed thinner`,
        where,
        expected: "only browsers may be",
      });
  for (const objective of objectives) {
    const counted = incident.populations.filter(
      ({ name }) => objective.populations === null || objective.populations.includes(name),
    );
    const counts = counted.filter(
      (population) => population.buys || !objective.steps.every((step) => step === "place-order"),
    );
    if (new Set(counts.map((population) => computeWeight(incident.pace, incident.share, population.thinner))).size > 1)
      problems.push({
        what: `objective ${objective.name} adds up populations of different weight`,
        where,
        hint: "name the populations in its annotation",
      });
  }
  for (const name of incident.controlMisses)
    if (!objectives.some((objective) => objective.name === name))
      problems.push({ what: `the control must miss ${name}, which is no objective`, where });
  return problems;
}

/** Loads and checks. Throws ConfigError: unknown incident, broken objectives, phases too short for this pace. */
export function loadIncident(name: string, pace: number | null, allowShortPhases: boolean): LoadedIncident {
  const incident = findIncident(name);
  if (incident === undefined)
    throw new ConfigError({
      what: "unknown incident",
      expected: incidents.map((one) => one.name).join(", "),
      got: name,
      hint: "`tilldrill list` shows what there is",
    });
  const directory = join(scenarios, incident.name);
  const objectivesPath = join(directory, "objectives.yaml");
  const objectives = parseObjectives(
    readFileSync(objectivesPath, "utf8"),
    `scenarios/${incident.name}/objectives.yaml`,
  );
  const problems = listIncidentProblems(incident, objectives);
  const short = listShortPhases(incident, pace ?? incident.pace);
  if (short.length > 0 && !allowShortPhases)
    for (const phase of incident.phases.filter(({ name }) => short.includes(name)))
      problems.push({
        what: `phase ${phase.name} is too short at ${pace ?? incident.pace}x`,
        where: `incident ${incident.name}`,
        expected: `at least ${(leastTimeoutsAPhase * incident.responseTimeoutMs) / 1000} s of wall time, five response timeouts`,
        got: `${Number((computeWallMs(phase.toMinute - phase.fromMinute, pace ?? incident.pace) / 1000).toFixed(3))} s`,
        hint: "choose a smaller `--pace`, or `--allow-short-phases`, which makes its latency inconclusive",
      });
  if (problems.length > 0) throw new ConfigError(problems);
  return { incident, objectives, sha256: hashIncident(directory) };
}

/** SHA-256 over the incident's files, so that a record shows what was expected before the run. */
function hashIncident(directory: string): string {
  const hash = createHash("sha256");
  for (const file of ["incident.ts", "facts.ts", "objectives.yaml"]) hash.update(readFileSync(join(directory, file)));
  return hash.digest("hex");
}
