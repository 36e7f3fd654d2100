import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BasketItem, PlannedCustomer } from "../plan.ts";
import { buildIncidentClock } from "../time.ts";
import { viralDeal } from "../viral-deal/incident.ts";
import { buildJourney } from "./build-journey.ts";
import type { ForumLook } from "./forum.ts";
import type { Decision, Journey, StepReport } from "./journey.ts";

const clock = buildIncidentClock(viralDeal.phases, viralDeal.pace);

const reader: PlannedCustomer = {
  customer: 3,
  population: "deal-readers",
  account: "deal-reader-3@example.test",
  arrivesAtMs: 0,
  basket: [
    { category: 0, product: 0, from: "offers" },
    { category: 0.5, product: 0.5, cheapest: true },
  ],
  patience: 2,
  heatDraw: 0.4,
};
const hunter: PlannedCustomer = { ...reader, population: "hunters", account: "hunter-0@example.test" };
/** Everybody writes and votes. */
const talkative = {
  ...viralDeal,
  deal: {
    ...(viralDeal.deal as NonNullable<typeof viralDeal.deal>),
    postShare: 1,
    failPostShare: 1,
    voteShare: 1,
    failVoteShare: 1,
  },
};

const start = (customer: PlannedCustomer) => buildJourney(customer, talkative, clock, 1);
const look = (heat: number, advice: ForumLook["advice"] = "trick"): ForumLook => ({ heat, advice, endedMinute: 30 });

function answer(changes: Partial<StepReport> = {}): StepReport {
  const told = { asksToComeBack: false, retryAfterMinutes: null, discountCents: null };
  return { outcome: "ok", latencyMs: 20, endedMinute: 40, ...told, ...changes };
}

/** Goes on with `last` until the customer asks for a page, looks into the forum, tells something or ends. */
function goOn(journey: Journey, last: Parameters<Journey["decide"]>[0]): Decision {
  let decision = journey.decide(last);
  while (decision.does === "wait-until" || decision.does === "pause") decision = journey.decide(null);
  return decision;
}

/** All pages go well; `discountOf` says what the page of a step shows. Gives the steps and what was told. */
function play(journey: Journey, first: Decision, discountOf: (step: string, page: number) => number | null, most = 60) {
  const steps: string[] = [];
  const told: unknown[] = [];
  let decision = first;
  while (steps.length < most) {
    if (decision.does === "ask") {
      const { step } = decision.wish;
      steps.push(step);
      decision = goOn(journey, answer({ discountCents: discountOf(step, steps.length) }));
    } else if (decision.does === "report") {
      told.push(decision.report);
      decision = goOn(journey, null);
    } else break;
  }
  return { steps, told, end: decision };
}

const trick =
  "home category product cart voucher category product cart address payment review review place-order".split(" ");

describe("a deal reader", () => {
  it("looks first, and stays at home unless the heat is above the draw", () => {
    for (const seen of [look(0.4), look(0), look(0.9, "dead")]) {
      const journey = start(reader);
      assert.deepEqual(journey.decide(null), { does: "look" });
      assert.deepEqual(goOn(journey, seen), { does: "end", end: "stayed-home" });
      assert.equal(journey.visits(), 0);
    }
    const journey = start(reader);
    journey.decide(null);
    assert.equal(goOn(journey, look(0.41)).does, "ask");
  });

  it("plays the trick page by page, orders once while the discount stays, and says that it works", () => {
    const journey = start(reader);
    journey.decide(null);
    const { steps, told, end } = play(journey, goOn(journey, look(0.5)), (step, page) =>
      step === "voucher" || step === "review" || (step === "cart" && page > 5) ? 1000 : step === "cart" ? 0 : null,
    );
    assert.deepEqual(steps, trick);
    assert.deepEqual(told, [{ says: "works", vote: "hot" }]);
    assert.deepEqual(end, { does: "end", end: "bought" });
  });

  it("takes the article out that the code is for, by the review's own form", () => {
    const journey = start(reader);
    journey.decide(null);
    let decision = goOn(journey, look(0.5));
    const wishes = [];
    while (decision.does === "ask") {
      wishes.push(decision.wish);
      decision = goOn(journey, answer({ discountCents: 1000 }));
    }
    assert.deepEqual(wishes.at(-3), { step: "review", insistsOnTotal: true });
    assert.deepEqual(wishes.at(-2), { step: "review", item: reader.basket[0] });
    assert.deepEqual(wishes.at(-1), { step: "place-order", insistsOnTotal: true });
    assert.equal(wishes.find(({ step }) => step === "voucher")?.code, "DEAL10");
  });

  it("leaves without an order when the discount is gone in the last step, and says so", () => {
    const journey = start(reader);
    journey.decide(null);
    const { steps, told, end } = play(journey, goOn(journey, look(0.5)), (step, page) =>
      step === "voucher" ? 1000 : step === "review" && page < 12 ? 1000 : 0,
    );
    assert.deepEqual(steps, trick.slice(0, -1));
    assert.deepEqual(told, [{ says: "fails", vote: "cold" }]);
    assert.deepEqual(end, { does: "end", end: "gave-up" });
  });

  it("finds out by itself that no trick is needed, and goes the short way when the forum says so", () => {
    const early = start(reader);
    early.decide(null);
    assert.deepEqual(play(early, goOn(early, look(0.5)), () => 1000).told, [
      { says: "works-without-trick", vote: "hot" },
    ]);
    const late = start(reader);
    late.decide(null);
    const { steps } = play(late, goOn(late, look(0.5, "no-trick")), () => 1000);
    assert.deepEqual(steps, "home category product cart address payment review place-order".split(" "));
  });

  it("says that it is over when ordering is paused or the total changes, and tries a busy page as often as planned", () => {
    for (const outcome of ["paused", "wrong"] as const) {
      const journey = start(reader);
      journey.decide(null);
      goOn(journey, look(0.5));
      assert.deepEqual(goOn(journey, answer({ outcome })), { does: "report", report: { says: "fails", vote: "cold" } });
      assert.deepEqual(goOn(journey, null), { does: "end", end: "gave-up" });
    }
    const journey = start(reader);
    journey.decide(null);
    goOn(journey, look(0.5));
    const tries = [0, 1, 2].map(() => goOn(journey, answer({ outcome: "shed" })).does);
    assert.deepEqual(tries, ["ask", "ask", "end"]);
  });

  it("waits in a waiting room without losing a try, and not for ever", () => {
    const journey = start(reader);
    journey.decide(null);
    goOn(journey, look(0.5));
    const inLine = (endedMinute: number) => answer({ outcome: "queued", retryAfterMinutes: 3, endedMinute });
    assert.deepEqual(journey.decide(inLine(40)), { does: "wait-until", atMinute: 43 });
    assert.equal(journey.decide(null).does, "ask");
    // Ten to thirty minutes, by a draw.
    assert.equal(journey.decide(inLine(46)).does, "wait-until");
    journey.decide(null);
    assert.deepEqual(journey.decide(inLine(68)), { does: "end", end: "gave-up" });
  });

  it("is on the first visit still after waiting in line for its first page, and has all its tries left", () => {
    const journey = start(reader);
    journey.decide(null);
    goOn(journey, look(0.5));
    for (let refreshes = 0; refreshes < 3; refreshes++) {
      const asked = goOn(journey, answer({ outcome: "queued", retryAfterMinutes: 1, endedMinute: 40 }));
      assert.ok(asked.does === "ask");
      assert.deepEqual([asked.wish.step, asked.visit, asked.attempt], ["home", 1, 1]);
    }
    assert.equal(journey.visits(), 1);
    const tries = [0, 1, 2].map(() => goOn(journey, answer({ outcome: "shed" })).does);
    assert.deepEqual(tries, ["ask", "ask", "end"]);
  });
});

describe("a hunter", () => {
  it("begins without a look, orders again and again on one account, and tells of it once", () => {
    const journey = start(hunter);
    const { steps, told, end } = play(
      journey,
      goOn(journey, null),
      (step, page) => (step === "cart" && page === 4 ? 0 : 1000),
      1000,
    );
    const orders = steps.filter((step) => step === "place-order").length;
    assert.ok(orders >= 8 && orders <= 14, `${orders}`);
    assert.equal(steps.filter((step) => step === "payment").length, 1);
    assert.deepEqual(told.slice(0, 1), [{ says: "works", vote: "hot" }]);
    assert.ok(told.length <= 2);
    assert.deepEqual(end, { does: "end", end: "bought" });
  });

  it("looks again some minutes after it failed, and goes when the deal is alive, whatever the heat", () => {
    const journey = start(hunter);
    goOn(journey, null);
    assert.equal(goOn(journey, answer({ outcome: "paused" })).does, "report");
    const wait = journey.decide(null);
    assert.ok(wait.does === "wait-until" && wait.atMinute > 42 && wait.atMinute < 48);
    assert.deepEqual(journey.decide(null), { does: "look" });
    assert.equal(goOn(journey, look(0)).does, "look");
    assert.equal(goOn(journey, look(0.01)).does, "ask");
  });

  it("tries another account when the discount is refused at the order, twice, and then says that it fails", () => {
    const journey = start(hunter);
    const accounts: (string | undefined)[] = [];
    let decision = goOn(journey, null);
    for (let orders = 0; orders < 3; ) {
      assert.ok(decision.does === "ask");
      const { step, account } = decision.wish;
      if (step === "payment") accounts.push(account);
      const isOrder = step === "place-order";
      if (isOrder) orders++;
      decision = goOn(journey, answer(isOrder ? { outcome: "wrong" } : { discountCents: 1000 }));
    }
    assert.deepEqual(accounts, [undefined, "hunter-0-2@example.test", "hunter-0-3@example.test"]);
    assert.equal(decision.does, "report");
  });

  it("wants articles outside the offers with each order", () => {
    const outside = ["offers"];
    const [key, wanted] = hunter.basket as [BasketItem, BasketItem];
    const journey = start({ ...hunter, basket: [key, { ...wanted, outside }] });
    let decision = goOn(journey, null);
    const taken: (BasketItem | undefined)[] = [];
    for (let orders = 0; orders < 3; ) {
      assert.ok(decision.does === "ask");
      const { step, item } = decision.wish;
      if (step === "cart") taken.push(item);
      if (step === "place-order") orders++;
      const isKeyInCart = step === "cart" && item?.from === "offers";
      decision = goOn(journey, answer({ discountCents: isKeyInCart ? 0 : 1000 }));
      while (decision.does === "report") decision = goOn(journey, null);
    }
    assert.equal(taken.length, 6);
    assert.ok(taken.every((item) => item?.from === "offers" || item?.outside === outside));
  });

  it("goes to bed when the evening is over", () => {
    const journey = start(hunter);
    goOn(journey, null);
    assert.equal(goOn(journey, answer({ outcome: "paused", endedMinute: 194.9 })).does, "report");
    assert.deepEqual(goOn(journey, null), { does: "end", end: "gave-up" });
  });
});
