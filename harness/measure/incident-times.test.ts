import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultResult } from "../record/drill-result.ts";
import {
  computeMoments,
  computeOutageMinute,
  computeServiceBackMinute,
  computeTimes,
  type TimesInput,
} from "./incident-times.ts";
import { buildSlice, buildSlices, calm } from "./slices.fixture.ts";

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
  calm,
};

function compute(changes: Partial<TimesInput> = {}) {
  return computeTimes(computeMoments({ ...input, ...changes }));
}

describe("incident times", () => {
  it("counts from the first harm and from the outage", () => {
    assert.deepEqual(compute(), {
      firstHarmMinute: 9.4,
      outageMinute: 10,
      detect: { sinceFirstHarm: 1.6, sinceOutage: 1 },
      act: { sinceFirstHarm: 10.6, sinceOutage: 10 },
      causeGone: { sinceFirstHarm: 11.1, sinceOutage: 10.5 },
      serviceBack: { sinceFirstHarm: 12.6, sinceOutage: 12 },
    });
  });

  it("is null where nothing happened", () => {
    const times = compute({ harmEvents: [[5, 1]], alerts: [], actions: [], faults: [] });
    const never = { sinceFirstHarm: null, sinceOutage: null };
    assert.deepEqual(times, {
      firstHarmMinute: null,
      outageMinute: null,
      detect: never,
      act: never,
      causeGone: never,
      serviceBack: never,
    });
  });

  it("does not call the cause gone, nor the service back, while a restore is not verified", () => {
    const times = compute({ faults: [fault, { ...fault, restoreVerified: false }] });
    assert.equal(times.causeGone.sinceOutage, null);
    assert.equal(times.serviceBack.sinceOutage, null);
  });

  it("does not take a ticket for detection", () => {
    assert.equal(compute({ alerts: [{ severity: "ticket", firedAtMinute: 3 }] }).detect.sinceOutage, null);
  });
});

/** CO with an auto-rollback in the precursors: the first stage was taken back, the outage's stage never came. */
const precursor: FaultResult = { ...fault, name: "precursor", plannedFromMinute: 4, injectedAtMinute: 3.5 };
const takenBackEarly: FaultResult = { ...precursor, restoredAtMinute: 8 };
const prevented: FaultResult = {
  ...fault,
  state: "prevented",
  injectedAtMinute: null,
  restoredAtMinute: null,
  requestsAffected: 0,
};

describe("the outage minute", () => {
  it("is the planned one once the outage's stage acted, however late it was verified", () => {
    assert.equal(computeOutageMinute(10, [precursor, fault]), 10);
    assert.equal(computeOutageMinute(10, [{ ...fault, injectedAtMinute: 10.4 }]), 10);
    assert.equal(computeOutageMinute(10, [{ ...fault, state: "not-restored", restoredAtMinute: null }]), 10);
  });

  it("is null where that stage was prevented, never came, or was taken back before it could begin", () => {
    assert.equal(computeOutageMinute(10, [takenBackEarly, prevented]), null);
    assert.equal(computeOutageMinute(10, [precursor, { ...prevented, state: "not-injected" }]), null);
    assert.equal(computeOutageMinute(10, [precursor, { ...fault, injectedAtMinute: 9, restoredAtMinute: 9.5 }]), null);
  });

  it("is null without faults, and without a planned one", () => {
    assert.equal(computeOutageMinute(10, []), null);
    assert.equal(computeOutageMinute(null, [fault]), null);
  });
});

describe("incident times of a drill with defences", () => {
  it("have the cause gone with the early restore where a rollback prevented the outage", () => {
    const times = compute({
      harmEvents: [[4.5, 0]],
      alerts: [{ severity: "page", firedAtMinute: 7 }],
      actions: [{ name: "roll back", atMinute: 7.5 }],
      faults: [takenBackEarly, prevented],
      timeSlices: buildSlices(() => buildSlice(0, 0, 0)).map((slice) =>
        buildSlice(slice.fromMinute, 20, slice.fromMinute >= 4 && slice.fromMinute < 8 ? 5 : 0),
      ),
      calm: { fromMinute: 0, toMinute: 4 },
    });
    assert.deepEqual(times, {
      firstHarmMinute: 4.5,
      outageMinute: null,
      detect: { sinceFirstHarm: 2.5, sinceOutage: null },
      act: { sinceFirstHarm: 3, sinceOutage: null },
      causeGone: { sinceFirstHarm: 3.5, sinceOutage: null },
      serviceBack: { sinceFirstHarm: 3.5, sinceOutage: null },
    });
  });

  it("count from the outage where no attempt was bad, and no alert fired", () => {
    const times = compute({
      harmEvents: [[5, 1]],
      alerts: [],
      timeSlices: buildSlices((minute) => buildSlice(minute, 20, 0)),
    });
    assert.deepEqual(times, {
      firstHarmMinute: null,
      outageMinute: 10,
      detect: { sinceFirstHarm: null, sinceOutage: null },
      act: { sinceFirstHarm: null, sinceOutage: 10 },
      causeGone: { sinceFirstHarm: null, sinceOutage: 10.5 },
      serviceBack: { sinceFirstHarm: null, sinceOutage: 11 },
    });
  });
});

describe("service back", () => {
  it("is the first minute of five at calm level", () => {
    assert.equal(
      computeServiceBackMinute(
        buildSlices((minute) => buildSlice(minute, 20, 0)),
        calm,
        20,
      ),
      20,
    );
    assert.equal(
      computeServiceBackMinute(
        buildSlices((minute) => buildSlice(minute, 20, minute === 23 ? 4 : 0)),
        calm,
        20,
      ),
      24,
    );
  });

  it("waits for latency too, up to twice calm's or 50 ms more", () => {
    const slowUntil24 = (p95: number) => buildSlices((minute) => buildSlice(minute, 20, 0, minute < 24 ? p95 : 20));
    assert.equal(computeServiceBackMinute(slowUntil24(300), calm, 20), 24);
    assert.equal(computeServiceBackMinute(slowUntil24(70), calm, 20), 20);
  });

  it("is never when the service stays bad, or nobody tried", () => {
    assert.equal(
      computeServiceBackMinute(
        buildSlices((minute) => buildSlice(minute, 20, 2)),
        calm,
        20,
      ),
      null,
    );
    assert.equal(computeServiceBackMinute(buildSlices((m) => buildSlice(m, 0, 1)).slice(0, 20), calm, 20), null);
    assert.equal(computeServiceBackMinute([], calm, 20), null);
  });

  it("takes two quiet minutes at the end for no evidence", () => {
    assert.equal(
      computeServiceBackMinute(
        buildSlices((m) => buildSlice(m, 20, m < 28 ? 5 : 0)),
        calm,
        20,
      ),
      null,
    );
  });
});
