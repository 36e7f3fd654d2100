// A drill of checkout-outage whose steps were made up, recorded and judged by the real parts: for figures that are to be
// computed again from its files.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DrillRecorder } from "../../harness/drill/drill-recorder.ts";
import { SampleFile } from "../../harness/drill/sample-file.ts";
import { judgeRecording } from "../../harness/judge/judge-recording.ts";
import { buildRecorded, buildRecording } from "../../harness/judge/recording.fixture.ts";
import { loadIncident } from "../../harness/load-incident.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { draw, toExponential } from "../../scenarios/chance.ts";
import type { Outcome, StepName } from "../../scenarios/outcome.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";

/** T0 of the rows, epoch ms. */
const t0Ms = 1_700_000_000_000;
const stepsPerSecond = 160;
const journey: readonly StepName[] = ["home", "product", "cart", "place-order"];

/** What a step gives: `chance` is uniform in (0, 1), `minute` on the incident clock. */
export type StepGiver = (step: StepName, minute: number, chance: number) => { outcome: Outcome; latencyMs: number };

/** Writes record.json and samples.csv.gz of a drill of 153 wall seconds, a quarter of its steps orders. */
export async function writeGeneratedDrill(directory: string, seed: number, give: StepGiver): Promise<RunRecord> {
  mkdirSync(directory);
  const { incident, objectives } = loadIncident("checkout-outage", null, false);
  const plan = buildPlan(incident, seed);
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const expectedPerMinute = new Map(
    objectives.map(({ name, steps }) => [name, (((stepsPerSecond * 60) / plan.pace) * steps.length) / journey.length]),
  );
  const samples = new SampleFile(join(directory, "samples.csv.gz"));
  const recorder = new DrillRecorder({ incident, plan, clock, objectives, expectedPerMinute, samples });
  recorder.add({ kind: "clock", t0Ms });
  for (let index = 0, startedMs = 0; startedMs < clock.wallMs; index++) {
    const step = journey[index % journey.length] as StepName;
    const { outcome, latencyMs } = give(step, clock.minuteAt(startedMs), draw(seed, "buyers", index, "outcome", 0));
    recorder.add({
      kind: "step",
      customer: index % plan.customers.length,
      startedMs: t0Ms + startedMs,
      latencyMs,
      step,
      outcome,
      status: outcome === "ok" ? 200 : 502,
      attempt: 1,
      visit: 1,
      statusMessage: false,
      orderNumber: null,
      totalCents: null,
      key: null,
    });
    startedMs += (toExponential(draw(seed, "buyers", index, "gap", 0)) * 1000) / stepsPerSecond;
  }
  await samples.close();
  const steps = recorder.steps.snapshot();
  const record = judgeRecording(
    buildRecording({
      incident,
      plan,
      phases: incident.phases.map(({ name, fromMinute, toMinute }) => {
        const wallSeconds = ((toMinute - fromMinute) * 60) / plan.pace;
        return { name, fromMinute, toMinute, wallSeconds, distortion: 0, steps: steps.phases.get(name)?.steps ?? {} };
      }),
      history: recorder.history.build(),
      books: null,
      faults: [],
      recorded: buildRecorded({ timeSlices: steps.timeSlices, objectiveCounts: recorder.objectives.finish() }),
    }),
  );
  writeFileSync(join(directory, "record.json"), JSON.stringify(record));
  return record;
}
