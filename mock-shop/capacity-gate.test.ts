import assert from "node:assert/strict";
import { test } from "node:test";
import type { QueueDiscipline } from "./capacity/queue-discipline.ts";
import { takeConstantService } from "./capacity/service-time.ts";
import { CapacityGate, type CapacityGateSettings, type Passage } from "./capacity-gate.ts";
import type { Clock } from "./clock.ts";
import { ManualClock } from "./testing/manual-clock.ts";

const settings = { workers: 1, serviceMs: 10, queueBoundMs: 1_000, seed: 1, shape: takeConstantService, isOn: true };

interface OpenGate {
  readonly gate: CapacityGate;
  readonly clock: ManualClock;
  readonly timers: { open: number };
  discipline: QueueDiscipline | undefined;
}

/** `lateMs`: how much later than asked for each timer fires. */
function openGate(changes: Partial<CapacityGateSettings> = {}, lateMs = 0): OpenGate {
  const clock = new ManualClock();
  const timers = { open: 0 };
  const watched: Clock = {
    nowMs: () => clock.nowMs(),
    elapsedMs: () => clock.elapsedMs(),
    schedule: (delayMs, action) => {
      timers.open += 1;
      const cancel = clock.schedule(delayMs + lateMs, () => {
        timers.open -= 1;
        action();
      });
      return () => {
        timers.open -= 1;
        cancel();
      };
    },
  };
  const open: OpenGate = {
    gate: new CapacityGate({ ...settings, ...changes }, watched, () => open.discipline),
    clock,
    timers,
    discipline: undefined,
  };
  return open;
}

/** What became of each passage so far; undefined while it is on its way. */
async function watch(passages: readonly Promise<Passage>[]): Promise<readonly (Passage | undefined)[]> {
  const seen: (Passage | undefined)[] = passages.map(() => undefined);
  for (const [index, passage] of passages.entries()) {
    void passage.then((settled) => {
      seen[index] = settled;
    });
  }
  await new Promise(setImmediate);
  return seen;
}

test("each request passes at its virtual finish, and knows how long it waited and was worked on", async () => {
  const { gate, clock } = openGate();
  const passages = [gate.pass("home"), gate.pass("place-order")];
  clock.advance(10);
  assert.deepEqual(await watch(passages), [{ outcome: "served", waitedMs: 0, workedMs: 10 }, undefined]);
  clock.advance(15);
  assert.deepEqual(await watch(passages), [
    { outcome: "served", waitedMs: 0, workedMs: 10 },
    { outcome: "served", waitedMs: 10, workedMs: 15 },
  ]);
});

test("timers that are late by most of a service time cost latency once, and no capacity", async () => {
  const { gate, clock } = openGate({}, 7);
  const passages = Array.from({ length: 100 }, () => gate.pass("home"));
  clock.advance(1_007);
  const seen = await watch(passages);
  assert.equal(seen.filter((passage) => passage?.outcome === "served").length, 100);
  assert.equal(seen[99]?.waitedMs, 990);
  assert.equal(gate.readState().busyMs, 1_000);
});

test("one timer at most is open, whatever waits", () => {
  const { gate, clock, timers } = openGate({ workers: 5 });
  for (let count = 0; count < 50; count += 1) {
    void gate.pass(count % 2 === 0 ? "place-order" : "confirmation");
    clock.advance(1);
    assert.equal(timers.open, 1);
  }
  clock.advance(1_000);
  assert.equal(timers.open, 0);
});

test("who finds the queue full is busy at once, but begun work is finished", async () => {
  const { gate, clock } = openGate({ queueBoundMs: 0 });
  const first = gate.pass("home");
  assert.deepEqual(await gate.pass("home"), { outcome: "busy", waitedMs: 0, workedMs: 0 });
  const begun = gate.finish("place-order-after-payment");
  clock.advance(15);
  assert.equal((await first).outcome, "served");
  assert.deepEqual(await begun, { outcome: "served", waitedMs: 10, workedMs: 5 });
});

test("who leaves the queue is told at once, and the next moves up", async () => {
  const { gate, clock } = openGate();
  const leaver = new AbortController();
  const passages = [gate.pass("home"), gate.pass("home", leaver.signal), gate.pass("home")];
  clock.advance(3);
  leaver.abort();
  assert.deepEqual((await watch(passages))[1], { outcome: "abandoned", waitedMs: 3, workedMs: 0 });
  clock.advance(17);
  assert.equal((await passages[2])?.waitedMs, 10);
  assert.equal(gate.readState().abandoned, 1);
});

test("who left before the queue was reached is not begun later", async () => {
  const { gate } = openGate();
  void gate.pass("home");
  assert.equal((await gate.pass("home", AbortSignal.abort())).outcome, "abandoned");
});

test("work that was begun is finished, though nobody waits for it any more", async () => {
  const { gate, clock } = openGate();
  const leaver = new AbortController();
  const passage = gate.pass("home", leaver.signal);
  clock.advance(3);
  leaver.abort();
  clock.advance(7);
  assert.equal((await passage).outcome, "served");
});

test("a discipline that is switched on while requests wait decides who is next", async () => {
  const open = openGate();
  const passages = Array.from({ length: 3 }, () => open.gate.pass("home"));
  open.discipline = { name: "newest-first", admits: () => true, chooseNext: (queue) => queue.newestOf("browsing") };
  open.clock.advance(20);
  assert.deepEqual(
    (await watch(passages)).map((passage) => passage?.waitedMs),
    [0, undefined, 10],
  );
});

test("without the capacity model all pass at once, and nothing is counted or made for it", async () => {
  const { gate, timers } = openGate({ isOn: false });
  const passage = gate.pass("home");
  assert.equal(gate.pass("home"), passage);
  assert.equal(gate.finish("home"), passage);
  assert.deepEqual(await passage, { outcome: "served", waitedMs: 0, workedMs: 0 });
  assert.equal(gate.readState().admitted, 0);
  assert.equal(timers.open, 0);
});
