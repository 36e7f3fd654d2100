import assert from "node:assert/strict";
import { test } from "node:test";
import { drawUniform } from "../rules/draw.ts";
import { drawExponentialService, drawLognormalService, takeConstantService } from "./service-time.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Erlang's C formula: the mean wait of Poisson arrivals at exponential servers, in units of the mean service time. */
function computeErlangWait(workers: number, utilisation: number): number {
  const load = workers * utilisation;
  let term = 1;
  let sum = 1;
  for (let busy = 1; busy < workers; busy += 1) {
    term *= load / busy;
    sum += term;
  }
  const lastTerm = (term * load) / workers / (1 - utilisation);
  return lastTerm / (sum + lastTerm) / (workers * (1 - utilisation));
}

function simulateMeanWait(workers: number, utilisation: number, requests: number): number {
  const settings = {
    workers,
    serviceMs: 10,
    queueBoundMs: Number.POSITIVE_INFINITY,
    seed: 3,
    shape: drawExponentialService,
  };
  const pool = new WorkerPool(settings, 0);
  let nowMs = 0;
  let waitedMs = 0;
  for (let request = 0; request < requests; request += 1) {
    nowMs += (-Math.log(drawUniform("arrival", workers, request)) * 10) / (workers * utilisation);
    const admission = pool.admit("home", nowMs);
    if (admission.admitted) waitedMs += admission.startMs - nowMs;
  }
  return waitedMs / requests / 10;
}

test("the mean wait agrees with Erlang C within 5 percent", () => {
  const cases: readonly [number, number][] = [
    [1, 0.5],
    [1, 0.8],
    [4, 0.7],
    [8, 0.9],
    [20, 0.9],
  ];
  for (const [workers, utilisation] of cases) {
    const expected = computeErlangWait(workers, utilisation);
    const measured = simulateMeanWait(workers, utilisation, 1_000_000);
    assert.ok(Math.abs(measured / expected - 1) < 0.05, `${workers} at ${utilisation}: ${measured} vs ${expected}`);
  }
});

test("lognormal service has mean 1 and a coefficient of variation of 0.5", () => {
  const services = Array.from({ length: 200_000 }, (_, count) => drawLognormalService(9, count));
  const mean = services.reduce((sum, service) => sum + service, 0) / services.length;
  const variance = services.reduce((sum, service) => sum + (service - mean) ** 2, 0) / services.length;
  assert.ok(Math.abs(mean - 1) < 0.01, String(mean));
  assert.ok(Math.abs(Math.sqrt(variance) / mean - 0.5) < 0.01, String(Math.sqrt(variance)));
});

test("equal seeds give equal service times", () => {
  const finish = () => {
    const pool = new WorkerPool({ workers: 1, serviceMs: 10, queueBoundMs: 1_000, seed: 5 }, 0);
    return [pool.admit("home", 0), pool.admit("review", 1)];
  };
  assert.deepEqual(finish(), finish());
});

test("requests are served first come first served, each by the worker that is free first", () => {
  const pool = new WorkerPool({ workers: 2, serviceMs: 10, queueBoundMs: 100, seed: 1, shape: takeConstantService }, 0);
  const starts = Array.from({ length: 5 }, () => pool.admit("home", 0)).map((it) => it.admitted && it.startMs);
  assert.deepEqual(starts, [0, 0, 10, 10, 20]);
  assert.equal(pool.readState(0).busy, 2);
  assert.equal(pool.readState(0).queued, 3);
  assert.equal(pool.readState(15).queued, 1);
  assert.equal(pool.readState(25).busy, 1);
});

test("whoever would wait longer than the bound is rejected, and nobody else", () => {
  const pool = new WorkerPool({ workers: 1, serviceMs: 10, queueBoundMs: 30, seed: 1, shape: takeConstantService }, 0);
  const admitted = Array.from({ length: 6 }, () => pool.admit("home", 0).admitted);
  assert.deepEqual(admitted, [true, true, true, true, false, false]);
  assert.equal(pool.admit("home", 10).admitted, true);
  assert.equal(pool.readState(10).rejected, 2);
});

test("no admitted request waits longer than the bound at three times the capacity", () => {
  const pool = new WorkerPool({ workers: 3, serviceMs: 10, queueBoundMs: 40, seed: 2 }, 0);
  let nowMs = 0;
  let admitted = 0;
  for (let request = 0; request < 50_000; request += 1) {
    nowMs += (-Math.log(drawUniform("overload", request)) * 10) / 9;
    const admission = pool.admit("home", nowMs);
    if (admission.admitted) {
      admitted += 1;
      assert.ok(admission.startMs - nowMs <= 40);
    } else assert.ok(admission.waitMs > 40);
  }
  assert.ok(Math.abs(admitted / 50_000 - 1 / 3) < 0.01, String(admitted));
  assert.ok(pool.readState(nowMs).utilisationSinceStart > 0.99);
});

test("work that must be finished queues but is never rejected", () => {
  const pool = new WorkerPool({ workers: 1, serviceMs: 10, queueBoundMs: 0, seed: 1, shape: takeConstantService }, 0);
  pool.admit("home", 0);
  assert.equal(pool.admit("home", 0).admitted, false);
  assert.deepEqual(pool.admit("home", 0, true), { admitted: true, startMs: 10, finishMs: 20 });
});

test("utilisation counts the last second only, busy time the past only, offered work everything", () => {
  const pool = new WorkerPool({ workers: 2, serviceMs: 500, queueBoundMs: 0, seed: 1, shape: takeConstantService }, 0);
  pool.admit("home", 0);
  pool.admit("home", 0);
  pool.admit("home", 0);
  assert.equal(pool.readState(100).busyMs, 200);
  assert.equal(pool.readState(1_000).utilisation, 0.5);
  assert.equal(pool.readState(1_000).utilisationSinceStart, 0.5);
  assert.equal(pool.readState(5_000).utilisation, 0);
  assert.equal(pool.readState(5_000).offeredWorkMs, 1_500);
});
