import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { PhaseTally } from "./phase-tally.ts";
import { listMeasuredSpans, simulateDrill } from "./simulate-drill.ts";
import { type Return, replayJourney } from "./simulated-customer.ts";

const clock = buildIncidentClock(smoke.phases, smoke.pace);

function simulateSmoke(seed = 1): { tallies: PhaseTally[]; returns: Return[][] } {
  const tallies = smoke.phases.map(() => new PhaseTally());
  const returns = smoke.phases.map((): Return[] => []);
  simulateDrill(smoke, seed, smoke.pace, 5, 2, tallies, returns);
  return { tallies, returns };
}

describe("a simulated drill", () => {
  it("loses all orders of the outage, hardly any of the calm, and no page", () => {
    const { tallies } = simulateSmoke();
    const [calm, outage] = tallies;
    assert.ok((calm?.attempts ?? 0) > 20 && (outage?.attempts ?? 0) > 50);
    assert.equal(outage?.ordersTaken, 0);
    for (const { browsePages, browsePagesOk } of tallies) assert.equal(browsePagesOk, browsePages);
  });

  it("gives the same for the same seed, and something else for another", () => {
    const count = (seed: number) => simulateSmoke(seed).tallies.map(({ attempts, busyMs }) => [attempts, busyMs]);
    assert.deepEqual(count(1), count(1));
    assert.notDeepEqual(count(1), count(2));
  });

  it("measures no phase before its journeys are under way where it begins with an empty shop", () => {
    const spans = listMeasuredSpans(smoke, clock, 2);
    assert.deepEqual(
      spans.map(({ fromMs, untilMs }) => [fromMs, untilMs]),
      [
        [2000, 5000],
        [5000, 10_000],
        [10_000, 15_000],
      ],
    );
    assert.equal(listMeasuredSpans(smoke, clock, 20)[0]?.fromMs, 2500);
  });
});

describe("a customer who comes again", () => {
  it("can be taken up elsewhere, at the moment of the return and with the pages of a later visit", () => {
    const again = simulateSmoke().returns.flat();
    assert.ok(again.length > 10);
    for (const one of again) {
      const journey = replayJourney(one, smoke.customers, clock);
      assert.equal(journey.visits(), one.visit);
      const decision = journey.decide(null);
      assert.equal(decision.does === "ask" && decision.wish.step, "cart");
    }
  });

  it("is refused where the reports do not lead there", () => {
    const [one] = simulateSmoke().returns.flat();
    assert.throws(
      () => replayJourney({ ...(one as Return), reports: [] }, smoke.customers, clock),
      /does not come again/,
    );
  });
});
