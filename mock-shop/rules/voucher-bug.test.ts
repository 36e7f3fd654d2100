import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { priceCart } from "./cart.ts";
import { buildCatalogue } from "./catalogue.ts";
import { decideVoucher, explainRefusal, type Voucher } from "./voucher.ts";
import { decideGrantWith, type GrantQuestion } from "./voucher-bug.ts";

const catalogue = buildCatalogue(7);
const voucher: Voucher = {
  code: "DEAL10",
  discountCents: 1_000,
  eligibleCategories: ["offers"],
  minimumBasketCents: 0,
  capPerAccount: 1,
  promotionBudgetCents: null,
  fromMinute: 10,
  untilMinute: 20,
};
const grant = { code: "DEAL10", discountCents: 1_000 };

function fill(...productIds: string[]) {
  return priceCart(
    productIds.map((productId) => ({ productId, quantity: 1 })),
    catalogue,
  );
}

function ask(changes: Partial<GrantQuestion>): GrantQuestion {
  return {
    vouchers: [voucher],
    typedCode: "DEAL10",
    carried: undefined,
    cart: fill("offers-01"),
    minute: 15,
    ...changes,
  };
}

test("a voucher is granted inside its window, with an eligible article, from the minimum basket on", () => {
  const cart = fill("offers-01", "toys-01");
  const decide = (changes: Partial<Voucher>, minute = 15, basket = cart) =>
    decideVoucher({ ...voucher, ...changes }, basket, minute).granted;
  assert.equal(decide({}), true);
  assert.deepEqual([decide({}, 9.9), decide({}, 10), decide({}, 19.9), decide({}, 20)], [false, true, true, false]);
  assert.equal(decide({ untilMinute: null }, 1_000_000), true);
  assert.equal(decide({}, 15, fill("toys-01")), false);
  assert.equal(decide({ eligibleCategories: ["games", "toys"] }, 15, fill("toys-01")), true);
  assert.equal(decide({ minimumBasketCents: cart.subtotalCents }), true);
  assert.equal(decide({ minimumBasketCents: cart.subtotalCents + 1 }), false);
});

test("a refusal says why, and calls departments by their names", () => {
  const explain = (changes: Partial<Voucher>, minute: number) => {
    const decision = decideVoucher({ ...voucher, ...changes }, fill("toys-01"), minute);
    return decision.granted ? undefined : explainRefusal(decision, catalogue);
  };
  assert.equal(explain({}, 0), "this voucher is not valid yet");
  assert.equal(explain({}, 20), "this voucher has run out");
  assert.equal(
    explain({ eligibleCategories: ["own-brand", "offers"] }, 15),
    "this voucher needs an article of Till & Daughters or Offers",
  );
  const larger = { eligibleCategories: ["toys"], minimumBasketCents: 99_999 };
  assert.equal(explain(larger, 15), "this voucher needs a larger basket");
  assert.equal(explainRefusal({ granted: false, because: "unknown" }, catalogue), "we do not know this voucher");
});

test("the trick: with the bug `kept` a removal in the review keeps the discount, with the right code it does not", () => {
  const afterRemoval = ask({ cart: fill("toys-01"), carried: grant });
  assert.deepEqual(decideGrantWith("kept", afterRemoval, "review-change"), grant);
  assert.deepEqual(decideGrantWith("kept", afterRemoval, "pricing"), grant);
  assert.equal(decideGrantWith("kept", afterRemoval, "cart-change"), undefined);
  for (const occasion of ["review-change", "pricing", "cart-change"] as const) {
    assert.equal(decideGrantWith("none", afterRemoval, occasion), undefined);
  }
});

test("with the bug `everyone` an article of the offers or the own brand is enough, without a code", () => {
  const decide = (bug: "none" | "kept" | "everyone", productId: string) =>
    decideGrantWith(bug, ask({ typedCode: undefined, cart: fill(productId), minute: 99 }), "pricing");
  assert.deepEqual([decide("everyone", "offers-01"), decide("everyone", "own-brand-01")], [grant, grant]);
  assert.equal(decide("everyone", "toys-01"), undefined);
  assert.deepEqual([decide("none", "offers-01"), decide("kept", "offers-01")], [undefined, undefined]);
});

test("the second stage of the bug has the first one in it", () => {
  const afterRemoval = ask({ cart: fill("toys-01"), carried: grant });
  assert.deepEqual(decideGrantWith("everyone", afterRemoval, "review-change"), grant);
});

test("without vouchers there is nothing to grant, whatever the bug", () => {
  for (const bug of ["none", "kept", "everyone"] as const) {
    assert.equal(decideGrantWith(bug, ask({ vouchers: [] }), "cart-change"), undefined);
  }
});

test("the right code depends on basket, code and minute alone: what a session carries never counts", () => {
  const products = fc.array(fc.constantFrom("offers-01", "own-brand-01", "toys-01"), { maxLength: 4 });
  const carried = fc.constantFrom(undefined, grant, { code: "OTHER", discountCents: 99_999 });
  const typedCode = fc.constantFrom(undefined, "DEAL10", "OTHER");
  const occasion = fc.constantFrom("cart-change" as const, "review-change" as const, "pricing" as const);
  fc.assert(
    fc.property(products, carried, typedCode, fc.nat(30), occasion, (basket, kept, code, minute, when) => {
      const cart = fill(...basket);
      const decided = decideGrantWith("none", ask({ cart, carried: kept, typedCode: code, minute }), when);
      const isDue = code === "DEAL10" && basket.includes("offers-01") && minute >= 10 && minute < 20;
      assert.deepEqual(decided, isDue ? grant : undefined);
    }),
  );
});
