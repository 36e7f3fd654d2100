// The finding on a shop that is metastable, and on the same shop with retries bounded: a worker pool in virtual time that
// loses most of its workers for a while, retrying clients before it, and every attempt of theirs through the recorder.
//
// Scaled from metastable-failure.test.ts: a tenth of its load and workers. With 12 s it loses them for longer than the boundary
// that is found there (10 s), because a tenth of the clients means more chance.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { computeSliceMinutes } from "../../harness/drill/drill-recorder.ts";
import { computeMoments, computeTimes } from "../../harness/measure/incident-times.ts";
import { findMetastable } from "../../harness/measure/metastable.ts";
import { StepRecorder } from "../../harness/measure/step-recorder.ts";
import type { FaultResult } from "../../harness/record/drill-result.ts";
import { RetryingClients } from "../../mock-shop/capacity/retrying-clients.ts";
import { buildIncidentClock, computeMinutes } from "../../scenarios/time.ts";
import { LoggedPool, listAttemptSamples } from "./attempt-log.ts";

const load = { arrivalRatePerSecond: 620, timeoutMs: 3_000 };
const workers = 10;
const capacityPerSecond = 1_630;
const lostWorkers = 8;

// At 30x a minute is two wall seconds: 10 s of calm, 12 of the cause, 40 after it. Queues are worked off in wall time: at a
// faster pace what one retry each leaves behind (11 s of work) would take more than 10 minutes of the incident.
const calm = { name: "calm", fromMinute: 0, toMinute: 5 };
const phases = [calm, { name: "outage", fromMinute: 5, toMinute: 11 }, { name: "after", fromMinute: 11, toMinute: 31 }];
const clock = buildIncidentClock(phases, 30);

const lostCapacity: FaultResult = {
  name: "lost-workers",
  kind: "exhausted-pool",
  state: "restored",
  plannedFromMinute: 5,
  injectedAtMinute: 5,
  restoredAtMinute: 11,
  requestsAffected: 1,
  restoreVerified: true,
};

interface Trial {
  readonly seed: number;
  readonly mostRetries: number;
  readonly isHeard?: boolean;
  readonly lost?: number;
}

function drill({ seed, mostRetries, isHeard = false, lost = lostWorkers }: Trial) {
  const unbounded = Number.POSITIVE_INFINITY;
  const serviceMs = (workers / capacityPerSecond) * 1_000;
  const pool = new LoggedPool({ workers, serviceMs, queueBoundMs: unbounded, queueLimit: unbounded, seed }, 0);
  const clients = new RetryingClients(pool, { ...load, mostRetries, isHeard, seed }, 0);
  clients.run(clock.wallMsAt(5));
  pool.resize(workers - lost, clock.wallMsAt(5));
  clients.run(clock.wallMsAt(11));
  pool.resize(workers, clock.wallMsAt(11));
  clients.run(clock.wallMs);

  const lateMinutes = computeMinutes(load.timeoutMs, clock.pace);
  const recorder = new StepRecorder({ sliceMinutes: computeSliceMinutes(clock), lateMinutes });
  const seen = { clock, timeoutMs: load.timeoutMs, untilMs: clock.wallMs };
  for (const sample of listAttemptSamples(pool.tickets, seen)) recorder.record(sample);
  const { timeSlices } = recorder.snapshot();
  const moments = computeMoments({
    harmEvents: [],
    outageMinute: 5,
    alerts: [],
    actions: [],
    faults: [lostCapacity],
    timeSlices,
    calm,
  });
  const finding = findMetastable({ moments, timeSlices, calm, phases, endMinute: 31 });
  return { finding, times: computeTimes(moments) };
}

const seeds = [1, 2, 3, 4, 5];

describe("retries without a budget keep the shop down after its cause: the finding fires", () => {
  for (const seed of seeds) {
    it(`seed ${seed}: four retries each`, () => {
      const { finding, times } = drill({ seed, mostRetries: 4 });
      assert.equal(finding?.kind, "metastable");
      assert.match(finding.says, /gone at minute 11\.0, and the service was not back in the 20 minutes observed/);
      assert.deepEqual([times.causeGone.sinceOutage, times.serviceBack.sinceOutage], [6, null]);
    });
  }
});

describe("the same loss of capacity, and the finding stays quiet", () => {
  for (const seed of seeds) {
    it(`seed ${seed}: where each client retries once at most`, () => {
      const { finding, times } = drill({ seed, mostRetries: 1 });
      assert.equal(finding, null);
      const backMinute = times.serviceBack.sinceOutage ?? Number.NaN;
      assert.ok(backMinute > 6 && backMinute <= 16, `service back ${backMinute} minutes after the outage began`);
    });
  }

  it("where the shop drops work for clients who gave up", () => {
    assert.equal(drill({ seed: 1, mostRetries: 4, isHeard: true }).finding, null);
  });

  it("where the same clients lose fewer workers: the shop is slow, and back", () => {
    const { finding, times } = drill({ seed: 1, mostRetries: 4, lost: 5 });
    assert.equal(finding, null);
    assert.notEqual(times.serviceBack.sinceOutage, null);
  });
});
