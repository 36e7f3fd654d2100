import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { circuitBreaker } from "./circuit-breaker.ts";
import type { PaymentOutcome, RunningDefence } from "./defence.ts";
import { buildWorld } from "./defence-world.fixture.ts";

type Breaker = Required<Pick<RunningDefence, "readCounts" | "admitPayment" | "observePayment">>;

const start = (changes = {}) => circuitBreaker.start(buildWorld(changes)) as Breaker;

function call(breaker: Breaker, outcome: PaymentOutcome, atMs: number): boolean {
  const { admitted } = breaker.admitPayment(atMs);
  if (admitted) breaker.observePayment(outcome, atMs);
  return admitted;
}

/** Opened by ten failures at 0; two incident minutes are 2,000 ms. */
function startOpen(changes = {}): Breaker {
  const breaker = start(changes);
  for (let index = 0; index < 10; index += 1) call(breaker, "failed", 0);
  assert.equal(breaker.readCounts().opened, 1);
  return breaker;
}

test("it opens when half of at least ten calls failed, and not before", () => {
  const breaker = start();
  for (let index = 0; index < 9; index += 1) call(breaker, index < 4 ? "ok" : "failed", index);
  assert.equal(breaker.admitPayment(9).admitted, true);
  breaker.observePayment("failed", 9);
  assert.equal(breaker.admitPayment(10).admitted, false);
  assert.deepEqual(breaker.readCounts(), { opened: 1, closed: 0, probes: 0, refused: 1 });
});

test("it stays closed when less than half fail, however many calls there are", () => {
  const breaker = start();
  for (let index = 0; index < 1_000; index += 1) {
    assert.equal(call(breaker, index % 3 === 0 ? "failed" : "ok", index), true);
  }
});

test("failures that lie apart in time do not open it", () => {
  const breaker = start();
  for (let index = 0; index < 100; index += 1) assert.equal(call(breaker, "failed", index * 600), true);
});

test("whoever is refused learns when to come back, in at least a whole second", () => {
  const breaker = startOpen();
  assert.deepEqual(breaker.admitPayment(500), { admitted: false, retryAfterMs: 1_500 });
  assert.deepEqual(breaker.admitPayment(1_900), { admitted: false, retryAfterMs: 1_000 });
});

test("it is open for two incident minutes, and at a high pace for at least half a second", () => {
  const slow = startOpen();
  assert.equal(slow.admitPayment(1_999).admitted, false);
  assert.equal(slow.admitPayment(2_000).admitted, true);
  const fast = startOpen({ toWallMs: (minutes: number) => minutes * 10 });
  assert.equal(fast.admitPayment(499).admitted, false);
  assert.equal(fast.admitPayment(500).admitted, true);
});

test("after the open time three probes go through, and their success closes it", () => {
  const breaker = startOpen();
  const admitted = Array.from({ length: 5 }, () => breaker.admitPayment(2_000).admitted);
  assert.deepEqual(admitted, [true, true, true, false, false]);
  for (let probe = 0; probe < 3; probe += 1) breaker.observePayment("ok", 2_100);
  for (let index = 0; index < 9; index += 1) assert.equal(call(breaker, "failed", 2_200), true);
  assert.deepEqual(breaker.readCounts(), { opened: 1, closed: 1, probes: 3, refused: 2 });
});

test("one probe that fails opens it again for the whole time", () => {
  const breaker = startOpen();
  call(breaker, "ok", 2_000);
  call(breaker, "failed", 2_100);
  assert.equal(breaker.admitPayment(4_099).admitted, false);
  assert.equal(breaker.admitPayment(4_100).admitted, true);
});

test("calls that were under way when it opened are no probes: it waits for them, and ignores how they end", () => {
  const breaker = start();
  for (let index = 0; index < 12; index += 1) breaker.admitPayment(0);
  for (let index = 0; index < 10; index += 1) breaker.observePayment("failed", 1_000);
  assert.equal(breaker.admitPayment(3_500).admitted, false);
  breaker.observePayment("failed", 3_600);
  breaker.observePayment("ok", 3_600);
  assert.equal(breaker.admitPayment(3_600).admitted, true);
});

test("an outcome that is never told keeps it open for a minute, and not for ever", () => {
  const breaker = start();
  for (let index = 0; index < 11; index += 1) breaker.admitPayment(0);
  for (let index = 0; index < 10; index += 1) breaker.observePayment("failed", 0);
  assert.equal(breaker.admitPayment(59_999).admitted, false);
  for (let probe = 0; probe < 3; probe += 1) assert.equal(breaker.admitPayment(60_000).admitted, true);
  assert.equal(breaker.admitPayment(119_999).admitted, false);
  assert.equal(breaker.admitPayment(120_000).admitted, false);
  assert.equal(breaker.admitPayment(180_000).admitted, true);
});

test("an outcome that was given up does not delay the next opening", () => {
  const breaker = start();
  for (let index = 0; index < 11; index += 1) breaker.admitPayment(0);
  for (let index = 0; index < 10; index += 1) breaker.observePayment("failed", 0);
  for (let probe = 0; probe < 3; probe += 1) call(breaker, "ok", 60_000);
  for (let index = 0; index < 10; index += 1) call(breaker, "failed", 60_000);
  assert.equal(breaker.admitPayment(61_999).admitted, false);
  assert.equal(breaker.admitPayment(62_000).admitted, true);
});

test("a probe that came to no call gives its place back", () => {
  const breaker = startOpen();
  for (let probe = 0; probe < 3; probe += 1) breaker.admitPayment(2_000);
  breaker.observePayment("unmade", 2_000);
  assert.deepEqual([breaker.admitPayment(2_000).admitted, breaker.admitPayment(2_000).admitted], [true, false]);
});

test("a payment that was not made after all says nothing about payments", () => {
  const breaker = start();
  for (let index = 0; index < 11; index += 1) call(breaker, "unmade", 0);
  for (let index = 0; index < 10; index += 1) call(breaker, "failed", 0);
  assert.equal(breaker.readCounts().opened, 1);
});

type Step = { readonly afterMs: number; readonly act: "admit" | PaymentOutcome };

const steps = fc.array(
  fc.record<Step>({
    afterMs: fc.integer({ min: -300, max: 400 }),
    act: fc.constantFrom("admit", "admit", "admit", "ok", "failed", "failed", "unmade"),
  }),
  { maxLength: 300, size: "max" },
);

/** Runs the steps as a shop would: an outcome only for a call that is under way. */
function play(breaker: Breaker, played: readonly Step[], look: (inFlight: number) => void): number {
  let nowMs = 0;
  let inFlight = 0;
  for (const { afterMs, act } of played) {
    nowMs = Math.max(0, nowMs + afterMs);
    if (act === "admit") inFlight += breaker.admitPayment(nowMs).admitted ? 1 : 0;
    else if (inFlight > 0) {
      inFlight -= 1;
      breaker.observePayment(act, nowMs);
    }
    look(inFlight);
  }
  for (; inFlight > 0; inFlight -= 1) breaker.observePayment("failed", nowMs);
  return nowMs;
}

test("law: while it is not closed no more than three calls are under way that were begun since it opened", () => {
  fc.assert(
    fc.property(steps, (played) => {
      const breaker = start();
      let probesBefore = 0;
      let underWayAtOpening = 0;
      let wasClosed = true;
      play(breaker, played, (inFlight) => {
        const { opened = 0, closed = 0, probes = 0 } = breaker.readCounts();
        const isClosed = opened === closed;
        if (wasClosed && !isClosed) underWayAtOpening = inFlight;
        if (!isClosed) {
          assert.ok(inFlight <= Math.max(underWayAtOpening, 3), `${inFlight} under way`);
          if (probes > probesBefore) underWayAtOpening = 0;
        }
        probesBefore = probes;
        wasClosed = isClosed;
      });
    }),
  );
});

test("law: whatever happened, it closes again once payments work", () => {
  fc.assert(
    fc.property(steps, (played) => {
      const breaker = start();
      const endedAtMs = play(breaker, played, () => undefined) + 60_000;
      for (let probe = 0; probe < 3; probe += 1) call(breaker, "ok", endedAtMs);
      for (let index = 0; index < 100; index += 1) assert.equal(call(breaker, "ok", endedAtMs), true);
      const { opened, closed } = breaker.readCounts();
      assert.equal(opened, closed);
    }),
  );
});

test("law: a clock that falls changes nothing that was decided", () => {
  fc.assert(
    fc.property(steps, (played) => {
      const falling = start();
      const standing = start();
      let nowMs = 0;
      let latestMs = 0;
      for (const { afterMs, act } of played) {
        nowMs = Math.max(0, nowMs + afterMs);
        latestMs = Math.max(latestMs, nowMs);
        if (act === "admit") assert.deepEqual(falling.admitPayment(nowMs), standing.admitPayment(latestMs));
        else {
          falling.observePayment(act, nowMs);
          standing.observePayment(act, latestMs);
        }
      }
      assert.deepEqual(falling.readCounts(), standing.readCounts());
    }),
  );
});
