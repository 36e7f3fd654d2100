import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { computeNearestRank, percentilePermille, StepHistogram } from "./step-histogram.ts";

const names = ["p50", "p90", "p95", "p99", "p999"] as const;
/** Latencies as the stream carries them: whole microseconds, spread over all magnitudes. */
const latencyMs = fc
  .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9_999 }))
  .map(([magnitude, digits]) => Math.min(60_000_000, Math.round(digits * 10 ** (magnitude - 2)) + 1) / 1000);

function record(latencies: readonly number[]): StepHistogram {
  const histogram = new StepHistogram();
  for (const latency of latencies) histogram.record(latency);
  return histogram;
}

function findNearestRank(latencies: readonly number[], permille: number): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * permille) / 1000) - 1] as number;
}

describe("step histogram", () => {
  it("is within 0.1 % of the nearest-rank sample, with an exact maximum", () => {
    fc.assert(
      fc.property(fc.array(latencyMs, { minLength: 1, maxLength: 300 }), (latencies) => {
        const percentiles = record(latencies).computePercentiles();
        for (const name of names) {
          const exact = findNearestRank(latencies, percentilePermille[name]);
          const reported = percentiles[name] as number;
          assert.ok(Math.abs(reported - exact) <= exact * 0.001, `${name}: ${reported} for ${exact}`);
        }
        assert.equal(percentiles.max, Math.max(...latencies));
      }),
    );
  });

  it("gives percentiles that never fall", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 70_000, noNaN: true }), { minLength: 1 }), (latencies) => {
        const { p50, p90, p95, p99, p999, max } = record(latencies).computePercentiles();
        const inOrder = [p50, p90, p95, p99, p999, max] as number[];
        assert.deepEqual(
          inOrder,
          [...inOrder].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("ranks exactly where the product is a whole number", () => {
    assert.equal(computeNearestRank(1000, 999), 999);
    assert.equal(computeNearestRank(1001, 999), 1000);
    assert.equal(computeNearestRank(20, 950), 19);
    assert.equal(computeNearestRank(1, 500), 1);
  });

  it("keeps whole microseconds up to two milliseconds", () => {
    const latencies = Array.from({ length: 2000 }, (_, index) => (index + 1) / 1000);
    assert.equal(record(latencies).computePercentiles().p50, 1);
    assert.equal(record(latencies).computePercentiles().p99, 1.98);
  });

  it("is null only where nothing was counted", () => {
    const empty = { p50: null, p90: null, p95: null, p99: null, p999: null, max: null, tooFew: [] };
    assert.deepEqual(new StepHistogram().computePercentiles(), empty);
    const single = record([12]).computePercentiles();
    assert.deepEqual(single, { p50: 12, p90: 12, p95: 12, p99: 12, p999: 12, max: 12, tooFew: [...names] });
  });

  it("lists a percentile as too few with 9 samples beyond it, and not with 10", () => {
    assert.deepEqual(record(Array.from({ length: 999 }, () => 5)).computePercentiles().tooFew, ["p99", "p999"]);
    assert.deepEqual(record(Array.from({ length: 1000 }, () => 5)).computePercentiles().tooFew, ["p999"]);
    assert.deepEqual(record(Array.from({ length: 10_000 }, () => 5)).computePercentiles().tooFew, []);
  });

  it("starts afresh after a reset", () => {
    const histogram = record([5, 500]);
    histogram.reset();
    histogram.record(7);
    assert.equal(histogram.count, 1);
    assert.equal(histogram.computePercentiles().max, 7);
    assert.equal(histogram.computePercentiles().p50, 7);
  });

  it("ranks more than 60 s as 60 s and still reports the exact maximum", () => {
    const percentiles = record([1, 90_000, 90_000, 95_000]).computePercentiles();
    assert.equal(percentiles.max, 95_000);
    assert.ok(Math.abs((percentiles.p50 as number) - 60_000) <= 60);
  });

  it("refuses a latency that cannot be", () => {
    for (const latency of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      assert.throws(() => record([latency]), RangeError);
  });
});
