// How large the harness is while rows stream through it: resident memory of a fresh process at four
// marks. Its plan is that of a drill nine times the default one's size, so it holds 32,000 customers.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { EdgeError } from "../harness/errors.ts";
import { streamDrill } from "./k6-stream.ts";
import type { Figure, Measurement } from "./measurement.ts";
import { buildRehearsal } from "./rehearsal.ts";

const incidentName = "checkout-outage";
const share = 3.45;
const marks = [500_000, 1_000_000, 2_000_000, 4_000_000] as const;
const repetitions = 3;
const mostRssMb = 200;
/** Flat: eight times the rows may take this many times the memory. */
const mostGrowthRatio = 1.25;

/** Streams a drill through a fresh process. Its size in MB at each mark. */
async function probe(signal: AbortSignal): Promise<number[]> {
  const { plan, options } = buildRehearsal(incidentName, share);
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "memory-probe.ts"), incidentName, `${share}`, ...marks.map(String)],
    { stdio: ["pipe", "pipe", "inherit"], signal },
  );
  const ended = once(child, "exit");
  const stream = Readable.from(streamDrill(options.loaded.incident, plan, "mix"), { objectMode: true });
  const [said] = await Promise.all([text(child.stdout), pipeline(stream, child.stdin), ended]);
  const rssMb = JSON.parse(said) as number[];
  if (rssMb.length !== marks.length)
    throw new EdgeError("the stream is too short", { expected: `${marks.length} marks`, got: `${rssMb.length}` });
  return rssMb;
}

export async function measureMemory(signal: AbortSignal): Promise<Measurement> {
  const runs: number[][] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) runs.push(await probe(signal));
  const figures = marks.map((rows, index): Figure => {
    const values = runs.map((rssMb) => rssMb[index] as number);
    return { name: `RSS after ${rows / 1_000_000} million rows`, unit: "MB", values, limit: { atMost: mostRssMb } };
  });
  const growth: Figure = {
    name: "RSS after 4 million ÷ after 0.5 million",
    unit: "x",
    values: runs.map((rssMb) => (rssMb.at(-1) as number) / (rssMb[0] as number)),
    limit: { atMost: mostGrowthRatio },
  };
  return {
    name: "memory",
    says: "resident memory of CsvReader + DrillRecorder",
    figures: [...figures, growth],
    skipped: null,
  };
}
