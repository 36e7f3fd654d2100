import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TimeSlice } from "../record/run-record.ts";
import { computeServiceBackMinute } from "./incident-times.ts";
import { findMetastable } from "./metastable.ts";
import { buildSlice, buildSlices, calm } from "./slices.fixture.ts";

interface Changes {
  /** What place-order gives in each minute after the outage's end at 20. */
  readonly after: (minute: number) => TimeSlice;
  readonly phases?: { fromMinute: number; toMinute: number }[];
  readonly endMinute?: number | null;
  readonly causeGone?: number | null;
}

/** Calm to 10, down to 20, when the cause is gone; observed to 40 where not said otherwise. */
function find({ after, phases, endMinute = 40, causeGone = 20 }: Changes) {
  const timeSlices = buildSlices(after, 40);
  const serviceBack = causeGone === null ? null : computeServiceBackMinute(timeSlices, calm, causeGone);
  return findMetastable({
    moments: { causeGone, serviceBack },
    timeSlices,
    calm,
    phases: phases ?? [calm, { fromMinute: 10, toMinute: 20 }, { fromMinute: 20, toMinute: 40 }],
    endMinute,
  });
}

const staysDown = (minute: number) => buildSlice(minute, 0, 20);
const recoversAt = (backMinute: number) => (minute: number) =>
  minute < backMinute ? buildSlice(minute, 4, 16) : buildSlice(minute, 20, 0);

describe("a metastable finding", () => {
  it("is made where the service stays down after its cause, and says the figures", () => {
    assert.deepEqual(find({ after: staysDown }), {
      kind: "metastable",
      says: "Metastable: the cause was gone at minute 20.0, and the service was not back in the 20 minutes observed after it, 10 allowed; 5 to 10 minutes after it 100 of 100 attempts to order failed (calm level: at most 1.0 %), none was confirmed.",
    });
  });

  it("is made where the service comes back after 12 minutes, and not where it does after 10", () => {
    assert.match(find({ after: recoversAt(32) })?.says ?? "", /was back only 12\.0 minutes later, 10 allowed/);
    assert.equal(find({ after: recoversAt(30) }), null);
    assert.equal(find({ after: recoversAt(20) }), null);
  });

  it("is made where orders are confirmed, but slowly", () => {
    const slow = (minute: number) => buildSlice(minute, 20, 0, 600);
    assert.match(
      find({ after: slow })?.says ?? "",
      /0 of 100 attempts to order failed .*, p95 was 600 ms \(at most 70 ms\)/,
    );
  });

  it("is not made unless 10 and 5 minutes were observed: the drill's end, a cut, a jump", () => {
    const endsAt = (toMinute: number) => [calm, { fromMinute: 10, toMinute }];
    assert.equal(find({ after: staysDown, phases: endsAt(34) }), null);
    assert.notEqual(find({ after: staysDown, phases: endsAt(35) }), null);
    assert.equal(find({ after: staysDown, endMinute: 34 }), null);
    assert.equal(find({ after: staysDown, endMinute: null }), null);
    const jumps = [...endsAt(30), { fromMinute: 36, toMinute: 40 }];
    assert.equal(find({ after: staysDown, phases: jumps }), null);
    // Back after a jump says nothing of when it came back.
    assert.equal(find({ after: recoversAt(36), phases: jumps }), null);
  });

  it("is not made while the cause is not gone, or none acted", () => {
    assert.equal(find({ after: staysDown, causeGone: null }), null);
  });

  it("is not made from too few attempts: one bad of five may be chance, five of five are not", () => {
    const everyFourth = (minute: number) => buildSlice(minute, minute % 4 === 0 ? 0 : 1, minute % 4 === 0 ? 1 : 0);
    assert.equal(find({ after: everyFourth }), null);
    assert.notEqual(find({ after: (minute) => buildSlice(minute, 0, 1) }), null);
    assert.equal(find({ after: (minute) => buildSlice(minute, 0, 0) }), null);
  });

  it("is not made without a calm to compare with", () => {
    const timeSlices = buildSlices(staysDown, 40).filter(({ fromMinute }) => fromMinute >= 10);
    const moments = { causeGone: 20, serviceBack: null };
    const phases = [{ fromMinute: 0, toMinute: 40 }];
    assert.equal(findMetastable({ moments, timeSlices, calm, phases, endMinute: 40 }), null);
  });

  it("takes slow steps for what they are at least: one above p99 in each slice is no evidence", () => {
    const spiky = (minute: number): TimeSlice => ({
      ...buildSlice(minute, 20, 0),
      okLatencyMs: { p50: 10, p95: 20, p99: 20, max: 3000 },
    });
    const timeSlices = buildSlices(spiky, 40);
    const phases = [{ fromMinute: 0, toMinute: 40 }];
    const moments = { causeGone: 20, serviceBack: null };
    assert.equal(findMetastable({ moments, timeSlices, calm, phases, endMinute: 40 }), null);
  });
});
