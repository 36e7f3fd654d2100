import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requestsPerStep } from "./drivers/built-in-shop/requests-per-step.ts";
import {
  computeCalmRequestsPerSecond,
  computeExpectedPerCalmMinute,
  computeStepsPerCustomer,
  computeWorkers,
} from "./expectations.ts";
import type { Incident, Population } from "./incident.ts";
import type { Plan, PlannedCustomer } from "./plan.ts";
import { smoke } from "./smoke/incident.ts";

const item = { category: 0, product: 0 };
function buildCustomer(customer: number, population: string, articles: number): PlannedCustomer {
  const basket = Array.from({ length: articles }, () => item);
  return { customer, population, account: `${customer}@example.test`, arrivesAtMs: customer, basket, patience: 0 };
}

/** Buyers of one and of three articles; a browser who looks at two. */
const customers = [buildCustomer(0, "buyers", 1), buildCustomer(1, "buyers", 3), buildCustomer(2, "browsers", 2)];
const plan: Plan = { schemaVersion: 1, incident: "smoke", seed: 1, pace: 60, share: 1, customers };
const [buyers, browsers] = smoke.populations as [Population, Population];

describe("what the plan leads one to expect", () => {
  it("is a mean number of steps for each population", () => {
    assert.equal(computeStepsPerCustomer(plan, buyers, ["place-order"]), 1);
    assert.equal(computeStepsPerCustomer(plan, buyers, ["cart"]), 2);
    assert.equal(computeStepsPerCustomer(plan, buyers, ["home", "category", "product", "cart"]), 7);
    assert.equal(computeStepsPerCustomer(plan, browsers, ["product", "place-order"]), 2);
    assert.equal(computeStepsPerCustomer({ ...plan, customers: [] }, buyers, ["cart"]), 0);
  });

  it("is a number of first attempts per calm minute, for all populations or the named ones", () => {
    // 20 buyers and 8 browsers a second; a minute of the incident takes a second.
    assert.equal(computeExpectedPerCalmMinute(smoke, plan, ["place-order"], null), 20);
    assert.equal(computeExpectedPerCalmMinute(smoke, plan, ["product"], null), 20 * 2 + 8 * 2);
    assert.equal(computeExpectedPerCalmMinute(smoke, plan, ["product"], ["browsers"]), 16);
  });

  it("is the twin's size: offered work of the calm phase over its utilisation", () => {
    // Buyers: home 1, two articles of 1 + 1 + 2, address 1, payment 2, review 2, order 2; browsers: 1 + 2 x 2.
    const requests = computeCalmRequestsPerSecond(smoke, plan, requestsPerStep);
    assert.equal(requests, 20 * 16 + 8 * 5);
    // 360 requests of 10 ms are 3.6 workers' work: 6 at 60 %.
    assert.equal(computeWorkers(smoke, requests), 6);
    assert.equal(computeWorkers(smoke, 0), 1);
  });

  it("follows the calm phase's traffic, and no other's", () => {
    const traffic = (calm: number, outage: number): Incident => ({
      ...smoke,
      phases: smoke.phases.map((phase) => ({ ...phase, traffic: phase.name === "calm" ? calm : outage })),
    });
    const measure = (incident: Incident) => computeCalmRequestsPerSecond(incident, plan, requestsPerStep);
    assert.equal(measure(traffic(1, 9)), 360);
    assert.equal(measure(traffic(2, 1)), 720);
  });
});
