// What is drilled of an incident: its cause, its phases, mechanisms switched off. Harness and a later
// judgement build the same incident from it; the k6 script is told what its customers need (script-settings.ts).
import { buildAddedLatencyFacts } from "./added-latency.ts";
import { findIncident, incidents } from "./catalogue.ts";
import { cutIncident, listCutProblems } from "./cut-incident.ts";
import type { Cause, Incident, PhaseCut } from "./incident.ts";
import { replaceFaults } from "./replace-faults.ts";
import { listMechanisms, switchOff } from "./without.ts";

/** JSON; nulls where nothing was chosen. */
export interface IncidentSelection {
  readonly name: string;
  /** A cause by name; null: the incident's default. */
  readonly cause: string | null;
  /** Phases that are kept, at these lengths; null: all as they are. */
  readonly phases: readonly PhaseCut[] | null;
  /** A mechanism that is switched off (ablation); null: none. */
  readonly without: string | null;
  /** In place of the cause: so many wall ms more on every page, in every phase (0: the run beside it); null: the cause. */
  readonly addedLatencyMs: number | null;
}

/** The incident as it is written. */
export function selectWhole(name: string): IncidentSelection {
  return { name, cause: null, phases: null, without: null, addedLatencyMs: null };
}

/** What is wrong with a selection, each a problem as ConfigError takes it; empty when it can be selected. */
export function listSelectionProblems(selection: IncidentSelection): {
  what: string;
  expected: string;
  got: string;
  hint: string;
}[] {
  const incident = findIncident(selection.name);
  if (incident === undefined) {
    const expected = incidents.map(({ name }) => name).join(", ");
    return [{ what: "unknown incident", expected, got: selection.name, hint: "`tilldrill list` shows what there is" }];
  }
  const hint = "`tilldrill list --json` shows what each incident has";
  const problems = listCutProblems(incident, selection.phases ?? []).map((problem) => ({ ...problem, hint }));
  const { cause, without } = selection;
  if (cause !== null && !incident.causes.some(({ name }) => name === cause))
    problems.push({
      what: `unknown cause of ${incident.name}`,
      expected: incident.causes.map(({ name }) => name).join(", "),
      got: cause,
      hint,
    });
  const mechanisms = listMechanisms(incident.name);
  if (without !== null && !mechanisms.includes(without))
    problems.push({
      what: `unknown mechanism of ${incident.name}`,
      expected: mechanisms.join(", "),
      got: without,
      hint: "each incident has mechanisms of its own; `npm run ablation -- --incident NAME` switches them off in turn",
    });
  return problems;
}

/** The incident that is drilled. Throws on a selection with problems. */
export function selectIncident(selection: IncidentSelection): Incident {
  const problems = listSelectionProblems(selection);
  const whole = findIncident(selection.name);
  if (whole === undefined || problems.length > 0) throw new Error(problems.map(({ what }) => what).join("; "));
  const cause = whole.causes.find(({ name }) => name === selection.cause) ?? whole.causes[0];
  const caused = cause === undefined ? whole : putInForce(whole, cause);
  const cut = selection.phases === null ? caused : cutIncident(caused, selection.phases);
  const delayed = selection.addedLatencyMs === null ? cut : delayPages(cut, selection.addedLatencyMs);
  return selection.without === null ? delayed : switchOff(delayed, selection.without);
}

/** The incident with this one of its causes. */
function putInForce(incident: Incident, { name, faults, facts, assumptions }: Cause): Incident {
  return {
    ...incident,
    cause: name,
    faults,
    facts: facts ?? incident.facts,
    assumptions: assumptions ?? incident.assumptions,
  };
}

/** The same customers on an evening without the incident, every page so much slower. */
function delayPages(incident: Incident, delayMs: number): Incident {
  const undisturbed = replaceFaults(incident, () => []);
  return {
    ...undisturbed,
    actions: [],
    alertActions: [],
    controlMisses: [],
    facts: buildAddedLatencyFacts(delayMs),
    pageDelayMs: delayMs,
  };
}
