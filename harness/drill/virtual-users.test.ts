import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { computeMostAtOnce, walkPlan } from "../../scenarios/customers/model.ts";
import { cutIncident } from "../../scenarios/cut-incident.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { viralDeal } from "../../scenarios/viral-deal/incident.ts";
import { smallPlan } from "./small-drill.fixture.ts";
import { computeVirtualUsers } from "./virtual-users.ts";

describe("the number of virtual users", () => {
  const plan = buildPlan(checkoutOutage, 1);
  const wanted = computeVirtualUsers(checkoutOutage, plan, []);

  it("is never more than there are customers", () => {
    assert.equal(computeVirtualUsers(smoke, smallPlan, []), 3);
    assert.ok(wanted < plan.customers.length);
  });

  it("grows with the customers whom the fault makes wait", () => {
    const calm = computeVirtualUsers({ ...checkoutOutage, faults: [] }, plan, []);
    assert.ok(wanted > 2 * calm, `${wanted} with the outage, ${calm} without`);
  });

  it("is enough for a waiting room that lets nobody in", () => {
    const cut = cutIncident(viralDeal, viralDeal.shortForm);
    const deal = buildPlan(cut, 1);
    const [without, withRoom] = [[], ["waiting-room"]].map((defences) => computeVirtualUsers(cut, deal, defences));
    const inLine = walkPlan(cut, deal, () => () => ({ outcome: "queued", latencyMs: 30 }), 1);
    assert.ok((without ?? 0) < computeMostAtOnce(inLine), "the test needs a line that is longer than what is usual");
    assert.equal(withRoom, computeMostAtOnce(inLine) + 50);
  });

  it("is at least 1", () => {
    assert.equal(computeVirtualUsers(smoke, { ...smallPlan, customers: [] }, []), 1);
  });
});
