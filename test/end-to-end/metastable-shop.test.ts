// The finding on a running shop: one burst of requests, over after a second, and stubborn clients who try again without a
// pause and never hang up. Home pages stand for orders: what counts is whether the shop's answers come back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import { computeMoments } from "../../harness/measure/incident-times.ts";
import { findMetastable } from "../../harness/measure/metastable.ts";
import { StepRecorder } from "../../harness/measure/step-recorder.ts";
import type { FaultResult } from "../../harness/record/drill-result.ts";
import { drawUniform } from "../../mock-shop/rules/draw.ts";
import type { StepSample } from "../../scenarios/outcome.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { startShop } from "./running-shop.ts";

// 62 pages a second; customers come at 36 a second, with five tries each at 180. Nobody is sent away.
const capacity = { workers: 1, serviceMs: 16, queueBoundMs: 60_000 };
const customersPerSecond = 36;
const burstRequests = 110;
const timeoutMs = 400;

// At 120x a wall second is two minutes: 3 s of calm, 1 s of burst, 9 s after it.
const calm = { name: "calm", fromMinute: 0, toMinute: 6 };
const phases = [calm, { name: "burst", fromMinute: 6, toMinute: 8 }, { name: "after", fromMinute: 8, toMinute: 26 }];
const clock = buildIncidentClock(phases, 120);
const burst: FaultResult = {
  name: "burst",
  kind: "load",
  state: "restored",
  plannedFromMinute: 6,
  injectedAtMinute: 6,
  restoredAtMinute: 8,
  requestsAffected: burstRequests,
  restoreVerified: true,
};

function planArrivals(): number[] {
  const arrivals: number[] = [];
  for (let atMs = 0; ; ) {
    atMs -= (Math.log(drawUniform("customer", arrivals.length)) * 1_000) / customersPerSecond;
    if (atMs >= clock.wallMs) break;
    arrivals.push(atMs);
  }
  const burstMs = clock.wallMsAt(8) - clock.wallMsAt(6);
  const extra = Array.from({ length: burstRequests }, (_, n) => clock.wallMsAt(6) + (n * burstMs) / burstRequests);
  return [...arrivals, ...extra].sort((a, b) => a - b);
}

/** Every attempt of every customer until the drill is over, as a recorder gets them. */
async function visit(origin: string, mostRetries: number): Promise<StepSample[]> {
  const samples: StepSample[] = [];
  const over = new AbortController();
  const pool = new Pool(origin, { connections: null });
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const isAnswered = async () => {
    const { body, statusCode } = await pool.request({ path: "/", method: "GET" });
    await body.dump();
    return statusCode === 200;
  };
  const come = async (customer: number) => {
    for (let attempt = 1; attempt <= 1 + mostRetries && elapsedMs() < clock.wallMs; attempt++) {
      const sentMs = elapsedMs();
      // The request goes on after its client gave up: the shop works on it for nobody.
      const answered = isAnswered().catch(() => false);
      const isOk = await Promise.race([answered, wait(timeoutMs, false, { signal: over.signal })]).catch(() => false);
      if (elapsedMs() >= clock.wallMs) return;
      samples.push({
        startedAtUs: Math.round(sentMs * 1000),
        clockMinute: clock.minuteAt(sentMs),
        phase: clock.phaseAt(sentMs),
        population: "buyers",
        weight: 1,
        customer,
        attempt,
        step: "place-order",
        outcome: isOk ? "ok" : "timeout",
        status: isOk ? 200 : 0,
        latencyMs: elapsedMs() - sentMs,
      });
      if (isOk) return;
    }
  };
  const visits: Promise<void>[] = [];
  for (const [customer, atMs] of planArrivals().entries()) {
    await wait(Math.max(0, atMs - elapsedMs()));
    visits.push(come(customer));
  }
  await wait(Math.max(0, clock.wallMs - elapsedMs()));
  over.abort();
  await Promise.all(visits);
  await pool.destroy();
  return samples;
}

async function drill(mostRetries: number) {
  await using shop = await startShop(capacity);
  const recorder = new StepRecorder({ sliceMinutes: 0.5, lateMinutes: 1 });
  for (const sample of await visit(shop.origin, mostRetries)) recorder.record(sample);
  const { timeSlices } = recorder.snapshot();
  const moments = computeMoments({
    harmEvents: [],
    outageMinute: 6,
    alerts: [],
    actions: [],
    faults: [burst],
    timeSlices,
    calm,
  });
  return { moments, finding: findMetastable({ moments, timeSlices, calm, phases, endMinute: 26 }) };
}

describe("a burst that is over after a second", () => {
  it("keeps the shop down where clients try again without a budget: metastable", async () => {
    const { moments, finding } = await drill(4);
    assert.equal(moments.serviceBack, null);
    assert.match(finding?.says ?? "", /^Metastable: the cause was gone at minute 8\.0, .* not back in the 18 minutes/);
  });

  it("passes where they try once: the shop is back, and nothing is found", async () => {
    const { moments, finding } = await drill(0);
    assert.equal(finding, null);
    assert.ok(moments.serviceBack !== null, "the service did not come back");
  });
});
