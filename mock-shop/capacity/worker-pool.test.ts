import assert from "node:assert/strict";
import { test } from "node:test";
import { drawUniform } from "../rules/draw.ts";
import type { WorkKind } from "./route-work.ts";
import { drawLognormalService, takeConstantService } from "./service-time.ts";
import type { Ticket } from "./ticket.ts";
import { WorkerPool, type WorkerPoolSettings } from "./worker-pool.ts";

const standard = { workers: 1, serviceMs: 10, queueBoundMs: 1_000, seed: 1, shape: takeConstantService };

function openPool(settings: Partial<WorkerPoolSettings> = {}) {
  const pool = new WorkerPool({ ...standard, ...settings }, 0);
  const settled: Ticket[] = [];
  const settle = (ticket: Ticket) => void settled.push(ticket);
  const arrive = (nowMs: number, kind: WorkKind = "home", mustFinish = false) =>
    pool.arrive({ kind, mustFinish, settle }, nowMs);
  return { pool, settled, arrive };
}

test("lognormal service has mean 1 and a coefficient of variation of 0.5", () => {
  const services = Array.from({ length: 200_000 }, (_, count) => drawLognormalService(9, count));
  const mean = services.reduce((sum, service) => sum + service, 0) / services.length;
  const variance = services.reduce((sum, service) => sum + (service - mean) ** 2, 0) / services.length;
  assert.ok(Math.abs(mean - 1) < 0.01, String(mean));
  assert.ok(Math.abs(Math.sqrt(variance) / mean - 0.5) < 0.01, String(Math.sqrt(variance)));
});

test("equal seeds give equal service times, and a route's factor multiplies them", () => {
  const readWork = (kind: WorkKind, seed: number) => openPool({ shape: drawLognormalService, seed }).arrive(0, kind);
  assert.equal(readWork("home", 5).workMs, readWork("home", 5).workMs);
  assert.notEqual(readWork("home", 5).workMs, readWork("home", 6).workMs);
  assert.equal(readWork("place-order", 5).workMs, readWork("home", 5).workMs * 1.5);
});

test("requests are served first come first served, each by the worker that is free first", () => {
  const { pool, arrive } = openPool({ workers: 2 });
  const tickets = Array.from({ length: 5 }, () => arrive(0));
  assert.equal(pool.readState(0).busy, 2);
  assert.equal(pool.readState(0).queued, 3);
  assert.equal(pool.readState(15).queued, 1);
  assert.equal(pool.readState(25).busy, 1);
  pool.advance(30);
  assert.deepEqual(
    tickets.map(({ startedAtMs, settledAtMs, state }) => [startedAtMs, settledAtMs, state]),
    [
      [0, 10, "served"],
      [0, 10, "served"],
      [10, 20, "served"],
      [10, 20, "served"],
      [20, 30, "served"],
    ],
  );
});

test("a late look at the clock moves no finish, and who arrived after a finish begins at the arrival", () => {
  const { pool, settled, arrive } = openPool();
  arrive(0);
  arrive(1);
  arrive(34);
  pool.advance(1_000);
  assert.deepEqual(
    settled.map(({ startedAtMs, settledAtMs }) => [startedAtMs, settledAtMs]),
    [
      [0, 10],
      [10, 20],
      [34, 44],
    ],
  );
});

test("whoever would wait longer than the bound is sent away at once, and nobody else", () => {
  const { pool, settled, arrive } = openPool({ queueBoundMs: 30 });
  const states = Array.from({ length: 6 }, () => arrive(0).state);
  assert.deepEqual(states, ["working", "waiting", "waiting", "waiting", "busy", "busy"]);
  assert.deepEqual(
    settled.map(({ number, settledAtMs }) => [number, settledAtMs]),
    [
      [4, 0],
      [5, 0],
    ],
  );
  assert.equal(arrive(10).state, "waiting");
  assert.equal(pool.readState(10).rejected, 2);
  assert.equal(pool.readState(10).admitted, 5);
});

test("work of those who left the queue makes room again", () => {
  const { pool, arrive } = openPool({ queueBoundMs: 10 });
  arrive(0);
  const gone = arrive(0);
  pool.abandon(gone, 0);
  assert.equal(arrive(0).state, "waiting");
});

test("no more than the limit wait, whatever the bound", () => {
  const { arrive } = openPool({ queueBoundMs: Number.POSITIVE_INFINITY, queueLimit: 2 });
  assert.deepEqual(
    Array.from({ length: 4 }, () => arrive(0).state),
    ["working", "waiting", "waiting", "busy"],
  );
});

test("no admitted request waits longer than the bound at three times the capacity", () => {
  const { pool, settled, arrive } = openPool({ workers: 3, queueBoundMs: 40, shape: drawLognormalService });
  let nowMs = 0;
  for (let request = 0; request < 50_000; request += 1) {
    nowMs += (-Math.log(drawUniform("overload", request)) * 10) / 9;
    arrive(nowMs);
  }
  const served = settled.filter(({ state }) => state === "served");
  const longestMs = Math.max(...served.map(({ startedAtMs, arrivedAtMs }) => startedAtMs - arrivedAtMs));
  assert.ok(longestMs <= 40 && longestMs > 30, String(longestMs));
  assert.ok(Math.abs(served.length / 50_000 - 1 / 3) < 0.01, String(served.length));
  assert.ok(pool.readState(nowMs).utilisationSinceStart > 0.99);
});

test("work that must be finished waits in its turn but is neither sent away nor abandoned", () => {
  const { pool, arrive } = openPool({ queueBoundMs: 0, queueLimit: 0 });
  arrive(0);
  assert.equal(arrive(0).state, "busy");
  const begun = arrive(0, "home", true);
  pool.abandon(begun, 5);
  pool.advance(20);
  assert.deepEqual([begun.state, begun.startedAtMs, begun.settledAtMs], ["served", 10, 20]);
});

test("what nobody waits for any more is not begun, what was begun is finished", () => {
  const { pool, settled, arrive } = openPool();
  const begun = arrive(0);
  const waiting = arrive(0);
  const last = arrive(0);
  pool.abandon(begun, 4);
  pool.abandon(waiting, 4);
  pool.abandon(waiting, 5);
  pool.advance(100);
  assert.deepEqual(
    settled.map(({ number, state, settledAtMs }) => [number, state, settledAtMs]),
    [
      [1, "abandoned", 4],
      [0, "served", 10],
      [2, "served", 20],
    ],
  );
  assert.equal(last.startedAtMs, 10);
  assert.equal(pool.readState(100).abandoned, 1);
  assert.equal(pool.readState(100).busyMs, 20);
});

test("who leaves after the virtual finish of the work ahead was begun already, however late the timer", () => {
  const { pool, arrive } = openPool();
  arrive(0);
  const second = arrive(0);
  pool.abandon(second, 12);
  assert.equal(second.state, "working");
});

test("a pool that loses workers lets them finish, and one that gains some begins with who waits", () => {
  const { pool, arrive } = openPool({ workers: 2 });
  const tickets = Array.from({ length: 4 }, () => arrive(0));
  pool.resize(1, 5);
  assert.equal(pool.readState(5).busy, 2);
  assert.equal(pool.readState(10).busy, 1);
  pool.resize(2, 15);
  pool.advance(100);
  assert.deepEqual(
    tickets.map(({ startedAtMs }) => startedAtMs),
    [0, 0, 10, 15],
  );
});

test("without any workers everybody is sent away, or waits where the wait has no bound, until there are some", () => {
  const bounded = openPool();
  bounded.pool.resize(0, 0);
  assert.equal(bounded.arrive(0).state, "busy");
  const { pool, arrive } = openPool({ queueBoundMs: Number.POSITIVE_INFINITY });
  pool.resize(0, 0);
  const waiting = arrive(0);
  pool.advance(50);
  assert.equal(waiting.state, "waiting");
  pool.resize(1, 60);
  assert.equal(waiting.startedAtMs, 60);
});

test("a discipline is exchanged while people wait, and taken back", () => {
  const { pool, settled, arrive } = openPool();
  for (let count = 0; count < 5; count += 1) arrive(0);
  pool.use({ name: "newest-first", admits: () => true, chooseNext: (queue) => queue.newestOf("browsing") });
  pool.advance(20);
  pool.use(undefined);
  pool.advance(50);
  assert.deepEqual(
    settled.map(({ number }) => number),
    [0, 4, 3, 1, 2],
  );
});

test("where a discipline leaves the choice open, first come is first served", () => {
  const { pool, settled, arrive } = openPool();
  pool.use({ name: "undecided", admits: () => true, chooseNext: () => undefined });
  for (const kind of ["home", "place-order", "home"] as const) arrive(0, kind);
  pool.advance(100);
  assert.deepEqual(
    settled.map(({ number }) => number),
    [0, 1, 2],
  );
});

test("utilisation counts the last second only, busy time the past only, offered work everything", () => {
  const { pool, arrive } = openPool({ workers: 2, serviceMs: 500, queueBoundMs: 0 });
  for (let count = 0; count < 3; count += 1) arrive(0);
  assert.equal(pool.readState(100).busyMs, 200);
  assert.equal(pool.readState(1_000).utilisation, 0.5);
  assert.equal(pool.readState(1_000).utilisationSinceStart, 0.5);
  assert.equal(pool.readState(5_000).utilisation, 0);
  assert.equal(pool.readState(5_000).offeredWorkMs, 1_500);
});

test("waited time is that of all who wait, so that its growth is the mean length of the queue", () => {
  const { pool, arrive } = openPool();
  for (let count = 0; count < 3; count += 1) arrive(0);
  assert.equal(pool.readState(5).waitedMs, 10);
  assert.equal(pool.readState(40).waitedMs, 30);
});
