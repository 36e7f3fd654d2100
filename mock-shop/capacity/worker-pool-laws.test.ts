// What holds of a pool whatever comes: random arrivals, abandonments, sizes and disciplines.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { WorkKind } from "./route-work.ts";
import { SheddingDiscipline } from "./shedding-discipline.ts";
import type { Ticket } from "./ticket.ts";
import { WorkerPool } from "./worker-pool.ts";

const kinds: readonly WorkKind[] = ["home", "add-to-cart", "place-order", "place-order-after-payment"];

const step = fc.record({
  gapMs: fc.double({ min: 0, max: 30, noNaN: true }),
  kind: fc.constantFrom(...kinds),
  mustFinish: fc.boolean(),
  /** Which of the arrivals so far leaves, counted from the newest; beyond the first nobody does. */
  leaves: fc.nat(20),
  lateMs: fc.double({ min: 0, max: 40, noNaN: true }),
});

const drill = fc.record({
  workers: fc.integer({ min: 1, max: 5 }),
  queueBoundMs: fc.constantFrom(0, 25, 100, Number.POSITIVE_INFINITY),
  seed: fc.nat(1_000),
  sheds: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 80 }),
});

type Drill = typeof drill extends fc.Arbitrary<infer Value> ? Value : never;

/** `tellsTime`: the clock is told between arrivals, too, at times that have nothing to do with events. */
function runDrill({ workers, queueBoundMs, seed, sheds, steps }: Drill, tellsTime: boolean) {
  const pool = new WorkerPool({ workers, serviceMs: 10, queueBoundMs, seed }, 0);
  if (sheds) pool.use(new SheddingDiscipline({ targetMs: 5, intervalMs: 20, patienceMs: 50 }));
  const tickets: Ticket[] = [];
  const settled: Ticket[] = [];
  const settle = (ticket: Ticket) => void settled.push(ticket);
  let nowMs = 0;
  for (const { gapMs, kind, mustFinish, leaves, lateMs } of steps) {
    if (tellsTime && lateMs < gapMs) pool.advance(nowMs + lateMs);
    nowMs += gapMs;
    tickets.push(pool.arrive({ kind, mustFinish, settle }, nowMs));
    const leaving = tickets.at(-1 - leaves);
    if (leaving) pool.abandon(leaving, nowMs);
    const { busy, queued } = pool.readState(nowMs);
    assert.ok(busy <= workers && (queued === 0 || busy === workers), `${busy} of ${workers} busy, ${queued} wait`);
  }
  pool.advance(1e6);
  return { pool, tickets, settled };
}

const sumWork = (tickets: readonly Ticket[]) => tickets.reduce((sum, { workMs }) => sum + workMs, 0);

test("no worker is idle while somebody waits, every request ends once, and busy time is the work that was served", () => {
  fc.assert(
    fc.property(drill, (given) => {
      const { pool, tickets, settled } = runDrill(given, false);
      const state = pool.readState(1e6);
      const countOf = (outcome: Ticket["state"]) => tickets.filter(({ state }) => state === outcome).length;
      assert.equal(new Set(settled).size, tickets.length);
      assert.equal(settled.length, tickets.length);
      assert.equal(countOf("busy"), state.rejected + state.shed);
      assert.equal(countOf("abandoned"), state.abandoned);
      assert.equal(countOf("served"), state.admitted - state.shed - state.abandoned);
      const servedMs = sumWork(tickets.filter(({ state }) => state === "served"));
      assert.ok(Math.abs(state.busyMs - servedMs) < 1e-6, `${state.busyMs} and ${servedMs}`);
    }),
    { numRuns: 500 },
  );
});

test("first come is first served, nobody waits longer than the bound, and what must be finished is", () => {
  fc.assert(
    fc.property(drill, (given) => {
      const { tickets } = runDrill({ ...given, sheds: false }, false);
      const served = tickets.filter(({ state }) => state === "served");
      const starts = served.map(({ startedAtMs }) => startedAtMs);
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
      );
      for (const { request, startedAtMs, arrivedAtMs } of served) {
        if (!request.mustFinish) assert.ok(startedAtMs - arrivedAtMs <= given.queueBoundMs + 1e-6);
      }
    }),
    { numRuns: 500 },
  );
});

test("what must be finished is served under every discipline", () => {
  fc.assert(
    fc.property(drill, (given) => {
      for (const { request, state } of runDrill(given, false).tickets) {
        if (request.mustFinish) assert.equal(state, "served");
      }
    }),
    { numRuns: 500 },
  );
});

test("how often and how late the time is told changes nothing", () => {
  const describe = ({ tickets }: { tickets: readonly Ticket[] }) =>
    tickets.map(({ state, startedAtMs, settledAtMs }) => [state, startedAtMs, settledAtMs]);
  fc.assert(
    fc.property(drill, (given) => {
      assert.deepEqual(describe(runDrill(given, true)), describe(runDrill(given, false)));
    }),
    { numRuns: 500 },
  );
});
