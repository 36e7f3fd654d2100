// From what was asked for to the drills of a run: checked and complete before anything is started.
import { findIncident, incidents } from "../../scenarios/catalogue.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { type IncidentSelection, selectWhole } from "../../scenarios/selection.ts";
import type { DrillOptions } from "../drill/drill-options.ts";
import { ConfigError } from "../errors.ts";
import { type LoadedIncident, listShortPhases, listWeakPhases, loadIncident } from "../load-incident.ts";
import { choosePairPhases } from "./added-latency-phases.ts";
import { chooseDefences, listOwnDefences } from "./defence-choice.ts";
import { ProblemList } from "./options.ts";
import { renderRunCommand } from "./run-command.ts";
import { mostAddedLatencyPace, type RunRequest } from "./run-options.ts";

/** One drill of the run, and the words that tell its directory from the others'. */
export interface ChosenDrill {
  readonly options: Omit<DrillOptions, "directory" | "k6">;
  /** `checkout-outage-circuit-breaker`. */
  readonly name: string;
}

/** What tells the drills of one incident apart. */
interface Wanted {
  readonly label: string;
  /** Null: as it happened. */
  readonly defences: readonly string[] | null;
  readonly selection: IncidentSelection;
}

/** The drills, in the order in which they run; problems of all incidents go to the list. */
export function chooseDrills(request: RunRequest, problems: ProblemList): ChosenDrill[] {
  const names =
    request.incidents.length > 0
      ? request.incidents
      : incidents.filter(({ inDefaultRun }) => inDefaultRun).map(({ name }) => name);
  return names.flatMap((name) => problems.check(() => chooseOfIncident(name, request), []));
}

function chooseOfIncident(name: string, request: RunRequest): ChosenDrill[] {
  // An unknown incident is refused by loading it.
  loadIncident(name, null, true);
  const incident = findIncident(name) as Incident;
  const pace = choosePace(incident, request);
  const problems = new ProblemList();
  const selection = problems.check(() => select(incident, request), selectWhole(name));
  const load = (one: IncidentSelection) => loadIncident(one, pace, request.allowShortPhases);
  problems.check<LoadedIncident | null>(() => load(selection), null);
  const wanted = problems.check(() => listWanted(incident, selection, request), []);
  problems.throwIfAny();
  return wanted.map((one) => buildDrill(incident, one, load(one.selection), pace ?? incident.pace, request));
}

/** Null: the incident's own. */
function choosePace(incident: Incident, { mode, pace }: RunRequest): number | null {
  if (mode !== "added-latency" || pace !== null) return pace;
  return Math.min(incident.pace, mostAddedLatencyPace);
}

function select(incident: Incident, request: RunRequest): IncidentSelection {
  const { cause, without, mode, shortForm } = request;
  // Before the short form: to advise another length would only lead to this.
  if (mode === "one-by-one") requireAnyDefence(incident);
  if (shortForm && request.phases === null && incident.shortForm.length === 0)
    throw new ConfigError({
      what: `${incident.name} has no short form`,
      expected: "an incident with one",
      got: incident.name,
      hint: request.mode === "one-by-one" ? "`--whole-phases` drills it in full length" : "leave `--short-form` out",
    });
  const phases = request.phases ?? (shortForm ? incident.shortForm : null);
  const whole = { ...selectWhole(incident.name), cause, without, phases };
  if (mode !== "added-latency") return whole;
  const pair = {
    ...whole,
    phases: request.phases ?? choosePairPhases(incident),
    addedLatencyMs: request.addedLatencyMs,
  };
  if (request.addedLatencyMs <= incident.responseTimeoutMs / 2) return pair;
  throw new ConfigError({
    what: "`--added-latency` is too much for this incident's customers",
    expected: `at most ${incident.responseTimeoutMs / 2} ms, half of their patience with a page`,
    got: `${request.addedLatencyMs} ms`,
    hint: "choose a smaller one",
  });
}

/** The drills of one incident by mode. */
function listWanted(incident: Incident, selection: IncidentSelection, request: RunRequest): Wanted[] {
  const { variant, mode } = request;
  const containing = listOwnDefences(incident, "containing");
  if (mode === "added-latency")
    return [0, request.addedLatencyMs].map((addedLatencyMs) => ({
      label: `added-${addedLatencyMs}-ms`,
      defences: null,
      selection: { ...selection, addedLatencyMs },
    }));
  const asItHappened = (label: string): Wanted => ({ label, defences: null, selection });
  const defended = (label: string, defences: readonly string[]): Wanted => ({ label, defences, selection });
  if (mode === "one-by-one") {
    const single = [...containing, ...listOwnDefences(incident, "preventive")];
    const all = containing.length > 1 ? [defended("all", containing)] : [];
    return [asItHappened("none"), ...single.map((name) => defended(name, [name])), ...all];
  }
  if (request.defences !== null) return [defended("defended", request.defences)];
  if (variant === "defended") requireContaining(incident, containing);
  return [
    ...(variant === "defended" ? [] : [asItHappened("as-it-happened")]),
    ...(variant === "as-it-happened" || containing.length === 0 ? [] : [defended("defended", containing)]),
  ];
}

const nameThem = "`--defences a,b` drills it with those that you name; `tilldrill list --json` shows what there is";

function requireContaining(incident: Incident, names: readonly string[]): void {
  if (names.length > 0) return;
  throw new ConfigError({
    what: `${incident.name} has no containing defence of its own, so no variant \`defended\``,
    expected: "an incident with one",
    got: incident.name,
    hint: nameThem,
  });
}

function requireAnyDefence({ name, defences }: Incident): void {
  if (defences.length > 0) return;
  throw new ConfigError({
    what: `${name} has no defence of its own that could be drilled alone`,
    expected: "an incident with one",
    got: name,
    hint: nameThem,
  });
}

function buildDrill(
  incident: Incident,
  { label, defences, selection }: Wanted,
  loaded: LoadedIncident,
  pace: number,
  request: RunRequest,
): ChosenDrill {
  const shortPhases = listShortPhases(loaded.incident, pace);
  const weak = listWeakPhases(loaded.incident, pace);
  const chosen = chooseDefences(incident, defences ?? []);
  return {
    name: `${incident.name}-${label}`,
    options: {
      loaded,
      variant: defences === null ? "as-it-happened" : "defended",
      ...chosen,
      paceLicence: [],
      carryingCapacity: null,
      judgedBy: defences === null ? "facts" : "objectives",
      seed: request.seed,
      pace,
      keepSamples: request.keepSamples,
      shortPhases,
      warnings: weak.map(({ phase, says }) => `phase ${phase} was allowed although it rests on few orders: ${says}`),
      command: renderRunCommand(incident, request, selection, defences === null ? null : chosen.defences),
      test: {
        leaveOutFaults: request.leaveOutFaults,
        mendAtMinute: request.mendAtMinute,
        vus: request.vus,
        ...(request.entry === null ? {} : { entry: request.entry }),
        ...(request.shop === null ? {} : { shop: request.shop }),
        ...(request.phases === null ? {} : { phases: true }),
      },
    },
  };
}
