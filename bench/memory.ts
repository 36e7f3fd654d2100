// How large the harness is while rows stream through it: resident memory of a fresh process at four
// marks. The stream is a drill nine times as large as the default one, with 32,000 customers in its plan.
// Checkpoints are left out: they hold all customers at once, whatever the number of rows.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
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

/** The options that `npm start` gives Node, so that the probe is as large as the harness would be. */
function readStartOptions(): string[] {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
  return String(manifest.scripts.start)
    .split(" ")
    .filter((word) => word.startsWith("--"));
}

/** Streams a drill through a fresh process. Its size in MB at each mark. */
async function probe(signal: AbortSignal): Promise<number[]> {
  const { plan, options } = buildRehearsal(incidentName, share);
  const child = spawn(
    process.execPath,
    [
      ...readStartOptions(),
      join(import.meta.dirname, "memory-probe.ts"),
      incidentName,
      `${share}`,
      ...marks.map(String),
    ],
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
    says: `resident memory of CsvReader + DrillRecorder, node started as npm start does (${readStartOptions().join(" ") || "no options"})`,
    figures: [...figures, growth],
    skipped: null,
  };
}
