import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GeneratorHealth, listGeneratorProblems } from "./generator-health.ts";

function measure(planned: number, latenesses: readonly number[]) {
  const health = new GeneratorHealth(planned);
  for (const lateness of latenesses) health.recordStart(lateness);
  return health.finish();
}

describe("generator health", () => {
  it("is quiet on a load that ran as planned", () => {
    const generator = measure(
      1000,
      Array.from({ length: 1000 }, (_, index) => index / 1000),
    );
    assert.equal(generator.dropped, 0);
    assert.equal(generator.started, 1000);
    assert.deepEqual(listGeneratorProblems(generator), []);
  });

  it("counts as dropped who never started and who started over 250 ms late", () => {
    assert.equal(measure(5, [1, 250, 251]).dropped, 3);
  });

  it("allows one dropped arrival in 1000, and not two", () => {
    assert.deepEqual(listGeneratorProblems(measure(1000, Array(999).fill(1))), []);
    const [problem] = listGeneratorProblems(measure(1000, Array(998).fill(1)));
    assert.equal(problem, "The load generator dropped 2 of 1000 arrivals; at most 0.1 % may be.");
  });

  it("names lateness when the 99th percentile is over 250 ms", () => {
    const problems = listGeneratorProblems({
      planned: 100,
      started: 100,
      dropped: 0,
      startLatenessMs: { p99: 251, max: 900 },
    });
    assert.deepEqual(problems, ["The 99th percentile of start lateness is 251.0 ms; at most 250 ms may be."]);
  });

  it("is never valid when nobody started", () => {
    assert.deepEqual(listGeneratorProblems(measure(0, [])), ["The load generator started no customer."]);
    assert.deepEqual(listGeneratorProblems(measure(10, [])), ["The load generator started no customer."]);
  });

  it("takes an early start as on time", () => {
    assert.equal(measure(1, [-3]).startLatenessMs.max, 0);
  });
});
