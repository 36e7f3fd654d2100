import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { outcomes, stepNames } from "../../scenarios/outcome.ts";
import { buildSample } from "./samples.fixture.ts";
import { TimeSlicer } from "./time-slicer.ts";

describe("time slicer", () => {
  it("gives counts, and percentiles of ok steps, in order of time and then of step", () => {
    const slicer = new TimeSlicer({ sliceMinutes: 1, lateMinutes: 3 });
    slicer.record(buildSample({ clockMinute: 0.2, step: "place-order", latencyMs: 30 }));
    slicer.record(buildSample({ clockMinute: 1.5, step: "home", outcome: "error-page" }));
    slicer.record(buildSample({ clockMinute: 0.4, step: "home", latencyMs: 12 }));
    assert.deepEqual(slicer.snapshot(), [
      {
        fromMinute: 0,
        toMinute: 1,
        step: "home",
        outcomes: { ok: 1 },
        okLatencyMs: { p50: 12, p95: 12, p99: 12, max: 12 },
      },
      {
        fromMinute: 0,
        toMinute: 1,
        step: "place-order",
        outcomes: { ok: 1 },
        okLatencyMs: { p50: 30, p95: 30, p99: 30, max: 30 },
      },
      { fromMinute: 1, toMinute: 2, step: "home", outcomes: { "error-page": 1 }, okLatencyMs: null },
    ]);
  });

  it("puts a sample that arrives late into the slice of its start", () => {
    const slicer = new TimeSlicer({ sliceMinutes: 1, lateMinutes: 3 });
    for (const clockMinute of [0, 1, 2, 3, 0.5]) slicer.record(buildSample({ clockMinute }));
    assert.deepEqual(slicer.snapshot()[0]?.outcomes, { ok: 2 });
  });

  it("puts a sample that arrives too late into the oldest open slice, and across a jump keeps slices open", () => {
    const slicer = new TimeSlicer({ sliceMinutes: 1, lateMinutes: 1 });
    for (const clockMinute of [0, 1, 2, 3, 0.5]) slicer.record(buildSample({ clockMinute }));
    slicer.record(buildSample({ clockMinute: 900 }));
    slicer.record(buildSample({ clockMinute: 3.9 }));
    const counts = slicer.snapshot().map((slice) => [slice.fromMinute, slice.outcomes.ok]);
    assert.deepEqual(counts, [
      [0, 1],
      [1, 2],
      [2, 1],
      [3, 2],
      [900, 1],
    ]);
  });

  it("loses no sample, and comes out in order, whatever the order of arrival", () => {
    const sample = fc.record({
      clockMinute: fc.double({ min: 0, max: 60, noNaN: true }),
      step: fc.constantFrom(...stepNames),
      outcome: fc.constantFrom(...outcomes),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        const slicer = new TimeSlicer({ sliceMinutes: 2, lateMinutes: 4 });
        for (const changes of samples) slicer.record(buildSample(changes));
        const slices = slicer.snapshot();
        const counted = slices.flatMap((slice) => Object.values(slice.outcomes)).reduce((sum, count) => sum + count, 0);
        assert.equal(counted, samples.length);
        const keys = slices.map((slice) => slice.fromMinute * 100 + stepNames.indexOf(slice.step));
        assert.deepEqual(
          keys,
          [...new Set(keys)].sort((a, b) => a - b),
        );
      }),
      { numRuns: 30 },
    );
  });
});
