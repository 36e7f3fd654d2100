import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BookOrder } from "../audit/books.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import { buildDealOrder, buildOwner, vouchers } from "./deal-books.fixture.ts";
import { findTruths } from "./ground-truth.ts";
import { scoreFilters } from "./score-filters.ts";

const shipped = { events: [{ sequence: 9, kind: "shipped", atMs: 500, detail: null }] };

function score(orders: readonly BookOrder[], owners: readonly CustomerHistory[], asOfMs = 1000) {
  const truths = findTruths(orders, owners, vouchers);
  return scoreFilters({ orders, vouchers, truths, accounts: new Set(), asOfMs, weight: 72, seed: 1 });
}

const orders = [
  buildDealOrder("T1", "trick", "r1@x"),
  buildDealOrder("T2", "trick", "r2@x", shipped),
  buildDealOrder("N", "banner", "r3@x"),
  buildDealOrder("H1", "banner", "h@x"),
  buildDealOrder("H2", "banner", "h@x"),
  buildDealOrder("W", "banner", "lucky@x"),
  buildDealOrder("C", "rightful", "code@x"),
];
const owners = [
  buildOwner("deal-readers", "T1", "T2", "N"),
  buildOwner("hunters", "H1", "H2"),
  buildOwner("buyers", "W", "C"),
];

test("each filter's counts are those that can be told by hand", () => {
  const rows = score(orders, owners).map((one) => [
    one.booksKept,
    one.filter,
    one.selected,
    one.affectedSelected,
    one.goodSelected,
    one.windfallsSelected,
    one.recall?.value,
    one.precision?.value,
  ]);
  assert.deepEqual(rows, [
    ["with-history", "any-discount", 7, 5, 2, 1, 1, 5 / 7],
    ["with-history", "eligibility", 6, 5, 1, 1, 1, 5 / 6],
    ["with-history", "eligibility-and-behaviour", 4, 4, 0, 0, 4 / 5, 1],
    ["final-basket", "any-discount", 7, 5, 2, 1, 1, 5 / 7],
    ["final-basket", "eligibility", 6, 5, 1, 1, 1, 5 / 6],
    ["final-basket", "eligibility-and-behaviour", 6, 5, 1, 1, 1, 5 / 6],
  ]);
});

test("money is saved where goods are still there, missed where nobody selected, sunk where they left", () => {
  const rows = score(orders, owners)
    .slice(0, 3)
    .map((one) => [
      one.savedCents.rehearsed.value,
      one.missedCents.rehearsed.value,
      one.sunkCents.rehearsed.value,
      one.goodCancelled.rehearsed.value,
      one.goodCancelledWorthCents.rehearsed.value,
      one.savedCents.full.value,
    ]);
  assert.deepEqual(rows, [
    [4000, 0, 1000, 2, 4000, 288_000],
    [4000, 0, 1000, 1, 2000, 288_000],
    [3000, 1000, 1000, 0, 0, 216_000],
  ]);
});

test("what left the shop after the cancelling was still there for it", () => {
  const [any] = score(orders, owners, 499);
  assert.deepEqual([any?.savedCents.rehearsed.value, any?.sunkCents.rehearsed.value], [5000, 0]);
});

test("orders that were placed after the cancelling are nobody's hit or miss", () => {
  const late = buildDealOrder("L", "trick", "r4@x", { placedAtMs: 1001 });
  assert.deepEqual(score([...orders, late], [...owners, buildOwner("deal-readers", "L")]), score(orders, owners));
});

test("a filter that is right about every order has recall and precision 1, and cancels no good order", () => {
  const clear = [buildDealOrder("T", "trick", "r@x"), buildDealOrder("C", "rightful", "c@x")];
  const scores = score(clear, [buildOwner("hunters", "T"), buildOwner("buyers", "C")]);
  const { recall, precision, goodCancelled } = scores.find(({ filter }) => filter === "eligibility") ?? {};
  assert.deepEqual([recall?.value, precision?.value, goodCancelled?.rehearsed.value], [1, 1, 0]);
  // None of two accounts lost a good order: at most both of them might, one each.
  assert.deepEqual(goodCancelled?.rehearsed, { value: 0, low: 0, high: 2 });
});

test("without a discount there is nothing to select, and no share", () => {
  for (const one of score([], [])) {
    assert.deepEqual([one.selected, one.recall, one.precision], [0, null, null]);
    assert.deepEqual(one.savedCents.full, { value: 0, low: 0, high: 0 });
  }
});

test("the same books give the same intervals, each around its value", () => {
  const first = score(orders, owners);
  assert.deepEqual(first, score(orders, owners));
  const { savedCents } = first[0] ?? assert.fail("no score");
  assert.ok(savedCents.rehearsed.low < 4000 && savedCents.rehearsed.high > 4000);
});

const someBooks = fc
  .array(
    fc.record({
      way: fc.constantFrom("rightful", "trick", "banner"),
      account: fc.nat(5),
      population: fc.constantFrom("buyers", "deal-readers", "hunters"),
      isShipped: fc.boolean(),
    } as const),
    { maxLength: 20 },
  )
  .map((list) => ({
    orders: list.map(({ way, account, isShipped }, index) =>
      buildDealOrder(`A-${index}`, way, `account-${account}@x`, isShipped ? shipped : {}),
    ),
    owners: list.map(({ population }, index) => buildOwner(population, `A-${index}`)),
  }));

test("shares lie in [0, 1], counts add up, and saved, missed and sunk are all of the affected discounts", () => {
  fc.assert(
    fc.property(someBooks, ({ orders: list, owners: customers }) => {
      const truths = findTruths(list, customers, vouchers);
      const affectedCents = 1000 * [...truths.values()].filter((truth) => truth === "affected").length;
      for (const one of score(list, customers)) {
        for (const share of [one.recall, one.precision])
          assert.ok(share === null || (share.value >= 0 && share.value <= 1 && share.low >= 0 && share.high <= 1));
        assert.equal(one.selected, one.affectedSelected + one.goodSelected + one.otherSelected);
        const { savedCents, missedCents, sunkCents } = one;
        assert.equal(
          savedCents.rehearsed.value + missedCents.rehearsed.value + sunkCents.rehearsed.value,
          affectedCents,
        );
      }
    }),
    { numRuns: 30 },
  );
});
