import assert from "node:assert/strict";
import { test } from "node:test";
import { buildAttempt, buildCustomer } from "../audit/history.fixture.ts";
import { buildDealOrder, buildOwner, vouchers } from "./deal-books.fixture.ts";
import { findTruths, listAccounts } from "./ground-truth.ts";

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

test("accounts that could have had a discount are those of buyers and deal's customers who came, and those they changed to", () => {
  const who = (population: string, account: string) =>
    buildCustomer({ population, account, buys: population === "buyers", attempts: [] });
  const customers = [
    who("buyers", "b@x"),
    who("deal-readers", "r@x"),
    { ...who("hunters", "h@x"), attempts: [buildAttempt({ account: "h-2@x" }), buildAttempt({})] },
    { ...who("hunters", "h@x") },
    who("browsers", "looks@x"),
    { ...who("deal-readers", "home@x"), cameMinute: null },
  ];
  assert.deepEqual([...listAccounts(customers)], ["b@x", "r@x", "h@x", "h-2@x"]);
});
