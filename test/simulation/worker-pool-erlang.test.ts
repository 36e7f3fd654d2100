// The pool against theory: exponential service and Poisson arrivals, where Erlang's formulas are exact.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { QueueDiscipline } from "../../mock-shop/capacity/queue-discipline.ts";
import type { Ticket } from "../../mock-shop/capacity/ticket.ts";
import { WorkerPool } from "../../mock-shop/capacity/worker-pool.ts";
import { computeMeanWait, computeWaitQuantile } from "./erlang.ts";
import { buildUniformStream } from "./uniform-stream.ts";
import { WaitSample } from "./wait-sample.ts";

const meanTolerance = 0.02;
const p99Tolerance = 0.05;

interface Run {
  readonly workers: number;
  readonly utilisation: number;
  readonly requests: number;
  /** Deliberately wrong models have another number of workers, longer service, or another discipline. */
  readonly actualWorkers?: number;
  readonly serviceRatio?: number;
  readonly discipline?: QueueDiscipline;
}

/** Waits in units of the mean service time. */
function sampleWaits({ workers, utilisation, requests, actualWorkers, serviceRatio = 1, discipline }: Run): WaitSample {
  const services = buildUniformStream(workers, 1);
  const gaps = buildUniformStream(workers, 2);
  const settings = {
    workers: actualWorkers ?? workers,
    serviceMs: 1,
    queueBoundMs: Number.POSITIVE_INFINITY,
    queueLimit: Number.POSITIVE_INFINITY,
    seed: 0,
    shape: () => -Math.log(services()) * serviceRatio,
  };
  const pool = new WorkerPool(settings, 0);
  pool.use(discipline);
  const sample = new WaitSample(requests, Math.max(1, computeWaitQuantile(workers, utilisation, 0.99)));
  const settle = ({ startedAtMs, arrivedAtMs }: Ticket) => sample.add(startedAtMs - arrivedAtMs);
  let nowMs = 0;
  for (let request = 0; request < requests; request += 1) {
    nowMs -= Math.log(gaps()) / (workers * utilisation);
    pool.arrive({ kind: "home", settle }, nowMs);
  }
  pool.advance(Number.MAX_SAFE_INTEGER);
  return sample;
}

/**
 * Workers, utilisation, requests: so many that 95 % of all seeds give a mean within the tolerance, which each run checks
 * of itself. Long queues forget slowly, and of sixteen half idle workers' customers less than one in a hundred waits.
 */
const runs: readonly [number, number, number][] = [
  [1, 0.5, 1_000_000],
  [4, 0.5, 3_000_000],
  [16, 0.5, 40_000_000],
  [1, 0.8, 3_000_000],
  [4, 0.8, 4_000_000],
  [16, 0.8, 7_000_000],
  [1, 0.9, 6_000_000],
  [4, 0.9, 10_000_000],
  [16, 0.9, 11_000_000],
];

describe("the worker pool agrees with Erlang C", () => {
  for (const [workers, utilisation, requests] of runs) {
    it(`with ${workers} workers at ${utilisation * 100} %: mean wait within 2 %, p99 within 5 %`, () => {
      const sample = sampleWaits({ workers, utilisation, requests });
      const expectedMean = computeMeanWait(workers, utilisation);
      const expectedP99 = computeWaitQuantile(workers, utilisation, 0.99);
      const uncertaintyRatio = sample.computeUncertaintyRatio();
      const p99 = sample.computeQuantile(0.99);
      const says = `mean ${sample.computeMean()} of ${expectedMean}, +-${uncertaintyRatio}; p99 ${p99} of ${expectedP99}`;
      assert.ok(uncertaintyRatio < meanTolerance, says);
      assert.ok(Math.abs(sample.computeMean() / expectedMean - 1) < meanTolerance, says);
      assert.ok(Math.abs(p99 - expectedP99) <= p99Tolerance * expectedP99, says);
    });
  }
});

describe("a wrong pool does not agree", () => {
  const run = { workers: 4, utilisation: 0.8, requests: 1_000_000 };
  const computeMeanError = (wrong: Partial<Run>) =>
    sampleWaits({ ...run, ...wrong }).computeMean() / computeMeanWait(4, 0.8) - 1;

  it("with one worker less", () => {
    assert.ok(computeMeanError({ requests: 200_000, actualWorkers: 3 }) > 5 * meanTolerance);
  });

  it("with one worker more", () => {
    assert.ok(computeMeanError({ actualWorkers: 5 }) < -5 * meanTolerance);
  });

  it("with service that takes 2 % longer", () => {
    assert.ok(computeMeanError({ serviceRatio: 1.02 }) > 2 * meanTolerance);
  });

  it("with the newest first: the mean is right, the p99 is not", () => {
    const discipline: QueueDiscipline = {
      name: "newest-first",
      admits: () => true,
      chooseNext: (queue) => queue.newestOf("browsing"),
    };
    const sample = sampleWaits({ ...run, requests: 4_000_000, discipline });
    const p99 = computeWaitQuantile(4, 0.8, 0.99);
    assert.ok(Math.abs(sample.computeMean() / computeMeanWait(4, 0.8) - 1) < meanTolerance);
    assert.ok(sample.computeQuantile(0.99) > (1 + 5 * p99Tolerance) * p99);
  });
});

describe("Erlang's formulas", () => {
  it("give the figures of the textbook: one worker at 90 % waits nine services, four at 80 % three quarters of one", () => {
    assert.ok(Math.abs(computeMeanWait(1, 0.9) - 9) < 1e-12);
    assert.ok(Math.abs(computeMeanWait(4, 0.8) - 0.7455) < 1e-4);
    assert.ok(Math.abs(computeWaitQuantile(1, 0.9, 0.99) - 44.998) < 1e-3);
  });
});
