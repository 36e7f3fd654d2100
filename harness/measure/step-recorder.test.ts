import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildSample } from "./samples.fixture.ts";
import { StepRecorder } from "./step-recorder.ts";

describe("step recorder", () => {
  it("keeps counts and latency per phase and step, all outcomes and ok apart", () => {
    const recorder = new StepRecorder({ sliceMinutes: 1, lateMinutes: 10 });
    recorder.record(buildSample({ latencyMs: 10 }));
    recorder.record(buildSample({ latencyMs: 20 }));
    recorder.record(buildSample({ latencyMs: 800, outcome: "timeout" }));
    recorder.record(buildSample({ step: "home", latencyMs: 4, phase: "outage" }));
    const { phases } = recorder.snapshot();
    const placeOrder = phases.get("calm")?.steps["place-order"];
    assert.equal(placeOrder?.count, 3);
    assert.deepEqual(placeOrder?.outcomes, { ok: 2, timeout: 1 });
    assert.equal(placeOrder?.latencyMs.max, 800);
    assert.equal(placeOrder?.latencyMsOk.max, 20);
    assert.equal(phases.get("calm")?.p95LatencyMs, 800);
    assert.equal(phases.get("outage")?.steps.home?.count, 1);
    assert.equal(phases.get("outage")?.steps["place-order"], undefined);
  });

  it("has null percentiles of ok steps where none was ok", () => {
    const recorder = new StepRecorder({ sliceMinutes: 1, lateMinutes: 10 });
    recorder.record(buildSample({ outcome: "error-page" }));
    const step = recorder.snapshot().phases.get("calm")?.steps["place-order"];
    assert.equal(step?.latencyMs.p50, 10);
    assert.equal(step?.latencyMsOk.p50, null);
  });

  it("gives a snapshot that later samples leave alone, and goes on", () => {
    const recorder = new StepRecorder({ sliceMinutes: 1, lateMinutes: 10 });
    recorder.record(buildSample());
    const early = recorder.snapshot();
    recorder.record(buildSample());
    const late = recorder.snapshot();
    const counts = [early, late].map(({ phases, timeSlices }) => [
      phases.get("calm")?.steps["place-order"]?.outcomes.ok,
      timeSlices.map((slice) => slice.outcomes.ok),
    ]);
    assert.deepEqual(counts, [
      [1, [1]],
      [2, [2]],
    ]);
  });
});
