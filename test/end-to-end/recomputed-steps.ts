// Reads `samples.csv.gz` and computes again, the plain way, what the record says of each phase and step.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export interface SampleRow {
  readonly phase: string;
  readonly population: string;
  readonly weight: number;
  readonly customer: number;
  readonly attempt: number;
  readonly step: string;
  readonly outcome: string;
  readonly status: number;
  readonly clockMinute: number;
  readonly latencyMs: number;
}

const numbers = new Set(["startedAtUs", "clockMinute", "weight", "customer", "attempt", "status", "latencyMs"]);

export function readSamples(path: string): { header: string; rows: SampleRow[] } {
  const [header = "", ...lines] = gunzipSync(readFileSync(path)).toString("utf8").trimEnd().split("\n");
  const columns = header.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    if (cells.length !== columns.length) throw new Error(`expected ${columns.length} cells, got ${line}`);
    const row = columns.map((column, index) => [column, numbers.has(column) ? Number(cells[index]) : cells[index]]);
    return Object.fromEntries(row) as SampleRow;
  });
  return { header, rows };
}

/** Rows of each phase and step, keyed `phase/step`. */
export function groupSteps(rows: readonly SampleRow[]): Map<string, SampleRow[]> {
  return Map.groupBy(rows, ({ phase, step }) => `${phase}/${step}`);
}

export function countOutcomes(rows: readonly SampleRow[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(rows, ({ outcome }) => outcome)].map(([name, all]) => [name, all.length]));
}

const permilles = { p50: 500, p90: 900, p95: 950, p99: 990, p999: 999 } as const;

/** Nearest rank: the smallest sample that at least that share of all samples does not exceed. Null without samples. */
export function computeByNearestRank(
  rows: readonly SampleRow[],
): Record<keyof typeof permilles | "max", number | null> {
  const sorted = rows.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const at = (permille: number) => sorted[Math.max(1, Math.ceil((sorted.length * permille) / 1000)) - 1] ?? null;
  const percentiles = Object.entries(permilles).map(([name, permille]) => [name, at(permille)]);
  return { ...Object.fromEntries(percentiles), max: sorted.at(-1) ?? null };
}
