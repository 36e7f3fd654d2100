import assert from "node:assert/strict";
import { test } from "node:test";
import { buildDealOrder, buildOwner, vouchers } from "./deal-books.fixture.ts";
import { findTruths } from "./ground-truth.ts";

test("an order is affected by who came for the deal and by a discount that was not meant", () => {
  const orders = [
    buildDealOrder("T", "trick", "r@x"),
    buildDealOrder("B", "banner", "h@x"),
    buildDealOrder("R", "rightful", "h@x"),
    buildDealOrder("W", "banner", "b@x"),
    buildDealOrder("G", "rightful", "c@x"),
    buildDealOrder("P", "rightful", "d@x", { discountCents: 0, voucherCode: null }),
    buildDealOrder("?", "trick", "e@x"),
  ];
  const owners = [
    buildOwner("deal-readers", "T"),
    buildOwner("hunters", "B", "R"),
    buildOwner("buyers", "W", "G", "P"),
  ];
  assert.deepEqual(
    [...findTruths(orders, owners, vouchers)],
    [
      ["T", "affected"],
      ["B", "affected"],
      ["R", "other"],
      ["W", "windfall"],
      ["G", "good"],
      ["P", "good"],
      ["?", "other"],
    ],
  );
});

test("an order whose key nobody used belongs to who was shown its number", () => {
  const order = { ...buildDealOrder("T", "trick", "r@x"), key: "nobody's" };
  assert.deepEqual([...findTruths([order], [buildOwner("hunters", "T")], vouchers)], [["T", "affected"]]);
});
