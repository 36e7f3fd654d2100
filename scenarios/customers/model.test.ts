import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "../checkout-outage/incident.ts";
import type { Incident } from "../incident.ts";
import { buildPlan } from "../plan.ts";
import { smoke } from "../smoke/incident.ts";
import { buildPlannedCustomer, plainClock, plainIncident } from "./customer.fixture.ts";
import {
  computeCounterfactual,
  computeFaultShare,
  computeMostAtOnce,
  computeSalesLostPer100Ms,
  type ModelledCustomer,
  walkCustomer,
  walkPlan,
} from "./model.ts";

const plan = buildPlan(checkoutOutage, 1);
const delaysMs = [200, 400, 600, 800, 1000];

function buildStay(fromMs: number, untilMs: number): ModelledCustomer {
  return { customer: 0, end: "bought", orderedMinute: null, visits: 1, fromMs, untilMs };
}

describe("the counterfactual", () => {
  const walked = computeCounterfactual(checkoutOutage, plan);

  it("sells to everybody who buys, at their first visit, and to nobody else", () => {
    for (const [index, customer] of plan.customers.entries()) {
      const { end, orderedMinute, visits } = walked[index] as ModelledCustomer;
      assert.equal(visits, 1);
      assert.equal(end, customer.population === "buyers" ? "bought" : "browsed");
      assert.equal(orderedMinute !== null, customer.population === "buyers");
    }
  });

  it("places each order after its customer's arrival, in the order's own minute", () => {
    const one = walkCustomer(buildPlannedCustomer(), plainIncident, plainClock, 1, () => ({
      outcome: "ok",
      latencyMs: 0,
    }));
    assert.equal(one.fromMs, 1000);
    // Ten thinks of half a minute in the mean, at 3.33 minutes a second.
    assert.ok((one.orderedMinute ?? 0) > 3.33 + 1 && (one.orderedMinute ?? 0) < 3.33 + 25, `${one.orderedMinute}`);
    assert.equal(plainClock.wallMsAt(one.orderedMinute ?? 0), one.untilMs);
  });

  it("is the same however the incident's faults are", () => {
    assert.deepEqual(computeCounterfactual({ ...checkoutOutage, faults: [] }, plan), walked);
  });
});

describe("a walk", () => {
  it("against a shop whose button never works ends without an order", () => {
    const walked = walkPlan(smoke, buildPlan(smoke, 1), () => ({ step }) => ({
      outcome: step === "place-order" ? "error-page" : "ok",
      latencyMs: 20,
    }));
    const ends = new Set(walked.map(({ end }) => end));
    assert.deepEqual([...ends].toSorted(), ["browsed", "competitor", "gave-up"]);
    assert.ok(walked.every(({ orderedMinute }) => orderedMinute === null));
    assert.ok(walked.some(({ visits }) => visits > 1));
  });

  it("refuses decisions without an end", () => {
    const stubborn = buildPlannedCustomer({ patience: Number.POSITIVE_INFINITY });
    assert.throws(
      () => walkCustomer(stubborn, plainIncident, plainClock, 1, () => ({ outcome: "shed", latencyMs: 1 })),
      /customer 7 decided more than 2000 times/,
    );
  });
});

describe("the most customers at once", () => {
  it("counts those inside together", () => {
    assert.equal(computeMostAtOnce([buildStay(0, 10), buildStay(5, 20), buildStay(9, 12), buildStay(30, 40)]), 3);
  });

  it("counts nobody twice where one leaves as the next comes, and nobody where there is none", () => {
    assert.equal(computeMostAtOnce([buildStay(0, 10), buildStay(10, 20)]), 1);
    assert.equal(computeMostAtOnce([]), 0);
  });
});

describe("the share of a fault in force", () => {
  it("is that of the stage which holds the minute, 0 outside", () => {
    const shares = [0, 59.9, 60, 149.9, 150, 329.9, 330].map((minute) => computeFaultShare(checkoutOutage, minute));
    assert.deepEqual(shares, [0, 0, 0.25, 0.25, 1, 1, 0]);
  });
});

describe("sales lost per 100 ms", () => {
  it("is between 0.8 % and 1.2 % for the outage's customers, whatever the seed", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const lost = computeSalesLostPer100Ms(checkoutOutage, buildPlan(checkoutOutage, seed), delaysMs) ?? 0;
      assert.ok(lost >= 0.008 && lost <= 0.012, `seed ${seed}: ${lost}`);
    }
  });

  it("follows what the model sets: nothing at 0, twice as much at twice the share", () => {
    const measure = (salesLostPer100Ms: number) => {
      const incident: Incident = { ...checkoutOutage, customers: { ...checkoutOutage.customers, salesLostPer100Ms } };
      return computeSalesLostPer100Ms(incident, plan, [500]) ?? Number.NaN;
    };
    assert.equal(measure(0), 0);
    assert.ok(Math.abs(measure(0.02) - 0.02) < 0.004, `${measure(0.02)}`);
  });

  it("is unknown without buyers or delays", () => {
    assert.equal(computeSalesLostPer100Ms(checkoutOutage, { ...plan, customers: [] }, delaysMs), null);
    assert.equal(computeSalesLostPer100Ms(checkoutOutage, plan, []), null);
  });
});
