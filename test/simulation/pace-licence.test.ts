// The licence says yes and says no: with seeds, in virtual time. Why each limit: harness/simulate/licence-limits.ts.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LicencedFigure, PaceLicence } from "../../harness/record/run-record.ts";
import { computePaceLicence } from "../../harness/simulate/pace-licence.ts";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import type { Incident, Phase } from "../../scenarios/incident.ts";

function find(licence: readonly LicencedFigure[], phase: string, figure: LicencedFigure["figure"]): LicencedFigure {
  return licence.find((one) => one.phase === phase && one.figure === figure) as LicencedFigure;
}

function list(licence: readonly LicencedFigure[], figure: LicencedFigure["figure"]): [string, PaceLicence][] {
  return licence.filter((one) => one.figure === figure).map((one) => [one.phase, one.licence]);
}

/** An evening without a fault on which twice as many customers come for half an hour: more than the shop can serve. */
function buildRush(serviceMs: number, queueBoundMs: number): Incident {
  const phase = (name: string, fromMinute: number, toMinute: number, traffic: number): Phase => {
    return { name, says: name, fromMinute, toMinute, traffic, normal: false };
  };
  return {
    ...checkoutOutage,
    faults: [],
    actions: [],
    phases: [phase("calm", 0, 40, 1), phase("rush", 40, 70, 1.9), phase("after", 70, 110, 1)],
    customers: { ...checkoutOutage.customers, morningMinutes: null },
    serviceMs,
    queueBoundMs,
  };
}

const seeds = [1, 101, 201];

for (const seed of seeds) {
  describe(`seed ${seed}`, () => {
    it("at the outage's own values order shares, browsing and utilisation carry over, but for the catch-up's orders", () => {
      const licence = computePaceLicence(checkoutOutage, checkoutOutage.pace, seed);
      const says = JSON.stringify(licence);
      for (const { figure, phase, licence: found } of licence) {
        if (figure === "browse-shares" || figure === "utilisation") assert.equal(found, "faithful", `${phase} ${says}`);
        if (figure === "queueing") assert.equal(found, "not-at-this-pace", `${phase} ${says}`);
      }
      // The fault is held for 750 ms, whatever the pace: 2.5 minutes of the catch-up at 200x, when most press twice.
      assert.deepEqual(list(licence, "order-shares"), [
        ["calm", "faithful"],
        ["precursors", "faithful"],
        ["outage", "faithful"],
        ["catch-up", "not-at-this-pace"],
        ["normal", "faithful"],
        ["morning", "faithful"],
      ]);
      assert.match(find(licence, "catch-up", "order-shares").why, /in 2\.5 of its 60 minutes/);
      assert.equal(find(licence, "precursors", "counts").licence, "scaled");
      assert.equal(find(licence, "catch-up", "money").licence, "not-at-this-pace");
    });

    it("at ten times the pace orders and latency are refused where orders go through", () => {
      const licence = computePaceLicence(checkoutOutage, 2000, seed);
      for (const phase of ["calm", "precursors", "catch-up"]) {
        assert.equal(find(licence, phase, "order-shares").licence, "not-at-this-pace", JSON.stringify(licence));
        assert.equal(find(licence, phase, "latency").licence, "not-at-this-pace", JSON.stringify(licence));
      }
    });

    it("a rush that loses 40 % of the orders at 1x loses none at 180x behind 2 s of queue, and is refused", () => {
      const { licence, atOne, atPace } = find(
        computePaceLicence(buildRush(50, 2000), 180, seed),
        "rush",
        "order-shares",
      );
      assert.equal(licence, "not-at-this-pace");
      assert.ok((atOne ?? 1) < 0.7 && (atPace ?? 0) > 0.98, `${atOne} ${atPace}`);
    });

    it("the same rush in front of 10 ms of service and 0.25 s of queue carries over", () => {
      const found = find(computePaceLicence(buildRush(10, 250), 180, seed), "rush", "order-shares");
      assert.equal(found.licence, "faithful", JSON.stringify(found));
    });
  });
}

describe("a drill at 1x", () => {
  it("needs no licence", () => {
    assert.deepEqual(computePaceLicence(checkoutOutage, 1, 1), []);
  });
});
