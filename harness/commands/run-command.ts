// The command line that repeats one drill of a run.
import type { Incident } from "../../scenarios/incident.ts";
import type { IncidentSelection } from "../../scenarios/selection.ts";
import { listOwnDefences } from "./defence-choice.ts";
import type { RunRequest } from "./run-options.ts";

/** Defences: null as it happened. Scripts and shops of test options are left out: they are files of one machine. */
export function renderRunCommand(
  incident: Incident,
  request: RunRequest,
  { cause, phases, without, addedLatencyMs }: IncidentSelection,
  defences: readonly string[] | null,
): string {
  const words = ["npm start -- run", incident.name];
  // One drill of a pair says nothing without the other: both are repeated.
  if (addedLatencyMs !== null) words.push(`--added-latency ${request.addedLatencyMs}`);
  else words.push(renderVariant(incident, defences));
  if (cause !== null) words.push(`--cause ${cause}`);
  if (request.phases !== null)
    words.push(`--test-phases ${request.phases.map(({ phase, minutes }) => `${phase}=${minutes}`).join(",")}`);
  else if (phases !== null && addedLatencyMs === null) words.push("--short-form");
  if (without !== null) words.push(`--test-without ${without}`);
  words.push(`--seed ${request.seed}`);
  if (request.pace !== null) words.push(`--pace ${request.pace}`);
  if (request.allowShortPhases) words.push("--allow-short-phases");
  if (request.keepSamples) words.push("--keep-samples");
  if (request.leaveOutFaults) words.push("--test-leave-out-faults");
  if (request.mendAtMinute !== null) words.push(`--test-mend ${request.mendAtMinute}`);
  if (request.vus !== null) words.push(`--test-vus ${request.vus}`);
  return words.join(" ");
}

function renderVariant(incident: Incident, defences: readonly string[] | null): string {
  if (defences === null) return "--variant as-it-happened";
  const containing = listOwnDefences(incident, "containing");
  return containing.length > 0 && containing.join() === defences.join()
    ? "--variant defended"
    : `--defences ${defences.join(",")}`;
}
