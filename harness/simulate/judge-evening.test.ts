import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bannerCategories } from "../../mock-shop/rules/voucher-bug.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { loadIncident } from "../load-incident.ts";
import { type JudgedEvening, judgeEvening } from "./judge-evening.ts";
import { openVirtualForum } from "./virtual-forum.ts";
import { startVirtualVouchers } from "./virtual-vouchers.ts";

const { incident, objectives } = loadIncident("viral-deal", null, false);
const whole = buildPlan(incident, 1, incident.pace);
/** Who comes in the first 20 wall seconds: the calm, and a little more. */
const plan = { ...whole, customers: whole.customers.filter(({ arrivesAtMs }) => arrivesAtMs < 20_000) };
const asked = objectives.filter(({ kind }) => kind !== "waiting");
const world = { guard: { budgetCents: 1, usesPerMinute: 1 }, wallMsPerMinute: 1000, capPerAccount: 1 };
const promotion = { discountCents: 1000, eligible: ["offers"], banner: bannerCategories, departments: ["offers"] };

function judge(workers: number): JudgedEvening {
  return judgeEvening(
    incident,
    { plan, promotion },
    {
      objectives: asked,
      workers,
      bugAt: () => "none",
      openForum: () => openVirtualForum(1),
      openVouchers: () => startVirtualVouchers(null, world),
    },
  );
}

describe("a virtual evening", () => {
  it("is carried where it holds the target of every objective", () => {
    assert.deepEqual(judge(6), { isCarried: true, missed: [], turnedAwayRatio: 0 });
  });

  it("is not carried by a single worker, and names the objectives that it misses", () => {
    const { isCarried, missed, turnedAwayRatio } = judge(1);
    assert.equal(isCarried, false);
    assert.ok(missed.includes("browse-latency"), missed.join());
    assert.ok(turnedAwayRatio > 0.1, `${turnedAwayRatio}`);
  });
});
