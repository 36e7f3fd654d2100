// Loads an incident with its objectives and checks that it can be drilled. Lists all problems at once.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Incident } from "../scenarios/incident.ts";
import { computeArrivalRatePerSecond } from "../scenarios/plan.ts";
import { type IncidentSelection, listSelectionProblems, selectIncident, selectWhole } from "../scenarios/selection.ts";
import { computeWallMs } from "../scenarios/time.ts";
import { ConfigError, type Problem } from "./errors.ts";
import { listIncidentProblems } from "./incident-problems.ts";
import { cutAllowances } from "./objectives/cut-allowance.ts";
import { type Objective, parseObjectives } from "./objectives/open-slo.ts";

const scenarios = join(import.meta.dirname, "../scenarios");

/** A phase shorter than this many response timeouts cannot show what latency does. */
const leastTimeoutsAPhase = 5;

/** DESIGN.md, power: fewer expected events than these decide nothing. */
const leastOrdersAnHour = 200;
const leastAttemptsASecond = 15;

export interface LoadedIncident {
  readonly incident: Incident;
  /** What was chosen of it: cause, phases. A later judgement selects the same. */
  readonly selection: IncidentSelection;
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

/** A phase that does not meet a floor, in words: `says` is one clause, the others are its parts. */
export interface WeakPhase {
  readonly phase: string;
  readonly says: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string;
}

/**
 * Phases with too few expected orders to decide anything by: under 200 an incident hour, or, where the phase is marked
 * `normal`, under 15 attempts to place one a wall second. Expected by the buyers' arrival rates, rehearsed scale, as if all
 * of the phase ran at its own traffic. The wall rate is share x the full rate at every pace; the hour's count is not.
 */
export function listWeakPhases(incident: Incident, pace: number): WeakPhase[] {
  const buyers = incident.populations.filter((population) => population.buys);
  return incident.phases.flatMap(({ name, traffic, normal }) => {
    const perSecond = buyers.reduce(
      (sum, population) => sum + computeArrivalRatePerSecond(population, incident.share, traffic),
      0,
    );
    const floors = [
      {
        least: leastOrdersAnHour,
        value: (perSecond * 3600) / pace,
        unit: "expected orders an incident hour",
        hint: "choose a smaller `--pace`",
      },
      {
        least: normal ? leastAttemptsASecond : 0,
        value: perSecond,
        unit: "place-order attempts a wall second",
        hint: "raise the incident's `share`: no pace changes this",
      },
    ];
    return floors
      .filter(({ least, value }) => value < least - 1e-6)
      .map(({ least, value, unit, hint }): WeakPhase => {
        const got = `${Number(value.toFixed(1))} ${unit}`;
        return { phase: name, says: `${got}, fewer than ${least}`, expected: `at least ${least}`, got, hint };
      });
  });
}

/**
 * Loads and checks. Throws ConfigError: unknown incident or cause, broken objectives, phases too short or too weak for this
 * pace. `wanted`: a name, or what is chosen of the incident.
 */
export function loadIncident(
  wanted: string | IncidentSelection,
  pace: number | null,
  allowShortPhases: boolean,
): LoadedIncident {
  const selection = typeof wanted === "string" ? selectWhole(wanted) : wanted;
  const unselectable = listSelectionProblems(selection);
  if (unselectable.length > 0) throw new ConfigError(unselectable);
  const incident = selectIncident(selection);
  const written = parseObjectives(
    readFileSync(join(scenarios, incident.name, "objectives.yaml"), "utf8"),
    `scenarios/${incident.name}/objectives.yaml`,
  );
  const isCut = selection.phases !== null && selection.addedLatencyMs === null;
  const objectives = isCut ? cutAllowances(written, selectIncident({ ...selection, phases: null }), incident) : written;
  const problems = [
    ...listIncidentProblems(incident, objectives),
    ...(allowShortPhases ? [] : listPaceProblems(incident, pace ?? incident.pace)),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return { incident, selection, objectives, sha256: hashIncident(incident.name) };
}

/** Phases that are too short or too weak at this pace; `--allow-short-phases` runs both. */
function listPaceProblems(incident: Incident, pace: number): Problem[] {
  const where = `incident ${incident.name}`;
  const short = listShortPhases(incident, pace);
  return [
    ...incident.phases
      .filter(({ name }) => short.includes(name))
      .map(({ name, fromMinute, toMinute }) => ({
        what: `phase ${name} is too short at ${pace}x`,
        where,
        expected: `at least ${(leastTimeoutsAPhase * incident.responseTimeoutMs) / 1000} s of wall time, five response timeouts`,
        got: `${Number((computeWallMs(toMinute - fromMinute, pace) / 1000).toFixed(3))} s`,
        hint: "choose a smaller `--pace`, or `--allow-short-phases`, which makes its latency inconclusive",
      })),
    ...listWeakPhases(incident, pace).map(({ phase, expected, got, hint }) => ({
      what: `phase ${phase} has too few orders at ${pace}x to decide anything by`,
      where,
      expected,
      got,
      hint: `${hint}; \`--allow-short-phases\` runs it all the same`,
    })),
  ];
}

/**
 * SHA-256 over the files of the incident's folder except its tests, names included: a record shows by it what was expected
 * before the run.
 */
export function hashIncident(name: string): string {
  const directory = join(scenarios, name);
  return hashFiles(readdirSync(directory).map((file): [string, Buffer] => [file, readFileSync(join(directory, file))]));
}

/** SHA-256 over files by name, whatever their order; tests and their fixtures are passed over. */
export function hashFiles(files: readonly (readonly [name: string, content: string | Uint8Array])[]): string {
  const hash = createHash("sha256");
  for (const [name, content] of files.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (/\.(test|fixture)\.ts$/.test(name)) continue;
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
