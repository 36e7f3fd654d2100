import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OrderDetails } from "../audit/books.ts";
import { buildPromotionTerms } from "../audit/detailed-books.fixture.ts";
import { buildDealOrder, buildLine, buildOwner } from "../deal/deal-books.fixture.ts";
import { countDiscounts, type DiscountParts } from "./undeserved-discounts.ts";

/** The trick works from second 0 on; the second stage is put in at second 200. */
const bugPeriods = [
  { stage: "kept", fromMs: 0, untilMs: Number.POSITIVE_INFINITY },
  { stage: "everyone", fromMs: 200_000, untilMs: Number.POSITIVE_INFINITY },
] as const;

const packedAt = (atMs: number): Partial<OrderDetails> => ({
  placedAtMs: 250_000,
  events: [{ sequence: 9, kind: "packed", atMs, detail: "PN-1" }],
});
const digital: Partial<OrderDetails> = {
  placedAtMs: 250_000,
  stage: "delivered",
  lines: [{ ...buildLine("own-brand-01"), kind: "digital" }],
};

function count(orders: DiscountParts["books"]["orders"], changes: Partial<DiscountParts> = {}) {
  return countDiscounts({
    history: [],
    books: { orders, payments: [] },
    promotion: buildPromotionTerms({ bugPeriods }),
    pausedAtMs: 300_000,
    ...changes,
  });
}

describe("undeserved discounts", () => {
  it("are those of the bug, and no rightful one; free orders and accounts are counted among them", () => {
    const found = count([
      buildDealOrder("A-1", "rightful", "a@x"),
      { ...buildDealOrder("A-2", "trick", "b@x", { placedAtMs: 100_000 }), totalCents: 0 },
      buildDealOrder("A-3", "banner", "b@x", { placedAtMs: 250_000, discountCents: 900 }),
    ]);
    assert.deepEqual([found?.undeservedOrders, found?.undeservedCents, found?.freeOrders], [2, 1900, 1]);
    assert.deepEqual(found?.usesByAccount, { once: 0, twoToFive: 1, sixToThirty: 0, overThirty: 0 });
  });

  it("count as tricks by the basket's history and before the second stage alone, not by a missing article", () => {
    const found = count([
      buildDealOrder("A-1", "trick", "a@x", { placedAtMs: 199_999 }),
      buildDealOrder("A-2", "trick", "b@x", { placedAtMs: 200_000 }),
      buildDealOrder("A-3", "banner", "c@x", { placedAtMs: 250_000 }),
    ]);
    assert.deepEqual([found?.trickOrders, found?.undeservedOrders], [1, 3]);
    const withoutSecond = buildPromotionTerms({ bugPeriods: bugPeriods.slice(0, 1) });
    assert.equal(
      count([buildDealOrder("A-2", "trick", "b@x", { placedAtMs: 200_000 })], { promotion: withoutSecond })
        ?.trickOrders,
      1,
    );
  });

  it("of the deal's customers are told from windfalls, in parcels and in digital goods", () => {
    const orders = [
      buildDealOrder("D-1", "banner", "a@x", packedAt(299_000)),
      buildDealOrder("D-2", "banner", "b@x", packedAt(301_000)),
      buildDealOrder("D-3", "banner", "c@x", digital),
      buildDealOrder("W-1", "banner", "d@x", packedAt(290_000)),
      buildDealOrder("W-2", "banner", "e@x", digital),
    ];
    const history = [buildOwner("deal-readers", "D-1", "D-2", "D-3"), buildOwner("buyers", "W-1", "W-2")];
    const found = count(orders, { history });
    assert.equal(found?.windfallOrders, 2);
    assert.deepEqual([found?.affectedParcelsAtPause, found?.windfallParcelsAtPause], [1, 1]);
    assert.deepEqual([found?.affectedDigitalDelivered, found?.windfallDigitalDelivered], [1, 1]);
  });

  it("are unknown, not none, where terms, details or the times of the bug are", () => {
    const order = buildDealOrder("A-1", "trick", "a@x", { placedAtMs: 100_000 });
    const { details: _details, ...bare } = order;
    assert.equal(count([order])?.undeservedOrders, 1);
    assert.equal(count([order], { promotion: null }), null);
    assert.equal(count([bare]), null);
    assert.equal(count([order], { promotion: buildPromotionTerms({ bugPeriods: null }) }), null);
  });

  it("have no parcels at a pause that was not, or that nobody can place in the books' time", () => {
    const found = count([buildDealOrder("D-1", "banner", "a@x", packedAt(260_000))], { pausedAtMs: null });
    assert.deepEqual([found?.affectedParcelsAtPause, found?.windfallParcelsAtPause], [null, null]);
  });
});
