// What a benchmark says: figures with their repetitions, and the limits they are held to. Pure.

/** A limit of a figure's median. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number };

/** One measured figure; `values` holds one number a repetition. `limit` null: shown for comparison only. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly limit: Limit | null;
}

/** `skipped`: why this machine cannot measure it; null where it was measured. */
export interface Measurement {
  readonly name: string;
  readonly says: string;
  readonly figures: readonly Figure[];
  readonly skipped: string | null;
}

/** A figure with what is derived from its repetitions. */
export interface FigureResult extends Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly holds: boolean;
}

/** Middle value; the mean of the two middle ones of an even number. Nothing measured is our bug. */
export function computeMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("expected at least one value, got none");
  return (lower + upper) / 2;
}

function holds(limit: Limit | null, median: number): boolean {
  if (limit === null) return true;
  return "atMost" in limit ? median <= limit.atMost : median >= limit.atLeast;
}

/** Median, spread and whether the limit holds; not a number never holds. */
export function judgeFigure(figure: Figure): FigureResult {
  const median = computeMedian(figure.values);
  return {
    ...figure,
    median,
    min: Math.min(...figure.values),
    max: Math.max(...figure.values),
    holds: holds(figure.limit, median),
  };
}
