// A drill's parts without its shop and its load: the same plan, clock and recorder that `run` builds.

import type { RecordingParts } from "../harness/drill/build-recording.ts";
import { DrillRecorder } from "../harness/drill/drill-recorder.ts";
import { loadIncident } from "../harness/load-incident.ts";
import { version } from "../harness/version.ts";
import { requestsPerStep } from "../scenarios/drivers/built-in-shop/requests-per-step.ts";
import {
  computeCalmRequestsPerSecond,
  computeExpectedPerCalmMinute,
  computeWorkers,
} from "../scenarios/expectations.ts";
import { buildPlan } from "../scenarios/plan.ts";
import { buildIncidentClock } from "../scenarios/time.ts";

const seed = 1;

/** Share of the full shop at which the incident's calm phase makes this many requests a wall second. */
export function computeShareFor(incidentName: string, requestsPerSecond: number): number {
  const { incident } = loadIncident(incidentName, null, false);
  const plan = buildPlan(incident, seed);
  return (plan.share * requestsPerSecond) / computeCalmRequestsPerSecond(incident, plan, requestsPerStep);
}

/** Everything that a drill of this incident records into. `directory` is only written into the record. */
export function buildRehearsal(incidentName: string, share: number, directory = "."): RecordingParts {
  const loaded = loadIncident(incidentName, null, false);
  const { incident, objectives } = loaded;
  const plan = buildPlan(incident, seed, incident.pace, share);
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const expectedPerMinute = new Map(
    objectives.map(({ name, steps, populations }) => [
      name,
      computeExpectedPerCalmMinute(incident, plan, steps, populations),
    ]),
  );
  return {
    options: {
      loaded,
      variant: "as-it-happened",
      defences: [],
      shopDefences: [],
      paceLicence: [],
      carryingCapacity: null,
      judgedBy: "facts",
      seed,
      pace: plan.pace,
      keepSamples: false,
      directory,
      shortPhases: [],
      warnings: [],
      command: "npm run bench",
      k6: { path: "", version: "" },
      test: { leaveOutFaults: true, vus: null },
    },
    plan,
    planSha256: "",
    clock,
    recorder: new DrillRecorder({ incident, plan, clock, objectives, expectedPerMinute, samples: null }),
    startedAt: new Date().toISOString(),
    version,
    shopWorkers: computeWorkers(incident, computeCalmRequestsPerSecond(incident, plan, requestsPerStep)),
  };
}
