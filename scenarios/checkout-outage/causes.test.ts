// What the outage's causes lead one to expect, by the pure model of customers: before any shop runs.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw } from "../chance.ts";
import { computeFaultShare, walkPlan } from "../customers/model.ts";
import { computeHoldMs } from "../incident.ts";
import { buildPlan, computeWeight } from "../plan.ts";
import { selectIncident, selectWhole } from "../selection.ts";
import { causes, listPrecursors } from "./causes.ts";
import { checkoutOutage } from "./incident.ts";

/** Wall ms that a refused payment call takes: at once, at its deadline, after its wait for a connection. */
const failureMs = { "config-change": 15, "hung-provider": 515, "exhausted-pool": 215 } as const;

/** Walks the night with this cause: attempts by phase, and when each customer saw a first error page. */
function walkNight(cause: (typeof causes)[number], seed: number) {
  const incident = selectIncident({ ...selectWhole("checkout-outage"), cause: cause.name });
  const plan = buildPlan(incident, seed);
  const attempts = { precursors: { all: 0, bad: 0 }, outage: { all: 0, bad: 0 } };
  const firstErrors = new Map<number, number>();
  walkPlan(incident, plan, (customer) => (wish, minute, attempt) => {
    if (wish.step !== "place-order") return { outcome: "ok", latencyMs: 15 };
    const uniform = draw(seed, customer.population, customer.customer, "model-fault", attempt);
    const fails = uniform < computeFaultShare(incident, minute);
    const phase = minute < 60 || minute >= 330 ? null : minute < 150 ? "precursors" : "outage";
    if (phase !== null) {
      attempts[phase].all++;
      if (fails) attempts[phase].bad++;
    }
    if (fails && !firstErrors.has(customer.customer)) firstErrors.set(customer.customer, minute);
    return { outcome: fails ? "error-page" : "ok", latencyMs: fails ? failureMs[cause.name] : 15 };
  });
  const minutes = [...firstErrors.values()].toSorted((a, b) => a - b);
  const loud = minutes[10_000 / computeWeight(plan.pace, plan.share) - 1] ?? Number.POSITIVE_INFINITY;
  return { attempts, minutesUntilLoud: loud - (minutes[0] ?? 0) };
}

describe("a cause of the outage", () => {
  for (const cause of causes) {
    it(`${cause.name} has precursors of its own that last until the outage, each long enough to be proved`, () => {
      const stages = listPrecursors(cause);
      assert.equal(stages[0]?.fromMinute, 60);
      assert.equal(stages.at(-1)?.toMinute, 150);
      for (const { fromMinute, toMinute, share } of stages) {
        assert.ok(toMinute - fromMinute >= 15);
        // 40 probe calls show none failing once in 600 times at 15 %.
        assert.ok(share >= 0.15 && share < 1);
      }
      assert.deepEqual(
        stages.map(({ share }) => share),
        stages.map(({ share }) => share).toSorted((a, b) => a - b),
      );
      assert.equal(cause.faults[0]?.stages.at(-1)?.share, 1);
      assert.equal(cause.faults[0]?.holdMs, computeHoldMs(checkoutOutage));
    });

    it(`${cause.name} fails 10 % to 40 % of the precursors' attempts (CO-3), all of the outage's (CO-1), and is heard of within 30 minutes (CO-12)`, () => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const { attempts, minutesUntilLoud } = walkNight(cause, seed);
        const share = attempts.precursors.bad / attempts.precursors.all;
        assert.ok(share >= 0.1 && share <= 0.4, `seed ${seed}: ${share}`);
        assert.ok(attempts.outage.all > 1500 && attempts.outage.bad === attempts.outage.all, `seed ${seed}`);
        assert.ok(minutesUntilLoud < 30, `seed ${seed}: ${minutesUntilLoud}`);
      }
    });
  }

  it("is told apart from the others by its name, its change and its stages", () => {
    assert.equal(new Set(causes.map(({ name }) => name)).size, 3);
    assert.equal(new Set(causes.map(({ change }) => change.key)).size, 3);
    const stages = causes.flatMap(({ faults }) => faults.flatMap((window) => window.stages));
    assert.equal(new Set(stages.map(({ name }) => name)).size, stages.length);
  });
});
