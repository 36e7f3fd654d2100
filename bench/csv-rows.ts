// Rows a second through the harness's reader and recorder, beside the plain way (readline and split) in
// the same run. Counted per second of this process's CPU, so that a busy neighbour costs nothing.
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { DrillRecorder } from "../harness/drill/drill-recorder.ts";
import { CsvReader } from "../harness/load/csv-reader.ts";
import { type RowKind, rowMetrics, unpackRow } from "../scenarios/rows.ts";
import { readOwnCpuMs } from "./cpu-time.ts";
import { type StreamKind, streamDrill } from "./k6-stream.ts";
import type { Figure, Measurement } from "./measurement.ts";
import { buildRehearsal } from "./rehearsal.ts";

const incidentName = "checkout-outage";
/** By kind: half a million rows of the default drill's mix; as many rows of ours take eight times the customers. */
const shares: Readonly<Record<StreamKind, number>> = { mix: 0.4, own: 3.2 };
const repetitions = 7;
/** Run first and thrown away: the compiler's share. */
const warmUps = 1;
const leastMixRowsPerSecond = 500_000;
/** Passing over k6's own rows without decoding them must pay for itself. */
const leastTimesPlain = 1;

const kinds = new Map<string, RowKind>(Object.entries(rowMetrics).map(([kind, metric]) => [metric, kind as RowKind]));

type Read = (chunks: readonly Buffer[], recorder: DrillRecorder) => Promise<void>;

async function readAsTheHarness(chunks: readonly Buffer[], recorder: DrillRecorder): Promise<void> {
  const reader = new CsvReader((row) => recorder.add(row));
  for (const chunk of chunks) reader.write(chunk);
}

/** What one writes first: a line at a time, every cell cut out. */
async function readPlainly(chunks: readonly Buffer[], recorder: DrillRecorder): Promise<void> {
  for await (const line of createInterface({ input: Readable.from(chunks) })) {
    const cells = line.split(",");
    const kind = kinds.get(cells[0] ?? "");
    if (kind !== undefined) recorder.add(unpackRow(kind, Number(cells[2]), (cells.at(-1) ?? "").slice(2)));
  }
}

interface Stream {
  readonly kind: StreamKind;
  readonly chunks: readonly Buffer[];
  readonly rows: number;
}

function buildStream(kind: StreamKind): Stream {
  const { plan, options } = buildRehearsal(incidentName, shares[kind]);
  const chunks = [...streamDrill(options.loaded.incident, plan, kind)];
  const counter = new CsvReader(() => {});
  for (const chunk of chunks) counter.write(chunk);
  return { kind, chunks, rows: counter.rows };
}

/** Rows per CPU second, and the steps that arrived, so that both ways are seen to do the same work. */
async function time(read: Read, { kind, chunks, rows }: Stream): Promise<{ perSecond: number; steps: number }> {
  const { recorder } = buildRehearsal(incidentName, shares[kind]);
  const beforeMs = readOwnCpuMs();
  await read(chunks, recorder);
  return { perSecond: (rows * 1000) / (readOwnCpuMs() - beforeMs), steps: recorder.live.steps };
}

async function timeSideBySide(stream: Stream, signal: AbortSignal): Promise<{ harness: number; plain: number }[]> {
  const done: { harness: number; plain: number }[] = [];
  for (let repetition = 0; repetition < warmUps + repetitions; repetition++) {
    signal.throwIfAborted();
    const harness = await time(readAsTheHarness, stream);
    const plain = await time(readPlainly, stream);
    if (harness.steps !== plain.steps) throw new Error(`expected ${plain.steps} steps, got ${harness.steps}`);
    if (repetition >= warmUps) done.push({ harness: harness.perSecond, plain: plain.perSecond });
  }
  return done;
}

function buildFigures(kind: StreamKind, done: readonly { harness: number; plain: number }[]): Figure[] {
  const isMix = kind === "mix";
  const says = isMix ? "mix" : "only ours";
  const unit = "rows/s";
  return [
    {
      name: `${says}: harness ÷ plain`,
      unit: "x",
      values: done.map(({ harness, plain }) => harness / plain),
      limit: isMix ? { atLeast: leastTimesPlain } : null,
    },
    {
      name: `${says}: CsvReader + DrillRecorder`,
      unit,
      values: done.map(({ harness }) => harness),
      limit: isMix ? { atLeast: leastMixRowsPerSecond } : null,
    },
    { name: `${says}: readline + split + DrillRecorder`, unit, values: done.map(({ plain }) => plain), limit: null },
  ];
}

export async function measureCsvRows(signal: AbortSignal): Promise<Measurement> {
  const mix = await timeSideBySide(buildStream("mix"), signal);
  const own = await timeSideBySide(buildStream("own"), signal);
  return {
    name: "csv-rows",
    says: "rows of k6's CSV in one second of CPU: k6's mix (one row in 12 is ours), then only rows of ours",
    figures: [...buildFigures("mix", mix), ...buildFigures("own", own)],
    skipped: null,
  };
}
