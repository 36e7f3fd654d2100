import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Outcome, outcomes } from "../outcome.ts";
import {
  buildPlannedCustomer,
  buildReport,
  followJourney,
  listSteps,
  plainClock,
  plainModel,
} from "./customer.fixture.ts";
import { buildFirstVisit, buildShopping, type Decision, type PageWish } from "./journey.ts";

const customer = buildPlannedCustomer();
const build = (changes: Partial<typeof customer> = {}, model = plainModel, buys = true) =>
  buildShopping({ ...customer, ...changes }, buys, model, plainClock, 1);
/** Someone who always comes back later, as long as they are let. */
const faithful = { ...plainModel, competitorShare: 0, laterShare: 1, laterMeanMinutes: 1 };
const allOfIt = ["home", "category", "product", "cart", "category", "product", "cart", "address", "payment", "review"];

/** The decisions of a customer without patience whose first visit breaks off at that page; all else is good. */
function failFirstVisitAt(page: number): Decision[] {
  const journey = build({ patience: 0 }, faithful);
  return followJourney(journey, (_, asked) => buildReport({ outcome: asked === page ? "error-page" : "ok" }));
}

/** What was wished for after the first wait for another visit. */
function listSecondVisit(decisions: readonly Decision[]): PageWish[] {
  return decisions.flatMap((decision) => (decision.does === "ask" && decision.visit === 2 ? [decision.wish] : []));
}

describe("a first visit", () => {
  it("of a buyer leads through each article to the order button", () => {
    assert.deepEqual(listSteps(followJourney(build(), () => buildReport())), [...allOfIt, "place-order"]);
  });

  it("of a browser looks at articles and goes", () => {
    const decisions = followJourney(build({}, plainModel, false), () => buildReport());
    assert.deepEqual(listSteps(decisions), ["home", "category", "product", "category", "product"]);
    assert.deepEqual(decisions.at(-1), { does: "end", end: "browsed" });
  });

  it("carries the article of each page in the order of the basket", () => {
    const [one, two] = customer.basket;
    assert.deepEqual(
      buildFirstVisit(customer, true).map(({ item }) => item),
      [undefined, one, one, one, two, two, two, undefined, undefined, undefined, undefined],
    );
  });

  it("thinks before each page, at least a fifth of the mean", () => {
    const waits = followJourney(build(), () => buildReport()).flatMap((decision) =>
      decision.does === "wait-until" ? [decision.atMinute - 100] : [],
    );
    assert.equal(waits.length, 10);
    assert.ok(waits.every((minutes) => minutes >= 0.1));
  });

  it("looks at the order's status in the share of customers that the model says", () => {
    const model = { ...plainModel, orderStatusShare: 0.2 };
    let looked = 0;
    for (let number = 0; number < 5000; number++) {
      const steps = listSteps(followJourney(build({ customer: number, basket: [] }, model), () => buildReport()));
      if (steps.at(-1) === "order-status") looked++;
    }
    // Four standard errors of 0.2 among 5,000.
    assert.ok(Math.abs(looked / 5000 - 0.2) < 0.023, `${looked}`);
  });
});

describe("a page that fails", () => {
  it("is asked for again, up to patience, with a pause before each", () => {
    const decisions = followJourney(build({ patience: 2 }, { ...plainModel, competitorShare: 1 }), () =>
      buildReport({ outcome: "error-page" }),
    );
    assert.deepEqual(
      decisions.map(({ does }) => does),
      ["ask", "pause", "ask", "pause", "ask", "end"],
    );
    assert.deepEqual(listSteps(decisions), ["home", "home", "home"]);
    for (const decision of decisions)
      if (decision.does === "pause") assert.ok(decision.pauseMs >= 400 && decision.pauseMs <= 1200);
  });

  it("is counted by attempt: the page's tries, at the order button all of the customer's", () => {
    const orders: number[] = [];
    followJourney(build({ patience: 1 }, faithful), ({ wish, attempt }) => {
      if (wish.step === "place-order") orders.push(attempt);
      return buildReport({ outcome: wish.step === "place-order" && orders.length < 4 ? "error-page" : "ok" });
    });
    assert.deepEqual(orders, [1, 2, 3, 4]);
  });

  it("has full patience again on the next page", () => {
    const decisions = followJourney(build({ patience: 1 }), (_, asked) =>
      buildReport({ outcome: asked % 2 === 0 ? "error-page" : "ok" }),
    );
    assert.deepEqual(decisions.at(-1), { does: "end", end: "bought" });
    assert.equal(listSteps(decisions).length, 22);
  });

  it("ends it all when the card is declined, and hurts no more once the order is placed", () => {
    const declined = followJourney(build(), ({ wish }) =>
      buildReport({ outcome: wish.step === "place-order" ? "declined" : "ok" }),
    );
    assert.deepEqual(declined.at(-1), { does: "end", end: "declined" });
    const placed = followJourney(build({}, { ...plainModel, orderStatusShare: 1 }), ({ wish }) =>
      buildReport({ outcome: wish.step === "order-status" ? "error-page" : "ok" }),
    );
    assert.deepEqual(placed.at(-1), { does: "end", end: "bought" });
  });

  it("makes a browser give up", () => {
    const decisions = followJourney(build({ patience: 0 }, faithful, false), () => buildReport({ outcome: "timeout" }));
    assert.deepEqual(decisions.at(-1), { does: "end", end: "gave-up" });
  });
});

describe("a later visit", () => {
  it("begins at the cart once the review page was reached: the shop kept basket, address and card", () => {
    const steps = listSecondVisit(failFirstVisitAt(10));
    assert.deepEqual(steps, [{ step: "cart" }, { step: "review" }, { step: "place-order" }]);
  });

  it("begins an article again from its category, and keeps those already in the cart", () => {
    const [, two] = customer.basket;
    for (const page of [4, 5, 6])
      assert.deepEqual(listSecondVisit(failFirstVisitAt(page)).slice(0, 4), [
        { step: "home" },
        { step: "category", item: two },
        { step: "product", item: two },
        { step: "cart", item: two },
      ]);
  });

  it("looks at the cart and goes on from the address once all articles are in it", () => {
    const steps = listSecondVisit(failFirstVisitAt(7)).map(({ step }) => step);
    assert.deepEqual(steps, ["cart", "address", "payment", "review", "place-order"]);
  });

  it("wants every article of the basket, wherever the first visit broke off", () => {
    for (let page = 0; page <= 10; page++) {
      const carts = new Map<unknown, number>();
      followJourney(build({ patience: 0 }, faithful), ({ wish }, asked) => {
        const isBad = asked === page;
        if (wish.step === "cart" && wish.item !== undefined && !isBad)
          carts.set(wish.item, (carts.get(wish.item) ?? 0) + 1);
        return buildReport({ outcome: isBad ? "shed" : "ok" });
      });
      assert.deepEqual(
        [...carts],
        customer.basket.map((item) => [item, 1]),
        `broken off at page ${page}`,
      );
    }
  });

  it("comes at most until the model's number of visits", () => {
    const journey = build({ patience: 0 }, faithful);
    const decisions = followJourney(journey, () => buildReport({ outcome: "error-page" }));
    assert.equal(journey.visits(), 4);
    assert.equal(listSteps(decisions).length, 4);
    assert.deepEqual(decisions.at(-1), { does: "end", end: "gave-up" });
  });

  it("comes at a rehearsed minute, never in a jump and never before the last one ended", () => {
    for (let number = 0; number < 2000; number++) {
      const endedMinute = (number * 7) % 450;
      const journey = build({ customer: number, patience: 0 }, { ...plainModel, competitorShare: 0 });
      followJourney(journey, () => buildReport({ outcome: "error-page", endedMinute })).forEach((decision) => {
        if (decision.does !== "wait-until") return;
        assert.ok(decision.atMinute > endedMinute);
        assert.ok(
          plainClock.phases.some(
            (phase) => decision.atMinute >= phase.fromMinute && decision.atMinute < phase.toMinute,
          ),
        );
      });
    }
  });
});

describe("the end of a failed visit", () => {
  it("comes out in the model's shares over many customers", () => {
    const count = 20_000;
    const ends = { competitor: 0, "gave-up": 0, night: 0, morning: 0 };
    for (let number = 0; number < count; number++) {
      const journey = build({ customer: number, patience: 0, basket: [] });
      const next = [journey.decide(null), journey.decide(buildReport({ outcome: "error-page", endedMinute: 60 }))][1];
      if (next?.does === "wait-until") ends[next.atMinute < 450 ? "night" : "morning"]++;
      else if (next?.does === "end" && (next.end === "competitor" || next.end === "gave-up")) ends[next.end]++;
    }
    // Later: 5 minutes and an exponential hour from minute 60; 0.2 % of it falls past minute 450, into the morning.
    const late = 0.2 * Math.exp(-385 / 60);
    const expected = { competitor: 0.25, "gave-up": 0.43, night: 0.2 - late, morning: 0.12 + late };
    // Four standard errors of a share among 20,000 are at most 1.4 points.
    for (const [end, share] of Object.entries(expected))
      assert.ok(
        Math.abs(ends[end as keyof typeof ends] / count - share) < 0.014,
        `${end}: ${ends[end as keyof typeof ends]}`,
      );
    assert.equal(ends.competitor + ends["gave-up"] + ends.night + ends.morning, count);
  });
});

describe("equal history", () => {
  const anyOutcomes = fc.array(fc.constantFrom<Outcome>(...outcomes), { minLength: 60, maxLength: 60 });

  it("gives equal decisions, whatever the shop did", () => {
    fc.assert(
      fc.property(anyOutcomes, fc.integer({ min: 0, max: 3 }), fc.nat(5000), (list, patience, number) => {
        const walk = () =>
          followJourney(build({ patience, customer: number }), (_, asked) =>
            buildReport({ outcome: list[asked % list.length] as Outcome, endedMinute: 100 + asked }),
          );
        assert.deepEqual(walk(), walk());
      }),
    );
  });

  it("is what counts: a page that came at the second try is followed as if it had come at once", () => {
    const smooth = build();
    const bumpy = build();
    smooth.decide(null);
    bumpy.decide(null);
    bumpy.decide(buildReport({ outcome: "error-page" }));
    bumpy.decide(null);
    const rest = (journey: typeof smooth) => [
      journey.decide(buildReport()),
      journey.decide(null),
      journey.decide(buildReport({ endedMinute: 103 })),
    ];
    assert.deepEqual(rest(bumpy), rest(smooth));
  });

  it("is one customer's own: other customers decide otherwise", () => {
    const waits = Array.from({ length: 50 }, (_, number) => {
      const journey = build({ customer: number });
      journey.decide(null);
      const next = journey.decide(buildReport());
      return next.does === "wait-until" ? next.atMinute : null;
    });
    assert.equal(new Set(waits).size, 50);
  });
});

describe("slowness", () => {
  it("drives customers away before the order button, and nobody after it", () => {
    const slow = buildReport({ latencyMs: 10_100 });
    assert.deepEqual(followJourney(build(), () => slow).at(-1), { does: "end", end: "left-slow" });
    const decisions = followJourney(build({}, { ...plainModel, orderStatusShare: 1 }), ({ wish }) =>
      wish.step === "place-order" || wish.step === "order-status" ? slow : buildReport(),
    );
    assert.deepEqual(decisions.at(-1), { does: "end", end: "bought" });
  });
});
