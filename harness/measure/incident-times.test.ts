import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultResult } from "../record/drill-result.ts";
import type { TimeSlice } from "../record/run-record.ts";
import { computeServiceBackMinute, computeTimes, type TimesInput } from "./incident-times.ts";

const calmPhase = { fromMinute: 0, toMinute: 10 };

function buildSlice(fromMinute: number, ok: number, bad: number, p95 = 20): TimeSlice {
  const okLatencyMs = ok === 0 ? null : { p50: p95 / 2, p95, p99: p95, max: p95 };
  return {
    fromMinute,
    toMinute: fromMinute + 1,
    step: "place-order",
    outcomes: { ok, "error-page": bad },
    okLatencyMs,
  };
}

/** Calm to minute 10, down to 20, then what `after` gives for each minute up to 30. */
function buildSlices(after: (minute: number) => TimeSlice): TimeSlice[] {
  return Array.from({ length: 30 }, (_, minute) => {
    if (minute < 10) return buildSlice(minute, 20, 0);
    return minute < 20 ? buildSlice(minute, 0, 20) : after(minute);
  });
}

const fault: FaultResult = {
  name: "payment-endpoint",
  kind: "config-change",
  state: "restored",
  plannedFromMinute: 10,
  injectedAtMinute: 9,
  restoredAtMinute: 20.5,
  requestsAffected: 200,
  restoreVerified: true,
};

const input: TimesInput = {
  harmEvents: [
    [5, 1],
    [10.2, 0],
    [9.4, 0],
  ],
  outageMinute: 10,
  alerts: [
    { severity: "ticket", firedAtMinute: 10.1 },
    { severity: "page", firedAtMinute: 12 },
    { severity: "page", firedAtMinute: 11 },
  ],
  actions: [{ name: "take back", atMinute: 20 }],
  faults: [fault],
  timeSlices: buildSlices((minute) => buildSlice(minute, 20, minute < 22 ? 3 : 0)),
  calmPhase,
};

describe("incident times", () => {
  it("counts from the first harm and from the outage", () => {
    assert.deepEqual(computeTimes(input), {
      firstHarmMinute: 9.4,
      outageMinute: 10,
      detect: { sinceFirstHarm: 1.6, sinceOutage: 1 },
      act: { sinceFirstHarm: 10.6, sinceOutage: 10 },
      causeGone: { sinceFirstHarm: 11.1, sinceOutage: 10.5 },
      serviceBack: { sinceFirstHarm: 12.6, sinceOutage: 12 },
    });
  });

  it("is null where nothing happened", () => {
    const times = computeTimes({ ...input, harmEvents: [[5, 1]], alerts: [], actions: [], faults: [] });
    const never = { sinceFirstHarm: null, sinceOutage: null };
    assert.deepEqual(times, {
      firstHarmMinute: null,
      outageMinute: 10,
      detect: never,
      act: never,
      causeGone: never,
      serviceBack: never,
    });
  });

  it("does not call the cause gone, nor the service back, while a restore is not verified", () => {
    const times = computeTimes({ ...input, faults: [fault, { ...fault, restoreVerified: false }] });
    assert.equal(times.causeGone.sinceOutage, null);
    assert.equal(times.serviceBack.sinceOutage, null);
  });

  it("does not take a ticket for detection", () => {
    assert.equal(
      computeTimes({ ...input, alerts: [{ severity: "ticket", firedAtMinute: 3 }] }).detect.sinceOutage,
      null,
    );
  });
});

describe("service back", () => {
  it("is the first minute of five at calm level", () => {
    assert.equal(
      computeServiceBackMinute(
        buildSlices((minute) => buildSlice(minute, 20, 0)),
        calmPhase,
        20,
      ),
      20,
    );
    assert.equal(
      computeServiceBackMinute(
        buildSlices((minute) => buildSlice(minute, 20, minute === 23 ? 4 : 0)),
        calmPhase,
        20,
      ),
      24,
    );
  });

  it("waits for latency too, up to twice calm's or 50 ms more", () => {
    const slowUntil24 = (p95: number) => buildSlices((minute) => buildSlice(minute, 20, 0, minute < 24 ? p95 : 20));
    assert.equal(computeServiceBackMinute(slowUntil24(300), calmPhase, 20), 24);
    assert.equal(computeServiceBackMinute(slowUntil24(70), calmPhase, 20), 20);
  });

  it("is never when the service stays bad, or nobody tried", () => {
    assert.equal(
      computeServiceBackMinute(
        buildSlices((minute) => buildSlice(minute, 20, 2)),
        calmPhase,
        20,
      ),
      null,
    );
    assert.equal(computeServiceBackMinute(buildSlices((m) => buildSlice(m, 0, 1)).slice(0, 20), calmPhase, 20), null);
    assert.equal(computeServiceBackMinute([], calmPhase, 20), null);
  });

  it("takes two quiet minutes at the end for no evidence", () => {
    assert.equal(
      computeServiceBackMinute(
        buildSlices((m) => buildSlice(m, 20, m < 28 ? 5 : 0)),
        calmPhase,
        20,
      ),
      null,
    );
  });
});
