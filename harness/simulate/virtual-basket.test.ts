import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualBasket } from "./virtual-basket.ts";

const promotion = {
  discountCents: 1000,
  eligible: ["offers"],
  banner: ["offers", "own-brand"],
  departments: ["offers", "books"],
};
const offer = { category: 0, product: 0 };
const book = { category: 0.5, product: 0 };

function fill(): VirtualBasket {
  const basket = new VirtualBasket(promotion);
  for (const item of [book, offer]) basket.follow({ step: "cart", item }, "none");
  return basket;
}

test("the discount goes with its article, unless the bug keeps it", () => {
  for (const [bug, cents] of [
    ["none", 0],
    ["kept", 1000],
  ] as const) {
    const basket = fill();
    assert.equal(basket.follow({ step: "voucher", code: "DEAL10" }, bug), 1000);
    assert.equal(basket.follow({ step: "review", item: offer }, bug), cents);
  }
});

test("an article that is not there takes no other one out", () => {
  const basket = new VirtualBasket(promotion);
  basket.follow({ step: "cart", item: offer }, "none");
  basket.follow({ step: "voucher", code: "DEAL10" }, "none");
  assert.equal(basket.follow({ step: "review", item: book }, "none"), 1000);
});
