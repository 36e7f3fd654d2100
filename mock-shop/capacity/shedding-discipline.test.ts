import assert from "node:assert/strict";
import { test } from "node:test";
import type { WorkKind } from "./route-work.ts";
import { takeConstantService } from "./service-time.ts";
import { SheddingDiscipline } from "./shedding-discipline.ts";
import type { Ticket } from "./ticket.ts";
import { WorkerPool } from "./worker-pool.ts";

const settings = { targetMs: 20, intervalMs: 100, patienceMs: 1_000 };

/** One worker, 10 ms for each factor of 1. */
function openShop(discipline = new SheddingDiscipline(settings)) {
  const pool = new WorkerPool({ workers: 1, serviceMs: 10, queueBoundMs: 0, seed: 1, shape: takeConstantService }, 0);
  pool.use(discipline);
  const settled: Ticket[] = [];
  const settle = (ticket: Ticket) => void settled.push(ticket);
  const arrive = (nowMs: number, kind: WorkKind = "home", mustFinish = false) =>
    pool.arrive({ kind, mustFinish, settle }, nowMs);
  const listServed = () => settled.filter(({ state }) => state === "served").map(({ request }) => request.kind);
  return { pool, discipline, settled, arrive, listServed };
}

test("begun work goes before checkout, checkout before cart, cart before browsing, each first come first served", () => {
  const { pool, settled, arrive, listServed } = openShop();
  for (const kind of ["other", "home", "product", "cart", "add-to-cart", "review", "place-order"] as const) {
    arrive(0, kind);
  }
  arrive(0, "place-order-after-payment", true);
  pool.advance(80);
  assert.deepEqual(listServed(), [
    "other",
    "place-order-after-payment",
    "review",
    "place-order",
    "cart",
    "add-to-cart",
    "home",
    "product",
  ]);
  assert.equal(settled.length, 8);
});

test("in a standing queue the newest is served first, and who waits longer than twice the target is sent away", () => {
  const { pool, discipline, settled, arrive } = openShop();
  for (let nowMs = 0; nowMs < 300; nowMs += 5) arrive(nowMs);
  pool.advance(290);
  const last = settled.filter(({ state }) => state === "served").at(-1);
  assert.ok(last && last.startedAtMs - last.arrivedAtMs <= 5, JSON.stringify(last?.arrivedAtMs));
  const { shed, servedNewestFirst } = discipline.readCounts();
  assert.ok(shed.browsing > 10 && servedNewestFirst > 5, JSON.stringify({ shed, servedNewestFirst }));
  const isStanding = (ticket: Ticket) => ticket.state === "busy" && ticket.settledAtMs > 150;
  assert.ok(settled.filter(isStanding).every((ticket) => ticket.settledAtMs - ticket.arrivedAtMs <= 50));
});

test("a queue that is worked off in time is served in the order of arrival, and nobody is sent away", () => {
  const { pool, discipline, settled, arrive } = openShop();
  for (let burst = 0; burst < 10; burst += 1) for (let one = 0; one < 8; one += 1) arrive(burst * 200);
  pool.advance(3_000);
  assert.deepEqual(
    settled.map(({ number }) => number),
    Array.from({ length: 80 }, (_, number) => number),
  );
  assert.deepEqual(discipline.readCounts(), {
    shed: { begun: 0, checkout: 0, cart: 0, browsing: 0 },
    servedNewestFirst: 0,
  });
});

test("two short waits with an empty queue between them are no standing queue", () => {
  const { pool, discipline, arrive } = openShop(new SheddingDiscipline({ ...settings, targetMs: 8 }));
  for (const startMs of [0, 5_000]) for (let one = 0; one < 4; one += 1) arrive(startMs);
  pool.advance(6_000);
  assert.equal(discipline.readCounts().servedNewestFirst, 0);
});

test("browsing is shed while checkout stays first come first served", () => {
  const { pool, discipline, settled, arrive } = openShop();
  for (let nowMs = 0; nowMs < 2_000; nowMs += 10) {
    arrive(nowMs);
    if (nowMs % 40 === 0) arrive(nowMs, "place-order");
  }
  pool.advance(2_000);
  const orders = settled.filter(({ request }) => request.kind === "place-order");
  assert.ok(orders.every(({ state }) => state === "served"));
  assert.deepEqual(
    orders.map(({ number }) => number),
    orders.map(({ number }) => number).toSorted((a, b) => a - b),
  );
  assert.ok(discipline.readCounts().shed.browsing > 50);
});

test("work that must be finished is never sent away, however long it waits", () => {
  const { pool, discipline, arrive } = openShop();
  const begun = Array.from({ length: 50 }, () => arrive(0, "place-order-after-payment", true));
  pool.advance(1_000);
  assert.ok(begun.every(({ state }) => state === "served"));
  assert.equal(discipline.readCounts().shed.begun, 0);
});

test("another order of priorities is another shop: with checkout last, checkout is what is sent away", () => {
  const order = ["begun", "browsing", "cart", "checkout"] as const;
  const { pool, discipline, arrive } = openShop(new SheddingDiscipline({ ...settings, order }));
  for (let nowMs = 0; nowMs < 2_000; nowMs += 10) {
    arrive(nowMs);
    if (nowMs % 40 === 0) arrive(nowMs, "place-order");
  }
  pool.advance(2_000);
  assert.ok(discipline.readCounts().shed.checkout > 30);
});
