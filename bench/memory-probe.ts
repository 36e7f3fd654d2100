// A process that reads a drill's stream from stdin with CsvReader and DrillRecorder and says how large
// it is at each mark. In: incident, share and marks (rows) as arguments; out: one line of JSON, MB each.
import { CsvReader } from "../harness/load/csv-reader.ts";
import { buildRehearsal } from "./rehearsal.ts";

const [incidentName = "", share, ...marks] = process.argv.slice(2);
const left = marks.map(Number);
const rssMb: number[] = [];
const { recorder } = buildRehearsal(incidentName, Number(share));
const reader = new CsvReader((row) => recorder.add(row));

for await (const chunk of process.stdin) {
  reader.write(chunk as Buffer);
  if (reader.rows < (left[0] ?? Number.POSITIVE_INFINITY)) continue;
  left.shift();
  rssMb.push(process.memoryUsage.rss() / 2 ** 20);
}
process.stdout.write(`${JSON.stringify(rssMb)}\n`);
