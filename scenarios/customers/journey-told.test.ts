// Customers who are told something: when to try again, or that payments do not go through.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { draw } from "../chance.ts";
import { checkoutOutage } from "../checkout-outage/incident.ts";
import { type Outcome, outcomes } from "../outcome.ts";
import { buildPlan } from "../plan.ts";
import {
  buildPlannedCustomer,
  buildReport,
  followJourney,
  listSteps,
  plainClock,
  plainModel,
} from "./customer.fixture.ts";
import { buildShopping, type Decision, type StepReport } from "./journey.ts";
import { computeFaultShare, walkPlan } from "./model.ts";

const customer = buildPlannedCustomer();
const build = (model = plainModel, buys = true, number = customer.customer) =>
  buildShopping({ ...customer, customer: number }, buys, model, plainClock, 1);
/** Nobody comes back by themselves: every later visit is due to what was told. */
const obedient = {
  ...plainModel,
  followsAdviceShare: 1,
  leavesWhenToldShare: 1,
  competitorShare: 1,
  informedCompetitorShare: 0,
  informedLaterShare: 1,
  laterMeanMinutes: 0,
};
const stubborn = { ...obedient, followsAdviceShare: 0, leavesWhenToldShare: 0 };
const busy = (told: Partial<StepReport>) => buildReport({ outcome: "shed", ...told });
const ends = (decisions: readonly Decision[]) => decisions.map(({ does }) => does);

/** Share of 20,000 customers of whom that is true. */
function measureShare(isTrue: (number: number) => boolean): number {
  let count = 0;
  for (let number = 0; number < 20_000; number++) if (isTrue(number)) count++;
  return count / 20_000;
}

describe("a customer who is told when to try again", () => {
  it("waits until then instead of pressing again, and comes as the next visit", () => {
    const journey = build(obedient);
    journey.decide(null);
    const wait = journey.decide(busy({ retryAfterMinutes: 20, endedMinute: 100 }));
    assert.ok(wait.does === "wait-until" && wait.atMinute > 120 && wait.atMinute < 140, JSON.stringify(wait));
    assert.deepEqual(journey.decide(null), { does: "ask", wish: { step: "home" }, visit: 2, attempt: 1 });
  });

  it("is bounded by the model's number of visits, and is then done", () => {
    const journey = build(obedient);
    const decisions = followJourney(journey, () => busy({ retryAfterMinutes: 20 }));
    assert.equal(listSteps(decisions).length, 4);
    assert.equal(journey.visits(), 4);
    assert.deepEqual(decisions.at(-1), { does: "end", end: "gave-up" });
  });

  it("presses again as ever when they do not follow, and then leaves informed", () => {
    const decisions = followJourney(build(stubborn), (_, asked) =>
      asked < 3 ? busy({ retryAfterMinutes: 20 }) : buildReport(),
    );
    assert.deepEqual(ends(decisions).slice(0, 7), ["ask", "pause", "ask", "pause", "ask", "wait-until", "ask"]);
    assert.deepEqual(decisions[5], { does: "wait-until", atMinute: 105 });
  });

  it("follows in the model's share", () => {
    const share = measureShare((number) => {
      const journey = build(plainModel, true, number);
      journey.decide(null);
      return journey.decide(busy({ retryAfterMinutes: 20 })).does === "wait-until";
    });
    // Four standard errors of 0.6 among 20,000.
    assert.ok(Math.abs(share - 0.6) < 0.014, `${share}`);
  });

  it("does not press again as a browser, but goes", () => {
    const decisions = followJourney(build(obedient, false), () => busy({ retryAfterMinutes: 20 }));
    assert.deepEqual(ends(decisions), ["ask", "end"]);
    assert.deepEqual(decisions.at(-1), { does: "end", end: "gave-up" });
  });
});

describe("a customer who is only asked to come back", () => {
  it("does not press again, and decides at once what to do after the visit", () => {
    const decisions = followJourney(build(obedient), (_, asked) =>
      asked === 0 ? buildReport({ outcome: "error-page", asksToComeBack: true }) : buildReport(),
    );
    assert.deepEqual(ends(decisions).slice(0, 3), ["ask", "wait-until", "ask"]);
    assert.deepEqual(decisions[1], { does: "wait-until", atMinute: 105 });
  });

  it("is told anew at each visit: one without a word ends by the shares of those who know nothing", () => {
    const decisions = followJourney(build(obedient), (_, asked) =>
      buildReport({ outcome: "error-page", asksToComeBack: asked === 0 }),
    );
    assert.deepEqual(ends(decisions), ["ask", "wait-until", "ask", "pause", "ask", "pause", "ask", "end"]);
    assert.deepEqual(decisions.at(-1), { does: "end", end: "competitor" });
  });
});

describe("a status message that asks to come back", () => {
  const warned = buildReport({ asksToComeBack: true });

  it("lets the model's share of buyers leave, once a visit, and come back informed", () => {
    const model = { ...plainModel, informedCompetitorShare: 1 };
    const share = measureShare(
      (number) => listSteps(followJourney(build(model, true, number), () => warned)).length === 1,
    );
    assert.ok(Math.abs(share - 0.5) < 0.014, `${share}`);
  });

  it("is read on any page before the order button", () => {
    const decisions = followJourney(build(obedient), ({ wish, visit }) =>
      wish.step === "review" && visit === 1 ? warned : buildReport(),
    );
    assert.deepEqual(listSteps(decisions).slice(-4), ["review", "cart", "review", "place-order"]);
    assert.deepEqual(decisions.at(-1), { does: "end", end: "bought" });
  });

  it("costs no article and doubles none, on whatever page it is read", () => {
    for (let page = 0; page < 10; page++) {
      const carts: unknown[] = [];
      const decisions = followJourney(build(obedient), ({ wish }, asked) => {
        if (wish.step === "cart" && wish.item !== undefined) carts.push(wish.item);
        return asked === page ? warned : buildReport();
      });
      assert.deepEqual(carts, customer.basket, `read on page ${page}`);
      assert.deepEqual(decisions.at(-1), { does: "end", end: "bought" });
    }
  });

  it("drives away nobody who has the order, no browser, and nobody when it says that orders are taken", () => {
    const ordered = followJourney(build({ ...obedient, orderStatusShare: 1 }), ({ wish }) =>
      wish.step === "place-order" || wish.step === "order-status" ? warned : buildReport(),
    );
    assert.deepEqual(ordered.at(-1), { does: "end", end: "bought" });
    assert.deepEqual(followJourney(build(obedient, false), () => warned).at(-1), { does: "end", end: "browsed" });
    const silent = followJourney(build(obedient), () => buildReport({ asksToComeBack: false }));
    assert.deepEqual(silent.at(-1), { does: "end", end: "bought" });
  });
});

describe("an order that is taken before its payment", () => {
  it("ends the journey: the customer has a promise", () => {
    const decisions = followJourney(build(stubborn), ({ wish }) =>
      buildReport({ outcome: wish.step === "place-order" ? "deferred" : "ok", asksToComeBack: true }),
    );
    assert.deepEqual(decisions.at(-1), { does: "end", end: "bought" });
    assert.equal(listSteps(decisions).at(-1), "place-order");
  });
});

describe("decisions of customers who are told something", () => {
  it("are equal for an equal history, and lie in the rehearsed time", () => {
    const anyReports = fc.array(
      fc.record({
        outcome: fc.constantFrom<Outcome>(...outcomes),
        asksToComeBack: fc.boolean(),
        retryAfterMinutes: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
        endedMinute: fc.double({ min: 0, max: 449, noNaN: true }),
      }),
      { minLength: 60, maxLength: 60 },
    );
    fc.assert(
      fc.property(anyReports, fc.nat(5000), fc.boolean(), (reports, number, buys) => {
        const walk = () =>
          followJourney(build(plainModel, buys, number), (_, asked) => buildReport(reports[asked % reports.length]));
        const decisions = walk();
        assert.deepEqual(walk(), decisions);
        for (const decision of decisions)
          if (decision.does === "wait-until") assert.ok(decision.atMinute >= 0 && decision.atMinute < 810);
      }),
    );
  });

  it("are as they were before anybody was told anything, where nobody is: the control's customers to the last one", () => {
    const plan = buildPlan(checkoutOutage, 1);
    const walked = walkPlan(checkoutOutage, plan, (one) => (wish, minute, attempt) => {
      const share = wish.step === "place-order" ? computeFaultShare(checkoutOutage, minute) : 0;
      const fails = draw(1, one.population, one.customer, "model-fault", attempt) < share;
      return { outcome: fails ? "error-page" : "ok", latencyMs: 15 };
    });
    const count = (end: string) => walked.filter((one) => one.end === end).length;
    assert.deepEqual(["bought", "browsed", "gave-up", "competitor"].map(count), [1849, 1213, 432, 261]);
    const sum = (pick: (one: (typeof walked)[number]) => number) => walked.reduce((total, one) => total + pick(one), 0);
    // Taken from the commit before customers could be told anything.
    assert.equal(
      sum(({ visits }) => visits),
      4065,
    );
    assert.equal(Math.round(sum(({ untilMs }) => untilMs)), 303_825_206);
    assert.equal(Math.round(sum(({ orderedMinute }) => orderedMinute ?? 0)), 677_681);
  });
});
