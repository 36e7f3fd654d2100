import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "./checkout-outage/incident.ts";
import { computeCounterfactual } from "./customers/model.ts";
import type { Incident } from "./incident.ts";
import {
  buildPlan,
  computeArrivalRatePerSecond,
  computeCalmArrivalsPerMinute,
  computeExpectedArrivals,
  computeWeight,
  isAfterDeal,
  type Plan,
} from "./plan.ts";
import { smoke } from "./smoke/incident.ts";
import { computeWallMs } from "./time.ts";
import { viralDeal } from "./viral-deal/incident.ts";

const isAfterDealCustomer = ({ population }: { readonly population: string }) => isAfterDeal({ name: population });

const plan = buildPlan(checkoutOutage, 1);
const buyers = plan.customers.filter((customer) => customer.population === "buyers");

/** Share of items for which the rule holds. */
function computeShare<T>(items: readonly T[], rule: (item: T) => boolean): number {
  return items.filter(rule).length / items.length;
}

/** Orders of the counterfactual per phase and wall second: the mean over seeds. */
function computeAttemptRates(incident: Incident, plans: readonly Plan[]): Map<string, number> {
  const rates = new Map(incident.phases.map((phase) => [phase.name, 0]));
  for (const one of plans)
    for (const { orderedMinute } of computeCounterfactual(incident, one)) {
      const at = orderedMinute;
      if (at === null) continue;
      const phase = incident.phases.find(({ fromMinute, toMinute }) => at >= fromMinute && at < toMinute);
      if (phase === undefined) continue;
      const wallSeconds = computeWallMs(phase.toMinute - phase.fromMinute, one.pace) / 1000;
      rates.set(phase.name, (rates.get(phase.name) ?? 0) + 1 / wallSeconds / plans.length);
    }
  return rates;
}

describe("a plan", () => {
  it("is byte-identical for the same incident, seed, pace and share", () => {
    assert.equal(JSON.stringify(buildPlan(checkoutOutage, 1)), JSON.stringify(plan));
  });

  it("is another one for another seed, pace or share", () => {
    const texts = [
      plan,
      buildPlan(checkoutOutage, 2),
      buildPlan(checkoutOutage, 1, 100),
      buildPlan(checkoutOutage, 1, 200, 0.2),
    ].map((one) => JSON.stringify(one.customers));
    assert.equal(new Set(texts).size, 4);
  });

  it("is the same whatever faults, actions, facts and defences the incident has", () => {
    const bare: Incident = { ...checkoutOutage, faults: [], actions: [], facts: [], controlMisses: [], title: "other" };
    assert.equal(JSON.stringify(buildPlan(bare, 1)), JSON.stringify(plan));
  });

  it("holds customers and their draws, and nothing else", () => {
    assert.deepEqual(Object.keys(plan), ["schemaVersion", "incident", "seed", "pace", "share", "customers"]);
    const customerKeys = new Set(plan.customers.flatMap((customer) => Object.keys(customer)));
    assert.deepEqual([...customerKeys], ["customer", "population", "account", "arrivesAtMs", "basket", "patience"]);
    const itemKeys = new Set(plan.customers.flatMap(({ basket }) => basket.flatMap((item) => Object.keys(item))));
    assert.deepEqual([...itemKeys], ["category", "product"]);
    assert.doesNotMatch(JSON.stringify(plan), /as-it-happened|defended|variant|defence|fault|directory|\d\d:\d\d/);
  });

  it("numbers customers in the order of their arrival, inside the drill", () => {
    assert.deepEqual(
      plan.customers.map(({ customer }) => customer),
      plan.customers.map((_, index) => index),
    );
    const arrivals = plan.customers.map(({ arrivesAtMs }) => arrivesAtMs);
    assert.deepEqual(
      arrivals.toSorted((a, b) => a - b),
      arrivals,
    );
    assert.ok((arrivals[0] as number) >= 0 && (arrivals.at(-1) as number) < 153_000);
  });

  it("gives every customer an account of their own", () => {
    assert.equal(new Set(plan.customers.map(({ account }) => account)).size, plan.customers.length);
    assert.match(buyers[0]?.account ?? "", /^buyer-\d+@example\.test$/);
  });

  it("draws baskets and patience in the model's shares", () => {
    const many = Array.from({ length: 10 }, (_, seed) => buildPlan(checkoutOutage, seed + 1).customers)
      .flat()
      .filter(({ population }) => population === "buyers");
    // 24,000 buyers: four standard errors of a share are at most 1.3 points.
    const near = (share: number, wanted: number) =>
      assert.ok(Math.abs(share - wanted) < 0.013, `${share}, expected ${wanted}`);
    near(
      computeShare(many, ({ basket }) => basket.length === 1),
      0.55,
    );
    near(
      computeShare(many, ({ basket }) => basket.length === 2),
      0.3,
    );
    near(
      computeShare(many, ({ basket }) => basket.length === 3),
      0.15,
    );
    near(
      computeShare(many, ({ patience }) => patience === 0),
      0.4,
    );
    near(
      computeShare(many, ({ patience }) => patience === 1),
      0.6 * 0.6,
    );
    near(
      computeShare(many, ({ patience }) => patience === 2),
      0.6 * 0.4,
    );
    near(
      computeShare(many, ({ basket }) => (basket[0]?.category ?? 1) < 0.5),
      0.5,
    );
  });

  it("keeps ranks below 1, so that each points at a link", () => {
    const ranks = plan.customers.flatMap(({ basket }) =>
      basket.flatMap(({ category, product }) => [category, product]),
    );
    assert.ok(ranks.every((rank) => rank >= 0 && rank < 1));
  });
});

describe("somebody after a deal", () => {
  const hunts = buildPlan(viralDeal, 1).customers.filter(isAfterDealCustomer);

  it("wants an article of the offers first, and another outside every department that the code is for", () => {
    assert.ok(hunts.length > 1000);
    for (const { basket } of hunts) {
      assert.deepEqual([basket.length, basket[0]?.from, basket[0]?.outside], [2, "offers", undefined]);
      assert.deepEqual([basket[1]?.from, basket[1]?.outside], [undefined, ["offers"]]);
    }
  });

  it("is the only one for whom departments are left out", () => {
    for (const incident of [viralDeal, checkoutOutage, smoke]) {
      const others = buildPlan(incident, 1).customers.filter((customer) => !isAfterDealCustomer(customer));
      assert.ok(others.every(({ basket }) => basket.every((item) => !("outside" in item))));
    }
  });
});

describe("weights", () => {
  it("are pace ÷ share, thinner populations by their factor", () => {
    assert.equal(computeWeight(200, 0.4), 500);
    assert.equal(computeWeight(200, 0.4, 50), 25_000);
    assert.equal(computeWeight(60, 1), 60);
    assert.equal(computeWeight(60, 0.3), 200);
  });

  it("times rehearsed arrivals give the full shop's arrivals of the incident's minutes", () => {
    for (const incident of [checkoutOutage, smoke])
      for (const population of incident.populations) {
        const rehearsed = computeExpectedArrivals(incident, population, incident.pace, incident.share);
        const real = incident.phases.map(
          ({ fromMinute, toMinute, traffic }) => population.arrivalsPerSecond * traffic * (toMinute - fromMinute) * 60,
        );
        const weight = computeWeight(incident.pace, incident.share, population.thinner);
        for (const [index, arrivals] of rehearsed.entries())
          assert.ok(Math.abs(arrivals * weight - (real[index] as number)) < 1e-6);
      }
  });

  it("leave the wall arrival rate at share x the full shop's rate, whatever the pace", () => {
    const [population] = checkoutOutage.populations;
    assert.ok(population !== undefined);
    assert.equal(computeArrivalRatePerSecond(population, 0.5, 1), 20.5);
    assert.equal(computeArrivalRatePerSecond(population, 0.5, 3), 61.5);
    assert.equal(computeCalmArrivalsPerMinute(checkoutOutage, population, 120, 0.5), 10.25);
    assert.equal(computeCalmArrivalsPerMinute(checkoutOutage, population, 60, 0.5), 20.5);
  });
});

describe("the outage's power", () => {
  const plans = Array.from({ length: 40 }, (_, seed) => buildPlan(checkoutOutage, seed + 1));
  const rates = computeAttemptRates(checkoutOutage, plans);

  it("is at least 15 expected place-order attempts per wall second in each normal phase", () => {
    for (const { name } of checkoutOutage.phases.filter(({ normal }) => normal))
      assert.ok((rates.get(name) ?? 0) >= 15, `${name}: ${rates.get(name)}`);
  });

  it("is at least 200 expected orders per incident hour", () => {
    const wallSecondsPerHour = 3600 / checkoutOutage.pace;
    for (const [name, rate] of rates) assert.ok(rate * wallSecondsPerHour >= 200, `${name}: ${rate}`);
  });

  it("would be seen to fall short at half the share", () => {
    const half = computeAttemptRates(checkoutOutage, [buildPlan(checkoutOutage, 1, 200, 0.2)]);
    assert.ok((half.get("precursors") ?? 0) < 15);
  });
});
