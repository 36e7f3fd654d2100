// What it is worth, by the pure model of customers, to tell them something in the outage: no shop, no queue, one plan a seed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw } from "../../scenarios/chance.ts";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { type AssumedAnswer, computeFaultShare, walkPlan } from "../../scenarios/customers/model.ts";
import { buildPlan, type Plan } from "../../scenarios/plan.ts";

const seeds = [1, 2, 3];
const plans = seeds.map((seed) => buildPlan(checkoutOutage, seed));
const latencyMs = 15;

/** What the shop says: `share` of the payment calls fail at that minute, this one of them or not. */
type Shop = (fails: boolean, share: number, uniform: number) => AssumedAnswer;

const silent: Shop = (fails) => ({ outcome: fails ? "error-page" : "ok", latencyMs });
const asksBack: Shop = (fails) => ({ ...silent(fails, 0, 0), asksToComeBack: fails });
/** A message on every page once more than this share of payments fails. */
const buildWarning =
  (fromShare: number): Shop =>
  (fails, share) => ({ ...silent(fails, 0, 0), asksToComeBack: share > fromShare });
const tellsWhen: Shop = (fails, _, uniform) => ({
  ...silent(fails, 0, 0),
  retryAfterMinutes: fails ? 60 * uniform : null,
});
const defers: Shop = (fails) => ({ outcome: fails ? "deferred" : "ok", latencyMs });

/** How the night ends for a plan's customers, and how often they press the order button while nothing goes through. */
function walkNight(plan: Plan, shop: Shop) {
  let pressedInVain = 0;
  const walked = walkPlan(checkoutOutage, plan, (customer) => (wish, minute, attempt) => {
    const share = computeFaultShare(checkoutOutage, minute);
    const chance = (decision: string) => draw(plan.seed, customer.population, customer.customer, decision, attempt);
    const fails = wish.step === "place-order" && chance("model-fault") < share;
    if (fails && share === 1) pressedInVain++;
    return shop(fails, share, chance("model-advice"));
  });
  const count = (end: string) => walked.filter((one) => one.end === end).length;
  return { bought: count("bought"), toCompetitor: count("competitor"), pressedInVain };
}

/** The nights of all seeds, each beside the silent one of the same customers. */
function compareNights(shop: Shop) {
  return plans.map((plan) => ({ told: walkNight(plan, shop), silent: walkNight(plan, silent) }));
}

describe("customers who are told something in the outage", () => {
  it("press in vain less often and go to a competitor less often when an honest page asks them to come back", () => {
    for (const { told, silent: untold } of compareNights(asksBack)) {
      assert.ok(told.pressedInVain < untold.pressedInVain);
      assert.ok(told.toCompetitor < 0.9 * untold.toCompetitor);
      assert.ok(told.bought > untold.bought);
    }
  });

  it("buy more often, and press more often in vain, when they are told when to try again and it is not true yet", () => {
    for (const { told, silent: untold } of compareNights(tellsWhen)) {
      assert.ok(told.bought > 1.05 * untold.bought);
      assert.ok(told.toCompetitor < 0.7 * untold.toCompetitor);
      assert.ok(told.pressedInVain > untold.pressedInVain);
    }
  });

  it("press at least a quarter less often in vain under a message that is shown while nothing goes through", () => {
    for (const { told, silent: untold } of compareNights(buildWarning(0.5))) {
      assert.ok(told.pressedInVain < 0.75 * untold.pressedInVain);
      assert.ok(told.bought > untold.bought);
    }
  });

  it("are driven away by a message that is shown while most payments go through: what it costs", () => {
    for (const [index, { told }] of compareNights(buildWarning(0.1)).entries()) {
      const late = walkNight(plans[index] as Plan, buildWarning(0.5));
      assert.ok(told.bought < 0.95 * late.bought, `${told.bought}, ${late.bought}`);
    }
  });

  it("all have their order, or a promise of it, when orders are taken before their payment", () => {
    for (const [index, { told }] of compareNights(defers).entries()) {
      const buyers = plans[index]?.customers.filter(({ population }) => population === "buyers").length;
      assert.equal(told.bought, buyers);
      assert.equal(told.toCompetitor, 0);
    }
  });
});
