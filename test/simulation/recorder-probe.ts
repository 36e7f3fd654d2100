// Reads k6's rows from stdin into the recorder of a checkout-outage drill, in a process of its own, and
// says on stdout how large the process was at each mark. Arguments: the marks in rows; `keep` before
// them holds on to the rows (the counter-example).
import { DrillRecorder } from "../../harness/drill/drill-recorder.ts";
import { CsvReader } from "../../harness/load/csv-reader.ts";
import { loadIncident } from "../../harness/load-incident.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";

const keeps = process.argv[2] === "keep";
const marks = process.argv.slice(keeps ? 3 : 2).map(Number);

const { incident, objectives } = loadIncident("checkout-outage", null, false);
const plan = buildPlan(incident, 1);
const clock = buildIncidentClock(incident.phases, plan.pace);
const expectedPerMinute = new Map(objectives.map(({ name }) => [name, 1]));
const recorder = new DrillRecorder({ incident, plan, clock, objectives, expectedPerMinute, samples: null });
const reader = new CsvReader((row) => recorder.add(row));

const kept: string[] = [];
const rssMb: number[] = [];
for await (const chunk of process.stdin) {
  reader.write(chunk as Buffer);
  if (keeps) kept.push(...(chunk as Buffer).toString().split("\n"));
  while (rssMb.length < marks.length && reader.rows >= (marks[rssMb.length] as number))
    rssMb.push(Math.round(process.memoryUsage.rss() / 1024 / 1024));
}
process.stdout.write(`${JSON.stringify({ rows: reader.rows, steps: recorder.live.steps, rssMb })}\n`);
