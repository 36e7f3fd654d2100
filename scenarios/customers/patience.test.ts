import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { draw } from "../chance.ts";
import { buildPlannedCustomer, plainClock, plainIncident, plainModel } from "./customer.fixture.ts";
import { walkCustomer } from "./model.ts";
import { computeLeaveRatio, computeThinkMinutes, leavesBecauseSlow } from "./patience.ts";

describe("think time", () => {
  it("has the model's mean, and a fifth of it at least", () => {
    const count = 50_000;
    let sum = 0;
    for (let number = 0; number < count; number++)
      sum += computeThinkMinutes(plainModel, draw(1, "buyers", number, "think-1", 1));
    // Four standard errors: the exponential part has a deviation of 0.4 minutes.
    assert.ok(Math.abs(sum / count - 0.5) < (4 * 0.4) / Math.sqrt(count), `${sum / count}`);
    assert.equal(computeThinkMinutes(plainModel, 0), 0.1);
  });
});

describe("leaving because a page is slow", () => {
  it("multiplies sales by 1 − D ÷ 10,000 when every page takes D ms longer, however many pages there are", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (delayMs, pages) => {
          const stays = 1 - computeLeaveRatio(plainModel, plainModel.customaryLatencyMs + delayMs, pages);
          assert.ok(Math.abs(stays ** pages - Math.max(0, 1 - delayMs / 10_000)) < 1e-9);
        },
      ),
    );
  });

  it("grows with the delay", () => {
    const latency = fc.double({ min: 0, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(latency, latency, fc.integer({ min: 1, max: 30 }), (a, b, pages) => {
        const [fast, slow] = a < b ? [a, b] : [b, a];
        assert.ok(computeLeaveRatio(plainModel, fast, pages) <= computeLeaveRatio(plainModel, slow, pages));
      }),
    );
  });

  it("happens to nobody up to what customers are used to, and to everybody from ten seconds more", () => {
    assert.equal(computeLeaveRatio(plainModel, 100, 12), 0);
    assert.equal(computeLeaveRatio(plainModel, 0, 12), 0);
    assert.equal(computeLeaveRatio(plainModel, 10_100, 12), 1);
    assert.equal(leavesBecauseSlow(plainModel, 100, 12, 0), false);
    assert.equal(leavesBecauseSlow(plainModel, 10_100, 12, 0.999_999), true);
  });

  it("costs whole journeys the same share, through the pages of one or of three articles", () => {
    const count = 20_000;
    const item = { category: 0, product: 0 };
    for (const basket of [[item], [item, item, item]]) {
      let sales = 0;
      for (let number = 0; number < count; number++) {
        const customer = buildPlannedCustomer({ customer: number, basket });
        const walked = walkCustomer(customer, plainIncident, plainClock, 1, () => ({
          outcome: "ok",
          latencyMs: 1100,
        }));
        if (walked.end === "bought") sales++;
      }
      // A thousand ms more: 10 % lost. Four standard errors among 20,000 are 0.85 points.
      assert.ok(Math.abs(sales / count - 0.9) < 0.0085, `${basket.length} articles: ${sales}`);
    }
  });
});
