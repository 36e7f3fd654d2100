import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { incidents } from "./catalogue.ts";
import { monitorShare } from "./checkout-outage/chosen-values.ts";
import { checkoutOutage } from "./checkout-outage/incident.ts";
import type { Incident } from "./incident.ts";
import { selectIncident, selectWhole } from "./selection.ts";
import { smoke } from "./smoke/incident.ts";

function getValue({ assumptions }: Incident, id: string): number | undefined {
  return assumptions.find((assumption) => assumption.id === id)?.value;
}

/** What the drill acts by, read from the incident, beside the assumption that names it. */
function listActing(incident: Incident): [id: string, acting: number][] {
  const { customers } = incident;
  const [least, most] = customers.browserProducts;
  return [
    ["orders-per-second", incident.populations.find(({ buys }) => buys)?.arrivalsPerSecond ?? 0],
    ["pace", incident.pace],
    ["share", incident.share],
    ["think-time", customers.thinkMinutes],
    ["browser-products", (least + most) / 2],
    ["order-status-share", customers.orderStatusShare],
    ["press-again", customers.retryShares[0] ?? 0],
    ["retry-pause", (customers.retryPauseMs[0] + customers.retryPauseMs[1]) / 2000],
    ["goes-to-competitor", customers.competitorShare],
    ["comes-back-later", customers.laterShare],
    ["comes-back-after", customers.laterLeastMinutes + customers.laterMeanMinutes],
    ["most-visits", customers.mostVisits],
    ["customary-latency", customers.customaryLatencyMs],
    ["follows-advice", customers.followsAdviceShare],
    ["advice-reaction", customers.adviceReactionMinutes],
    ["leaves-when-told", customers.leavesWhenToldShare],
    ["goes-to-competitor-informed", customers.informedCompetitorShare],
    ["comes-back-later-informed", customers.informedLaterShare],
    ["calm-utilisation", incident.calmUtilisation],
    ["service-time", incident.serviceMs],
    ["queue-bound", incident.queueBoundMs],
    ["response-timeout", incident.responseTimeoutMs],
    ["payment-deadline", incident.paymentDeadlineMs],
  ];
}

describe("assumptions", () => {
  for (const incident of incidents) {
    it(`of ${incident.name} have each an id of their own, a unit and a reason`, () => {
      const ids = incident.assumptions.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const { unit, why, value } of incident.assumptions)
        assert.ok(unit !== "" && why !== "" && Number.isFinite(value));
    });

    it(`of ${incident.name} name the values that act`, () => {
      for (const [id, acting] of listActing(incident)) assert.equal(getValue(incident, id), acting, id);
    });
  }

  it("of the outage name what the article leaves open", () => {
    const [partial] = checkoutOutage.faults[0]?.stages ?? [];
    assert.equal(getValue(checkoutOutage, "change-share-precursors"), partial?.share);
    assert.equal(getValue(checkoutOutage, "precursor-minutes"), 90);
    assert.equal(getValue(checkoutOutage, "precursor-minutes"), (partial?.toMinute ?? 0) - (partial?.fromMinute ?? 0));
    assert.equal(getValue(checkoutOutage, "sales-monitor-share"), monitorShare);
    assert.equal(getValue(checkoutOutage, "visitors-per-order"), 25.4);
    assert.equal(getValue(checkoutOutage, "comes-back-next-morning"), checkoutOutage.customers.morningShare);
    assert.equal(getValue(checkoutOutage, "morning-return-minutes"), 45);
    assert.equal(
      getValue(checkoutOutage, "comes-back-next-morning-informed"),
      checkoutOutage.customers.informedMorningShare,
    );
    assert.equal(getValue(checkoutOutage, "rollback-reaction"), checkoutOutage.alertActions[0]?.reactionMinutes);
    assert.equal(getValue(smoke, "browsers-per-second"), 8);
  });

  it("of each cause name the share of every step before its outage", () => {
    for (const { name, faults } of checkoutOutage.causes) {
      const incident = selectIncident({ ...selectWhole("checkout-outage"), cause: name });
      const listed = incident.assumptions.filter(({ id }) => id.startsWith("change-share-precursors"));
      assert.deepEqual(
        listed.map(({ value }) => value),
        faults[0]?.stages.slice(0, -1).map(({ share }) => share),
        name,
      );
    }
  });

  it("of the outage hold an order at 52 USD", () => {
    const order = checkoutOutage.assumptions.find(({ id }) => id === "average-order-value");
    assert.deepEqual([order?.value, order?.unit], [52, "USD"]);
  });
});
