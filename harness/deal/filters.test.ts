import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BasketEntry, BookEvent, BookLine, BookOrder, OrderDetails } from "../audit/books.ts";
import { buildBasket, buildDealOrder, buildLine, buildOwner, vouchers } from "./deal-books.fixture.ts";
import { chosenFilter, type OrderFilter, orderFilters } from "./filters.ts";
import { keepFinalBaskets } from "./final-basket.ts";

const [anyDiscount, eligibility, behaviour] = orderFilters as [OrderFilter, OrderFilter, OrderFilter];

const orders: readonly BookOrder[] = [
  buildDealOrder("rightful", "rightful", "code@x"),
  buildDealOrder("full-price", "rightful", "plain@x", { discountCents: 0, voucherCode: null }),
  buildDealOrder("trick", "trick", "reader@x"),
  buildDealOrder("windfall", "banner", "lucky@x"),
  buildDealOrder("hunted-1", "banner", "hunter@x"),
  buildDealOrder("hunted-2", "banner", "hunter@x", { lines: [buildLine("offers-02")] }),
];

test("every order with a discount is found by the crudest filter, and no other", () => {
  assert.deepEqual(anyDiscount.select(orders, vouchers), ["rightful", "trick", "windfall", "hunted-1", "hunted-2"]);
});

test("eligibility leaves alone who typed the code for a basket that it is for", () => {
  assert.deepEqual(eligibility.select(orders, vouchers), ["trick", "windfall", "hunted-1", "hunted-2"]);
});

test("behaviour leaves alone the one discount of an account that did nothing for it", () => {
  assert.deepEqual(behaviour.select(orders, vouchers), ["trick", "hunted-1", "hunted-2"]);
  assert.equal(chosenFilter, behaviour);
});

test("who bought for the discount bought little besides: half of the basket's price is enough, a cent less is not", () => {
  const select = (totalCents: number) =>
    behaviour.select([{ ...buildDealOrder("A", "banner", "a@x", { discountCents: 1_000 }), totalCents }], vouchers);
  assert.deepEqual([select(0), select(1_000), select(1_001)], [["A"], ["A"], []]);
});

test("an article taken out in the review is no trick unless the voucher is for it", () => {
  const select = (...removed: readonly [kind: string, on: string, subject: string]) => {
    const basket = buildBasket(["added", "product", "own-brand-01"], removed);
    return behaviour.select([buildDealOrder("A", "banner", "a@x", { basket })], vouchers);
  };
  assert.deepEqual(select("removed", "review", "offers-01"), ["A"]);
  assert.deepEqual(select("removed", "review", "toys-01"), []);
  assert.deepEqual(select("removed", "cart", "offers-01"), []);
});

test("who takes one of two such articles out keeps what the voucher is for, and has played no trick", () => {
  const basket = buildBasket(["added", "product", "offers-01"], ["removed", "review", "offers-02"]);
  const kept = buildDealOrder("A", "banner", "a@x", { basket, lines: [buildLine("offers-01")] });
  assert.deepEqual(behaviour.select([kept], vouchers), []);
});

test("who typed the code knew of it: the banner's price for another basket is no windfall", () => {
  const basket = buildBasket(["added", "product", "own-brand-01"], ["voucher-refused", "cart", "DEAL10"]);
  assert.deepEqual(behaviour.select([buildDealOrder("A", "banner", "a@x", { basket })], vouchers), ["A"]);
});

test("a code that was refused and then earned is rightful; one that was given up is not", () => {
  const select = (...did: (readonly [kind: string, on: string, subject: string])[]) =>
    eligibility.select([buildDealOrder("A", "rightful", "a@x", { basket: buildBasket(...did) })], vouchers);
  assert.deepEqual(select(["voucher-refused", "cart", "DEAL10"], ["added", "product", "offers-01"]), []);
  assert.deepEqual(select(["voucher-granted", "cart", "DEAL10"], ["voucher-removed", "cart", "DEAL10"]), ["A"]);
});

test("a basket below the voucher's minimum is not eligible", () => {
  const dear = vouchers.map((voucher) => ({ ...voucher, minimumBasketCents: 3001 }));
  assert.deepEqual(eligibility.select(orders.slice(0, 1), dear), ["rightful"]);
});

test("final baskets hide the banner behind an eligible article, and a windfall among the tricks", () => {
  const kept = keepFinalBaskets(orders);
  assert.deepEqual(anyDiscount.select(kept, vouchers), ["rightful", "trick", "windfall", "hunted-1", "hunted-2"]);
  assert.deepEqual(eligibility.select(kept, vouchers), ["trick", "windfall", "hunted-1"]);
  assert.deepEqual(behaviour.select(kept, vouchers), ["trick", "windfall", "hunted-1", "hunted-2"]);
});

test("books that keep only the heads of orders give nothing to select by", () => {
  const heads = orders.map(({ details: _, ...head }) => head);
  for (const filter of orderFilters) assert.deepEqual(filter.select(heads, vouchers), []);
});

const someOrders = fc
  .array(fc.record({ way: fc.constantFrom("rightful", "trick", "banner"), account: fc.nat(6) } as const), {
    maxLength: 25,
  })
  .map((list) => list.map(({ way, account }, index) => buildDealOrder(`A-${index}`, way, `account-${account}@x`)));

test("a filter decides the same when accounts and keys go by other names: nothing of a customer's intent is in them", () => {
  fc.assert(
    fc.property(someOrders, (list) => {
      const renamed = list.map((order) => ({ ...order, account: `other ${order.account}`, key: "another" }));
      for (const filter of orderFilters)
        assert.deepEqual(filter.select(renamed, vouchers), filter.select(list, vouchers));
    }),
  );
});

test("with histories each filter selects a part of what the cruder one does", () => {
  fc.assert(
    fc.property(someOrders, (list) => {
      const any = anyDiscount.select(list, vouchers);
      const undeserved = eligibility.select(list, vouchers);
      assert.ok(undeserved.every((orderNumber) => any.includes(orderNumber)));
      assert.ok(behaviour.select(list, vouchers).every((orderNumber) => undeserved.includes(orderNumber)));
    }),
  );
});

test("a filter cannot be given the customers' history: who came for the deal is not to be had", () => {
  // @ts-expect-error: a filter takes the shop's orders, and no history of customers.
  assert.deepEqual(chosenFilter.select([buildOwner("hunters", "A")], vouchers), []);
});

test("no field of an order tells which population its customer is of", () => {
  type Seen = keyof BookOrder | keyof OrderDetails | keyof BasketEntry | keyof BookEvent | keyof BookLine;
  const hasNone: Extract<Seen, "population" | "buys" | "customer" | "weight"> extends never ? true : false = true;
  assert.equal(hasNone, true);
});
