import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decideAfterVisit, waitAsTold } from "./coming-back.ts";
import { plainClock, plainModel } from "./customer.fixture.ts";

/** Decides with these draws after visit 1; the hour's wait is 60 × −ln(1 − later). */
function decide(draws: { afterVisit: number; later?: number; morning?: number }, endedMinute = 200, visit = 1) {
  const chance = (decision: string) => {
    if (decision === "after-visit") return draws.afterVisit;
    return (decision === "later" ? draws.later : draws.morning) ?? 0;
  };
  return decideAfterVisit(plainModel, plainClock, { visit, endedMinute, isInformed: false }, chance);
}

describe("after a failed visit", () => {
  it("the draw's place among the shares decides: competitor, later, morning, give up", () => {
    assert.deepEqual(decide({ afterVisit: 0.2499 }), { does: "end", end: "competitor" });
    assert.deepEqual(decide({ afterVisit: 0.25, later: 0 }), { does: "wait-until", atMinute: 205 });
    assert.deepEqual(decide({ afterVisit: 0.4501, morning: 0.5 }), { does: "wait-until", atMinute: 772.5 });
    assert.deepEqual(decide({ afterVisit: 0.5701 }), { does: "end", end: "gave-up" });
  });

  it("nobody comes back after the last visit, but some still go to a competitor", () => {
    assert.deepEqual(decide({ afterVisit: 0.3 }, 200, 4), { does: "end", end: "gave-up" });
    assert.deepEqual(decide({ afterVisit: 0.3 }, 200, 3), { does: "wait-until", atMinute: 205 });
    assert.deepEqual(decide({ afterVisit: 0.1 }, 200, 4), { does: "end", end: "competitor" });
  });

  it("who would come back in the quiet hours comes in the morning", () => {
    assert.deepEqual(decide({ afterVisit: 0.3, later: 0, morning: 0.2 }, 446), { does: "wait-until", atMinute: 759 });
  });

  it("who would come back after the rehearsed time does not come in it", () => {
    assert.deepEqual(decide({ afterVisit: 0.3, later: 0 }, 806), { does: "end", end: "gave-up" });
    assert.deepEqual(decide({ afterVisit: 0.5, morning: 0.2 }, 790), { does: "end", end: "gave-up" });
    const model = { ...plainModel, morningMinutes: null };
    const failed = { visit: 1, endedMinute: 446, isInformed: false };
    const next = decideAfterVisit(model, plainClock, failed, (decision) => (decision === "after-visit" ? 0.3 : 0));
    assert.deepEqual(next, { does: "end", end: "gave-up" });
  });

  it("who was told what is wrong decides by shares of their own", () => {
    const informed = (afterVisit: number, visit = 1) =>
      decideAfterVisit(plainModel, plainClock, { visit, endedMinute: 200, isInformed: true }, (decision) =>
        decision === "after-visit" ? afterVisit : 0.5,
      );
    assert.deepEqual(informed(0.1499), { does: "end", end: "competitor" });
    assert.deepEqual(informed(0.1501), { does: "wait-until", atMinute: 205 + 60 * Math.LN2 });
    assert.deepEqual(informed(0.4999), { does: "wait-until", atMinute: 205 + 60 * Math.LN2 });
    assert.deepEqual(informed(0.5001), { does: "wait-until", atMinute: 772.5 });
    assert.deepEqual(informed(0.6501), { does: "end", end: "gave-up" });
    assert.deepEqual(informed(0.3, 4), { does: "end", end: "gave-up" });
  });

  it("every return lies in a phase, after the visit", () => {
    const uniform = fc.double({ min: 0, max: 0.999_999, noNaN: true });
    const ended = fc.oneof(
      fc.double({ min: 0, max: 449, noNaN: true }),
      fc.double({ min: 750, max: 830, noNaN: true }),
    );
    fc.assert(
      fc.property(uniform, uniform, uniform, ended, (afterVisit, later, morning, endedMinute) => {
        const next = decide({ afterVisit, later, morning }, endedMinute);
        if (next.does === "end") return;
        const { atMinute } = next;
        assert.ok(atMinute > endedMinute);
        assert.ok((atMinute >= 0 && atMinute < 450) || (atMinute >= 750 && atMinute < 810), `${atMinute}`);
      }),
    );
  });
});

describe("who was told when to try again", () => {
  const wait = (endedMinute: number, retryAfterMinutes: number, model = plainModel) =>
    waitAsTold(model, plainClock, endedMinute, retryAfterMinutes, (decision) =>
      decision === "advice-reaction" ? 0.5 : 0.2,
    );

  it("comes then, plus a reaction of 2 minutes in the mean", () => {
    assert.deepEqual(wait(200, 20), { does: "wait-until", atMinute: 220 + 2 * Math.LN2 });
    assert.deepEqual(wait(200, 0), { does: "wait-until", atMinute: 200 + 2 * Math.LN2 });
  });

  it("comes in the morning where the time told lies in the quiet hours, and not at all after the rehearsed time", () => {
    assert.deepEqual(wait(440, 20), { does: "wait-until", atMinute: 759 });
    assert.deepEqual(wait(800, 20), { does: "end", end: "gave-up" });
    assert.deepEqual(wait(440, 20, { ...plainModel, morningMinutes: null }), { does: "end", end: "gave-up" });
  });
});
