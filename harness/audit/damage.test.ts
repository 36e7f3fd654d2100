import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PromotionTerms } from "./audit-terms.ts";
import type { BookOrder, OrderDetails } from "./books.ts";
import { computeDamage } from "./damage.ts";
import {
  buildBooks,
  buildDetailed,
  buildEntry,
  buildLine,
  buildUse,
  listEvents,
  voucher,
} from "./detailed-books.fixture.ts";

/** Second 0 is minute 0; every order is placed at second 100, when the second stage is in. */
const promotion: PromotionTerms = {
  vouchers: [voucher],
  isCapEnforced: false,
  guardBudgetCents: null,
  bug: [{ stage: "everyone", fromMinute: 0, untilMinute: null }],
  off: [],
  phases: [{ name: "evening", fromMinute: 0, toMinute: 100 }],
  startMs: 0,
};

const unearned = {
  lines: [buildLine({ article: "own-brand-01", category: "own-brand" })],
  basket: [buildEntry({ subject: "own-brand-01", category: "own-brand" })],
};

function windfall(index: number, details: Partial<OrderDetails> = {}, order: Partial<BookOrder> = {}): BookOrder {
  const account = `account-${index}@example.com`;
  return buildDetailed({ ...unearned, ...details }, { orderNumber: `W-${index}`, account, ...order });
}

function compute(orders: readonly BookOrder[], changes: Partial<PromotionTerms> = {}) {
  const voucherUses = orders.map(({ orderNumber, account }) => buildUse({ orderNumber, account }));
  const terms = { isSettled: true, pace: 60, promotion: { ...promotion, ...changes } };
  const damage = computeDamage([], buildBooks({ orders, voucherUses }), terms);
  assert.ok(damage !== null);
  return damage;
}

const none = { uses: 0, cents: 0 };

describe("the damage of a voucher bug", () => {
  it("is what the bug gave away, and no rightful discount; the oldest order is named", () => {
    const damage = compute([buildDetailed(), windfall(1), windfall(2, { placedAtMs: 99_999 })]);
    assert.deepEqual(damage.undeserved, { uses: 2, cents: 2000 });
    assert.deepEqual([damage.byTrick, damage.byBanner], [none, { uses: 2, cents: 2000 }]);
    assert.equal(damage.firstOrderNumber, "W-2");
  });

  it("is nothing where the bug was not in: then it is a violation", () => {
    assert.deepEqual(compute([windfall(1)], { bug: [] }).total, none);
  });

  it("is sunk where goods are gone, recovered where it was cancelled before, and else recoverable", () => {
    const gone = listEvents(2, "placed", "paid", "picked", "packed", "shipped");
    const late = [...gone, ...listEvents(7, "cancelled")];
    const damage = compute([
      windfall(1, { events: gone }),
      windfall(2, { events: late }, { state: "cancelled" }),
      windfall(3, { events: listEvents(2, "placed", "cancelled") }, { state: "cancelled" }),
      windfall(4),
    ]);
    assert.deepEqual(
      [damage.sunk, damage.recovered, damage.recoverable],
      [
        { uses: 2, cents: 2000 },
        { uses: 1, cents: 1000 },
        { uses: 1, cents: 1000 },
      ],
    );
  });

  it("counts accounts by how many of these orders they placed, at the edges of each class", () => {
    const counts = [1, 2, 5, 6, 30, 31];
    const orders = counts.flatMap((count) =>
      Array.from({ length: count }, (_, index) => windfall(count * 100 + index, {}, { account: `has ${count}` })),
    );
    assert.deepEqual(compute(orders).accounts, { once: 1, twoToFive: 2, sixToThirty: 2, overThirty: 1 });
  });

  it("counts orders with nothing left to pay", () => {
    const free = windfall(
      1,
      { discountCents: 700, lines: [buildLine({ category: "own-brand", unitCents: 700 })] },
      { totalCents: 0 },
    );
    const damage = compute([free, windfall(2)]);
    assert.deepEqual([damage.freeOrders, damage.total], [1, { uses: 2, cents: 1700 }]);
    const rightful = (number: string) => buildDetailed({}, { orderNumber: number, totalCents: 0 });
    const overCap = compute([rightful("A-1"), rightful("A-2")]);
    assert.deepEqual([overCap.freeOrders, overCap.total.uses], [0, 1]);
  });

  it("is also what is over a cap that nothing enforces, and counts an order once", () => {
    const rightful = buildDetailed({}, { orderNumber: "A-2" });
    const orders = [buildDetailed(), rightful, windfall(1, {}, { account: "a@example.com" })];
    const open = compute(orders);
    assert.deepEqual([open.overCap.uses, open.undeserved.uses, open.total.uses], [2, 1, 2]);
    // Accounts are those of the facts: who had what the bug gave, however often the code was used rightfully besides.
    assert.deepEqual(open.accounts, { once: 1, twoToFive: 0, sixToThirty: 0, overThirty: 0 });
    assert.deepEqual(compute(orders, { isCapEnforced: true }).overCap, none);
  });

  it("is noted as unknown where nothing tells when the bug was in, and null where no voucher is known", () => {
    const damage = compute([windfall(1)], { startMs: null });
    assert.deepEqual(damage.total, none);
    assert.match(damage.notes.join(), /^1 discount is against the shop's rules, and nothing tells/);
    assert.equal(computeDamage([], buildBooks()), null);
  });
});
