import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PriceRow } from "../../scenarios/rows.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import { HistoryBuilder } from "./history-builder.ts";
import { buildBadRow, buildEndRow, buildStepRow, prices, smallPlan } from "./small-drill.fixture.ts";

function build(fill: (builder: HistoryBuilder) => void = () => {}): CustomerHistory[] {
  const builder = new HistoryBuilder(smoke, smallPlan);
  fill(builder);
  return builder.build();
}

function addPrices(builder: HistoryBuilder, list: readonly PriceRow[]): void {
  for (const price of list) builder.addPrice(price);
}

describe("the order history", () => {
  it("has every planned customer, in the order of the plan, from the first moment", () => {
    const history = build();
    assert.deepEqual(
      history.map(({ customer, population, weight, account, buys, end, visits }) => [
        customer,
        population,
        weight,
        account,
        buys,
        end,
        visits,
      ]),
      [
        [0, "buyers", 60, "buyer-0@example.test", true, "never-came", 0],
        [1, "buyers", 60, "buyer-1@example.test", true, "never-came", 0],
        [2, "browsers", 60, "browser-2@example.test", false, "never-came", 0],
      ],
    );
  });

  it("knows when each would have bought without the incident; browsers never", () => {
    const [first, second, browser] = build();
    // Arrivals at minutes 0 and 1, seven and ten thinks of a tenth of a minute in the mean.
    assert.ok((first?.counterfactualMinute ?? 0) > 0.1 && (first?.counterfactualMinute ?? 9) < 3);
    assert.ok((second?.counterfactualMinute ?? 0) > 1.1 && (second?.counterfactualMinute ?? 9) < 5);
    assert.equal(browser?.counterfactualMinute, null);
  });

  it("values intended baskets by the price list, once all of it is read", () => {
    const listed = build((builder) => addPrices(builder, prices));
    assert.deepEqual(
      listed.map(({ listCents }) => listCents),
      [2000, 3100, null],
    );
    assert.deepEqual(
      build().map(({ listCents }) => listCents),
      [null, null, null],
    );
    const partly = build((builder) => addPrices(builder, prices.slice(2)));
    assert.deepEqual(
      partly.map(({ listCents }) => listCents),
      [2000, null, null],
    );
  });

  it("keeps each press of the order button as the customer saw it", () => {
    const [history] = build((builder) => {
      builder.addStep(buildBadRow(), 2.000_04, 2.030_06);
      builder.addStep(buildStepRow({ attempt: 2, visit: 2, orderNumber: "A-9", key: null }), 3, 3.5);
    });
    assert.deepEqual(history?.attempts, [
      {
        attempt: 1,
        visit: 1,
        key: "key-1",
        startedMinute: 2,
        endedMinute: 2.0301,
        outcome: "error-page",
        status: 502,
        orderNumber: null,
        totalCents: null,
      },
      {
        attempt: 2,
        visit: 2,
        key: "",
        startedMinute: 3,
        endedMinute: 3.5,
        outcome: "ok",
        status: 200,
        orderNumber: "A-9",
        totalCents: 2600,
      },
    ]);
    assert.equal(history?.visits, 2);
  });

  it("keeps the last total that cart or review showed, and no other page's", () => {
    const [history] = build((builder) => {
      builder.addStep(buildStepRow({ step: "cart", totalCents: 2600 }), 1, 1);
      builder.addStep(buildStepRow({ step: "review", totalCents: 2900 }), 1, 1);
      builder.addStep(buildBadRow({ step: "cart" }), 1, 1);
      builder.addStep(buildStepRow({ totalCents: 1 }), 1, 1);
    });
    assert.equal(history?.seenCents, 2900);
  });

  it("dates the first error page by its end, and takes no timeout or busy page for one", () => {
    const [first, second] = build((builder) => {
      builder.addStep(buildBadRow({ outcome: "timeout", step: "home" }), 1, 1.1);
      builder.addStep(buildBadRow({ outcome: "shed", step: "home" }), 1.2, 1.3);
      builder.addStep(buildBadRow({ outcome: "soft-error", step: "review" }), 2, 2.5);
      builder.addStep(buildBadRow(), 3, 3.5);
      builder.addStep(buildBadRow({ customer: 1, outcome: "refused", step: "home" }), 1, 1.1);
    });
    assert.deepEqual([first?.firstErrorMinute, first?.firstErrorStep], [2.5, "review"]);
    assert.deepEqual([second?.firstErrorMinute, second?.firstErrorStep], [null, null]);
  });

  it("dates the failure of a first visit by the start of its last bad step, whatever page and bad outcome", () => {
    for (const outcome of ["error-page", "soft-error", "wrong", "shed", "paused", "timeout", "refused"] as const) {
      const [first, second] = build((builder) => {
        builder.addStep(buildBadRow({ outcome: "error-page", step: "home" }), 1, 1.1);
        builder.addStep(buildBadRow({ outcome, step: "category" }), 2.000_04, 2.5);
        builder.addStep(buildBadRow({ outcome, step: "home", visit: 2 }), 4, 4.1);
        builder.addStep(buildBadRow({ customer: 1, outcome, step: "home", visit: 2 }), 4, 4.1);
      });
      assert.equal(first?.firstVisitFailedMinute, 2, outcome);
      assert.equal(second?.firstVisitFailedMinute, null, outcome);
    }
  });

  it("dates when a first visit was turned away by the start of its first busy, error or timed-out page", () => {
    for (const outcome of ["error-page", "soft-error", "shed", "timeout", "refused"] as const) {
      const [first, second] = build((builder) => {
        builder.addStep(buildBadRow({ outcome: "wrong", step: "home" }), 1, 1.1);
        builder.addStep(buildBadRow({ outcome, step: "category" }), 2.000_04, 2.5);
        builder.addStep(buildBadRow({ outcome, step: "category" }), 3, 3.5);
        builder.addStep(buildBadRow({ customer: 1, outcome, step: "home", visit: 2 }), 4, 4.1);
      });
      assert.deepEqual([first?.firstTurnedAwayMinute, second?.firstTurnedAwayMinute], [2, null], outcome);
    }
  });

  it("takes nobody for turned away whom the maintenance page, a waiting room, a wrong page or a good one met", () => {
    for (const outcome of ["ok", "deferred", "queued", "declined", "wrong", "paused"] as const) {
      const [history] = build((builder) => builder.addStep(buildBadRow({ outcome }), 1, 1.1));
      assert.equal(history?.firstTurnedAwayMinute, null, outcome);
    }
  });

  it("takes no good page, no declined card and no waiting room for a failure of the first visit", () => {
    for (const outcome of ["ok", "deferred", "queued", "declined"] as const) {
      const [history] = build((builder) => builder.addStep(buildBadRow({ outcome }), 1, 1.1));
      assert.equal(history?.firstVisitFailedMinute, null, outcome);
    }
  });

  it("tells who never came, who came, who is still inside and who has ended", () => {
    const history = build((builder) => {
      builder.addStep(buildStepRow({ step: "home" }), 1, 1);
      builder.addStep(buildStepRow({ customer: 1, step: "home" }), 1.5, 1.6);
      builder.addEnd(buildEndRow({ customer: 1, end: "competitor", visits: 3 }), 4);
    });
    assert.deepEqual(
      history.map(({ end, cameMinute, endMinute, visits }) => [end, cameMinute, endMinute, visits]),
      [
        ["unfinished", 1, null, 1],
        ["competitor", 1.5, 4, 3],
        ["never-came", null, null, 0],
      ],
    );
  });

  it("counts a dropped arrival among those who never came", () => {
    const [history] = build((builder) => builder.addEnd(buildEndRow({ end: "dropped", visits: 0 }), 1));
    assert.deepEqual([history?.end, history?.cameMinute], ["never-came", null]);
  });

  it("passes over rows of customers that the plan does not have", () => {
    const rows = build((builder) => {
      builder.addStep(buildStepRow({ customer: 99 }), 1, 1);
      builder.addEnd(buildEndRow({ customer: 99 }), 1);
    });
    assert.deepEqual(rows, build());
  });

  it("counts who came by population", () => {
    const builder = new HistoryBuilder(smoke, smallPlan);
    builder.addStep(buildStepRow({ customer: 0, step: "home" }), 1, 1);
    builder.addStep(buildStepRow({ customer: 1, step: "home" }), 1, 1);
    builder.addStep(buildStepRow({ customer: 1, step: "category" }), 1, 1);
    assert.deepEqual([...builder.countCame()], [["buyers", 2]]);
  });

  it("that was given out does not change with later rows", () => {
    const builder = new HistoryBuilder(smoke, smallPlan);
    builder.addStep(buildStepRow(), 1, 1);
    const before = builder.build();
    const text = JSON.stringify(before);
    builder.addStep(buildStepRow({ attempt: 2 }), 2, 2);
    builder.addEnd(buildEndRow(), 3);
    assert.equal(JSON.stringify(before), text);
  });
});
