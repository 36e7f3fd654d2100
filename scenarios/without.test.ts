import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw } from "./chance.ts";
import { checkoutOutage } from "./checkout-outage/incident.ts";
import { computeCounterfactual, computeFaultShare, walkPlan } from "./customers/model.ts";
import type { Incident } from "./incident.ts";
import { buildPlan } from "./plan.ts";
import { smoke } from "./smoke/incident.ts";
import { viralDeal } from "./viral-deal/incident.ts";
import type { OutageMechanism } from "./without/checkout-outage.ts";
import { describeMechanism, listLeftOut, listMechanisms, switchOff } from "./without.ts";

const { customers } = checkoutOutage;
const without = (mechanism: string) => switchOff(checkoutOutage, mechanism);
const customersWithout = (mechanism: string) => without(mechanism).customers;

/** The fields of the incident that differ without the mechanism. */
function listChanged(mechanism: string): string[] {
  const changed = without(mechanism);
  return Object.keys(changed).filter((key) => {
    const field = key as keyof Incident;
    return JSON.stringify(changed[field]) !== JSON.stringify(checkoutOutage[field]);
  });
}

/** The night by the pure model of customers: no queue, no busy page. Baskets count, not their prices. */
function walkNight(incident: Incident, seed: number) {
  const plan = buildPlan(incident, seed);
  const failedAt = new Map<number, number>();
  const walked = walkPlan(incident, plan, (customer) => (wish, minute, attempt) => {
    if (wish.step !== "place-order") return { outcome: "ok", latencyMs: 15 };
    const fails = draw(seed, "buyers", customer.customer, "fails", attempt) < computeFaultShare(incident, minute);
    if (fails && !failedAt.has(customer.customer)) failedAt.set(customer.customer, minute);
    return { outcome: fails ? "error-page" : "ok", latencyMs: 15 };
  });
  const between = (from: number, to: number) => (minute: number | null) =>
    minute !== null && minute >= from && minute < to;
  const inCatchUp = between(330, 390);
  const lost = walked.filter(
    ({ customer, visits, orderedMinute }) =>
      between(150, 330)(failedAt.get(customer) ?? null) && !(visits === 1 && orderedMinute !== null),
  );
  const regained = walked.filter(({ visits, orderedMinute }) => visits > 1 && inCatchUp(orderedMinute));
  return {
    soldInOutage: walked.filter(({ orderedMinute }) => between(150, 330)(orderedMinute)).length,
    soldInCatchUp: walked.filter(({ orderedMinute }) => inCatchUp(orderedMinute)).length,
    plannedInCatchUp: computeCounterfactual(incident, plan).filter(({ orderedMinute }) => inCatchUp(orderedMinute))
      .length,
    failed: failedAt.size,
    lost: lost.length,
    regained: regained.length,
  };
}

describe("a mechanism that is switched off", () => {
  it("leaves everything else as it was", () => {
    const expected: Readonly<Record<OutageMechanism, readonly string[]>> = {
      "the-fault": ["causes", "faults", "actions", "alertActions"],
      "the-last-stage": ["causes", "faults"],
      "the-reach": ["causes", "faults"],
      "pressing-again": ["customers"],
      "coming-back-tonight": ["customers"],
      "coming-back-next-morning": ["customers"],
      "trying-again-at-all": ["customers"],
      "going-to-a-competitor": ["customers"],
      "leaving-for-good": ["customers", "calmUtilisation"],
      "leaving-because-slow": ["customers"],
      "room-to-spare": ["calmUtilisation"],
      "the-cap-on-workers": ["calmUtilisation"],
    };
    assert.deepEqual(listMechanisms("checkout-outage"), Object.keys(expected));
    for (const [mechanism, fields] of Object.entries(expected))
      assert.deepEqual(listChanged(mechanism).toSorted(), fields.toSorted(), mechanism);
  });

  it("does what its name says", () => {
    assert.deepEqual(without("the-fault").faults, []);
    assert.deepEqual(
      without("the-last-stage").faults[0]?.stages.map(({ share }) => share),
      [0.25, 0.25],
    );
    assert.deepEqual(
      without("the-reach").faults[0]?.stages.map(({ share }) => share),
      [0.05, 0.05],
    );
    assert.deepEqual(customersWithout("pressing-again"), { ...customers, retryShares: [] });
    assert.deepEqual(customersWithout("leaving-because-slow"), { ...customers, salesLostPer100Ms: 0 });
    const shares = (mechanism: string) => {
      const { competitorShare, laterShare, morningShare } = customersWithout(mechanism);
      return [competitorShare, laterShare, morningShare];
    };
    assert.deepEqual(shares("going-to-a-competitor"), [0, 0.2, 0.12]);
    assert.deepEqual(shares("coming-back-tonight"), [0.25, 0, 0.12]);
    assert.deepEqual(shares("coming-back-next-morning"), [0.25, 0.2, 0]);
    assert.deepEqual(shares("trying-again-at-all"), [0.25, 0, 0]);
    assert.deepEqual(shares("leaving-for-good"), [0, 1, 0]);
  });

  it("changes the other causes' stages too, so that the incident stays one that can be drilled", () => {
    const ends = without("the-last-stage").causes.map(({ faults }) => faults[0]?.stages.at(-1)?.share);
    assert.deepEqual(ends, [0.25, 0.35, 0.35]);
  });
});

describe("mechanisms", () => {
  it("are told in words, and so is why others are left out", () => {
    for (const { name } of [checkoutOutage, smoke, viralDeal]) {
      for (const mechanism of listMechanisms(name))
        assert.ok(describeMechanism(name, mechanism).length > 10, `${name}, ${mechanism}`);
      assert.ok(listLeftOut(name).every(({ why }) => why.length > 10));
    }
  });

  it("are those of the incident: another's is refused, and an unknown incident has none", () => {
    assert.deepEqual(listMechanisms("smoke"), listMechanisms("checkout-outage"));
    assert.throws(() => switchOff(viralDeal, "the-reach"), /^Error: viral-deal has no mechanism the-reach$/);
    assert.throws(() => switchOff(checkoutOutage, "the-plug"), /has no mechanism the-plug$/);
    assert.deepEqual([listMechanisms("nothing"), listMechanisms("toString")], [[], []]);
    assert.deepEqual(listLeftOut("nothing"), []);
  });

  it("are few enough of the deal for a table in 50 minutes: a drill of it takes 215 s", () => {
    assert.ok(listMechanisms("viral-deal").length <= 12);
  });
});

describe("the emergent facts, by the pure model", () => {
  it("stand with every mechanism on", () => {
    const night = walkNight(checkoutOutage, 1);
    assert.equal(night.soldInOutage, 0);
    assert.ok(night.soldInCatchUp > 1.05 * night.plannedInCatchUp, JSON.stringify(night));
    assert.ok(night.regained < 0.2 * night.lost, JSON.stringify(night));
  });

  it("CO-5 falls without the last stage: orders are sold in the outage", () => {
    const night = walkNight(without("the-last-stage"), 1);
    assert.ok(night.soldInOutage > 500, JSON.stringify(night));
  });

  it("CO-6 rests on second tries: without any the hour after recovery sells what it would have sold", () => {
    const night = walkNight(without("trying-again-at-all"), 1);
    assert.ok(Math.abs(night.soldInCatchUp / night.plannedInCatchUp - 1) < 0.03, JSON.stringify(night));
    assert.equal(night.regained, 0);
  });

  it("CO-7 falls when nobody leaves for good: the hour makes up for the outage", () => {
    for (const seed of [1, 2, 3]) {
      const night = walkNight(without("leaving-for-good"), seed);
      assert.ok(night.regained > night.lost, `seed ${seed}: ${JSON.stringify(night)}`);
    }
  });

  it("CO-12 falls when the change reaches few calls: a tenth as many customers see an error page", () => {
    const few = walkNight(without("the-reach"), 1).failed;
    const all = walkNight(checkoutOutage, 1).failed;
    assert.ok(few > 0 && few < 0.1 * all, `${few} of ${all}`);
  });
});
