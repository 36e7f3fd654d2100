// Latencies of one step in flat memory: an HDR histogram, and nearest-rank percentiles out of it.
import { build } from "hdr-histogram-js";
import type { PercentileName, Percentiles } from "../record/drill-result.ts";

/** Longest latency that keeps its place in the histogram; longer ones are ranked as this long (`max` stays exact). */
export const mostLatencyMs = 60_000;

/** Samples that must rank above a percentile before an objective may rest on it. */
export const leastSamplesBeyond = 10;

/** Percentiles as parts of a thousand: integers, so that the rank is exact. */
export const percentilePermille: Readonly<Record<PercentileName, number>> = {
  p50: 500,
  p90: 900,
  p95: 950,
  p99: 990,
  p999: 999,
};

const percentileNames = Object.keys(percentilePermille) as PercentileName[];

/** Nearest rank: ceil(n x permille / 1000), 1-based, at least 1. Source: the definition of DESIGN.md, "nearest rank". */
export function computeNearestRank(count: number, permille: number): number {
  return Math.max(1, Math.ceil((count * permille) / 1000));
}

/**
 * Latencies in wall milliseconds, kept as whole microseconds (1 us to 60 s, 3 significant digits, 68 KB).
 * A percentile is the middle of the bucket that holds the nearest-rank sample: within 0.05 % of that sample, in whole us.
 */
export class StepHistogram {
  readonly #histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: mostLatencyMs * 1000,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
    useWebAssembly: false,
  });
  #minMs = Number.POSITIVE_INFINITY;
  #maxMs = 0;

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Longest latency recorded, exact; null while empty. */
  get maxMs(): number | null {
    return this.count === 0 ? null : this.#maxMs;
  }

  /** Adds one latency, rounded to the nearest us; negative or not finite is our bug. */
  record(latencyMs: number): void {
    if (!(latencyMs >= 0 && latencyMs < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`latency must be 0 ms or more, got ${latencyMs}`);
    }
    this.#histogram.recordValue(Math.round(Math.min(latencyMs, mostLatencyMs) * 1000));
    this.#minMs = Math.min(this.#minMs, latencyMs);
    this.#maxMs = Math.max(this.#maxMs, latencyMs);
  }

  /** Nearest-rank percentile in wall ms; null while empty. `permille`: 950 is the 95th. */
  computePercentileMs(permille: number): number | null {
    const count = this.count;
    if (count === 0) return null;
    const rank = computeNearestRank(count, permille);
    if (rank >= count) return this.#maxMs;
    // Half a rank below the rank: the library rounds up to it whatever the floating point error.
    const highestUs = this.#histogram.getValueAtPercentile(((rank - 0.5) / count) * 100);
    const middleMs = computeBucketMiddleUs(highestUs) / 1000;
    return Math.min(Math.max(middleMs, this.#minMs), this.#maxMs);
  }

  /** All percentiles in wall ms; `tooFew` lists those with fewer than 10 samples ranked above them. */
  computePercentiles(): Percentiles {
    const { count } = this;
    const result: Percentiles = { p50: null, p90: null, p95: null, p99: null, p999: null, max: this.maxMs, tooFew: [] };
    if (count === 0) return result;
    for (const name of percentileNames) {
      const permille = percentilePermille[name];
      result[name] = this.computePercentileMs(permille);
      if (count - computeNearestRank(count, permille) < leastSamplesBeyond) result.tooFew.push(name);
    }
    return result;
  }

  /** Empties the histogram for its next use. */
  reset(): void {
    this.#histogram.reset();
    this.#minMs = Number.POSITIVE_INFINITY;
    this.#maxMs = 0;
  }
}

/**
 * Middle of the bucket whose highest value the library returned. With 3 digits, values below 2,048 us have
 * buckets of 1 us, and each doubling above doubles the width (2,048 sub-buckets, HdrHistogram's layout).
 */
function computeBucketMiddleUs(highestUs: number): number {
  const widthUs = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, highestUs))) - 10);
  return highestUs - (widthUs - 1) / 2;
}
