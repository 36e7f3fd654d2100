import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import {
  buildFaultTimes,
  computePhaseFault,
  computeStrayFaultMinutes,
  drawPaymentCall,
  type FaultInForce,
} from "./payment-calls.ts";

const partial: FaultInForce = { kind: "config-change", share: 0.25 };
const at200 = buildIncidentClock(checkoutOutage.phases, 200);
const at1 = buildIncidentClock(checkoutOutage.phases, 1);

function countFailed(fault: FaultInForce | null, from: number, calls: number): number {
  let failed = 0;
  for (let call = from; call < from + calls; call++) if (!drawPaymentCall(1, call, fault, 500).isGood) failed++;
  return failed;
}

describe("a payment call", () => {
  it("goes through without a fault", () => {
    assert.equal(countFailed(null, 0, 2000), 0);
  });

  it("fails in the share that the fault says, to one call in 41", () => {
    for (let block = 0; block < 20; block++) {
      const failed = countFailed(partial, block * 41, 41);
      assert.ok(failed === 10 || failed === 11, `${failed} of 41`);
    }
  });

  it("has the same luck whenever it is drawn, and another with another seed", () => {
    const lucks = (seed: number) =>
      Array.from({ length: 200 }, (_, call) => (drawPaymentCall(seed, call, partial, 500).isGood ? 1 : 0)).join("");
    assert.equal(lucks(3), lucks(3));
    assert.notEqual(lucks(3), lucks(4));
  });

  it("takes what its kind of fault takes: at once, a wait for a connection, the whole deadline", () => {
    const took = (kind: FaultInForce["kind"]) => drawPaymentCall(1, 5, { kind, share: 1 }, 500).tookMs;
    assert.deepEqual([took("config-change"), took("exhausted-pool"), took("hung-provider")], [1, 200, 500]);
  });

  it("that the provider would answer after the deadline fails at it", () => {
    assert.deepEqual(drawPaymentCall(1, 5, null, 0.1), { isGood: false, tookMs: 0.1 });
  });
});

describe("the faults of a drill", () => {
  it("come early by lead and proof, and go late by the hold", () => {
    const faultAt = buildFaultTimes(checkoutOutage, at200);
    const shares = [17_200, 17_400, 43_000, 44_400, 99_700, 99_800].map((atMs) => faultAt(atMs)?.share ?? 0);
    assert.deepEqual(shares, [0, 0.25, 0.25, 1, 1, 0]);
  });

  it("at 1x are those of the phase, the mean of its stages", () => {
    assert.equal(computePhaseFault(checkoutOutage, 0, 60), null);
    assert.deepEqual(computePhaseFault(checkoutOutage, 60, 150), partial);
    assert.equal(computePhaseFault(checkoutOutage, 120, 180)?.share, 0.625);
  });

  it("reach minutes into the next phase at the drill's pace, and hardly any at 1x", () => {
    assert.equal(computeStrayFaultMinutes(checkoutOutage, at200, 330, 390).toFixed(1), "2.5");
    assert.equal(computeStrayFaultMinutes(checkoutOutage, at1, 330, 390).toFixed(1), "0.0");
  });
});
