import assert from "node:assert/strict";
import { test } from "node:test";
import { RetryingClients, type RetryingClientsSettings } from "./retrying-clients.ts";
import { takeConstantService } from "./service-time.ts";
import { WorkerPool, type WorkerPoolSettings } from "./worker-pool.ts";

/** Ten workers at 50 % load, and clients who wait 100 ms and try again twice. */
function openShop(changes: Partial<RetryingClientsSettings & WorkerPoolSettings> = {}) {
  const pool = new WorkerPool(
    {
      workers: 10,
      serviceMs: 10,
      queueBoundMs: Number.POSITIVE_INFINITY,
      seed: 1,
      shape: takeConstantService,
      ...changes,
    },
    0,
  );
  const settings = { arrivalRatePerSecond: 500, timeoutMs: 100, mostRetries: 2, isHeard: true, seed: 4, ...changes };
  return { pool, clients: new RetryingClients(pool, settings, 0) };
}

test("while the shop is quick, every client comes once and gets an answer", () => {
  const { clients } = openShop();
  clients.run(10_000);
  const { arrived, attempts, succeeded, failed, unwanted } = clients.readCounts();
  assert.ok(Math.abs(arrived - 5_000) < 4 * Math.sqrt(5_000), String(arrived));
  assert.equal(attempts, arrived);
  assert.ok(succeeded >= arrived - 10);
  assert.deepEqual([failed, unwanted], [0, 0]);
});

test("without an answer a client tries again at each timeout, and gives up after the last", () => {
  const { pool, clients } = openShop({ arrivalRatePerSecond: 20 });
  pool.resize(0, 0);
  clients.run(10_000);
  const { arrived, attempts, failed, succeeded } = clients.readCounts();
  assert.equal(succeeded, 0);
  assert.equal(pool.readState(10_000).admitted, attempts);
  assert.ok(arrived - failed <= 20 && attempts > 3 * failed && attempts <= 3 * arrived, `${attempts} of ${arrived}`);
});

test("who is sent away tries again at once", () => {
  const { pool, clients } = openShop({ queueBoundMs: 0 });
  pool.resize(0, 0);
  clients.run(1_000);
  const { arrived, attempts, failed } = clients.readCounts();
  assert.equal(attempts, 3 * arrived);
  assert.equal(failed, arrived);
});

test("a shop that hears of timeouts drops that work, one that does not works for nobody", () => {
  const work = (isHeard: boolean) => {
    const { pool, clients } = openShop({ isHeard, arrivalRatePerSecond: 3_000 });
    clients.run(2_000);
    return { ...clients.readCounts(), abandoned: pool.readState(2_000).abandoned };
  };
  const heard = work(true);
  const deaf = work(false);
  assert.ok(heard.abandoned > 1_000 && heard.unwanted < 0.2 * heard.attempts, JSON.stringify(heard));
  assert.ok(deaf.abandoned === 0 && deaf.unwanted > 1_000, JSON.stringify(deaf));
});

test("an answer within the timeout of a retry is a success", () => {
  const { pool, clients } = openShop({ arrivalRatePerSecond: 1 });
  pool.resize(0, 0);
  let nowMs = 0;
  for (; clients.readCounts().arrived === 0; nowMs += 1) clients.run(nowMs);
  clients.run(nowMs + 150);
  pool.resize(1, nowMs + 150);
  clients.run(nowMs + 170);
  assert.deepEqual(clients.readCounts(), { arrived: 1, attempts: 2, succeeded: 1, failed: 0, unwanted: 0 });
});

test("an answer after the timeout is for nobody, though the shop finished it", () => {
  const { clients } = openShop({ arrivalRatePerSecond: 1, serviceMs: 150, mostRetries: 0 });
  clients.run(60_000);
  const { arrived, succeeded, failed, unwanted } = clients.readCounts();
  assert.equal(succeeded, 0);
  assert.ok(arrived > 30 && failed >= arrived - 2 && unwanted >= arrived - 2, `${failed}, ${unwanted} of ${arrived}`);
});

test("equal seeds give equal crowds", () => {
  const count = (seed: number) => {
    const { clients } = openShop({ seed, arrivalRatePerSecond: 1_500 });
    clients.run(2_000);
    return clients.readCounts();
  };
  assert.deepEqual(count(4), count(4));
  assert.notDeepEqual(count(4), count(5));
});

test("clients are counted by what they ask for", () => {
  const { clients } = openShop({ chooseKind: (client) => (client % 2 === 0 ? "product" : "place-order") });
  clients.run(1_000);
  assert.equal(clients.readCounts("home").arrived, 0);
  assert.ok(Math.abs(clients.readCounts("product").arrived - clients.readCounts("place-order").arrived) <= 1);
});
