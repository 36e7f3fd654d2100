// The driver when a customer begins another basket, and does not know what became of the one before.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPlannedCustomer } from "../../customers/customer.fixture.ts";
import type { BasketItem } from "../../plan.ts";
import type { HttpAnswer } from "../shop-driver.ts";
import { builtInShop } from "./driver.ts";
import { add, buildPage, FakeShop, type Interference, priceCents } from "./fake-shop.fixture.ts";

const customer = buildPlannedCustomer();
const [key, wanted] = customer.basket as [BasketItem, BasketItem];
const other = { category: 0, product: 0.9 };
const order = { step: "place-order", insistsOnTotal: true } as const;
const checkout = [{ step: "review" }, order] as const;
const busy = buildPage("busy", "", 503);
const failures = ["timeout", "refused"] as const;

/** A visit that stands in the review with two articles, c1p1 and c2p2. */
function standInReview() {
  const shop = new FakeShop();
  const { ask } = builtInShop.open(customer, shop, 800);
  for (const wish of [{ step: "home" }, ...add(key), ...add(wanted), { step: "payment" }, { step: "review" }] as const)
    assert.equal(ask(wish).outcome, "ok", wish.step);
  return { shop, ask, list: (wishes: readonly Parameters<typeof ask>[0][]) => wishes.map((wish) => ask(wish).outcome) };
}

/** The order gets no answer; placed, it has emptied the cart. */
function leaveOrderUnanswered(isPlaced: boolean, failure: "timeout" | "refused" = "timeout") {
  const visit = standInReview();
  visit.shop.interfere = (_, path) => {
    if (path !== "/orders") return null;
    if (isPlaced) visit.shop.cart.clear();
    return { status: 0, body: "", failure };
  };
  assert.equal(visit.ask(order).outcome, failure);
  visit.shop.interfere = () => null;
  return visit;
}

/** The first time that something is put in the cart there is no answer, and it was taken or not. */
function failFirstAdd(shop: FakeShop, product: string, isTaken: boolean): Interference {
  let isFirst = true;
  return (method, path): Partial<HttpAnswer> | null => {
    if (!isFirst || method !== "POST" || path !== "/cart/items") return null;
    isFirst = false;
    if (isTaken) shop.cart.set(product, (shop.cart.get(product) ?? 0) + 1);
    return { status: 0, body: "", failure: "timeout" };
  };
}

describe("a basket that is begun after an order without an answer", () => {
  it("holds the new articles only where the order went through, and is ordered", () => {
    for (const failure of failures) {
      for (const items of [[other], [key], [key, wanted]]) {
        const { shop, ask, list } = leaveOrderUnanswered(true, failure);
        assert.deepEqual(new Set(list([...items.flatMap(add), { step: "cart" }, { step: "review" }])), new Set(["ok"]));
        assert.deepEqual([...shop.cart.values()], Array(items.length).fill(1));
        assert.equal(ask(order).totalCents, items.length * priceCents);
      }
    }
  });

  it("holds the old articles too where the order did not go through", () => {
    for (const failure of failures) {
      for (const [item, quantities] of [
        [other, { c1p1: 1, c2p2: 1, c1p2: 1 }],
        [key, { c1p1: 2, c2p2: 1 }],
      ] as const) {
        const { shop, ask, list } = leaveOrderUnanswered(false, failure);
        assert.deepEqual(new Set(list([...add(item), { step: "cart" }, { step: "review" }])), new Set(["ok"]));
        assert.deepEqual(Object.fromEntries(shop.cart), quantities);
        assert.equal(ask(order).totalCents, 3 * priceCents);
      }
    }
  });

  it("is known for what it is where the first article got no answer either", () => {
    for (const isPlaced of [true, false]) {
      for (const isTaken of [true, false]) {
        for (const [item, product] of [
          [other, "c1p2"],
          [key, "c1p1"],
        ] as const) {
          const { shop, ask, list } = leaveOrderUnanswered(isPlaced);
          shop.interfere = failFirstAdd(shop, product, isTaken);
          assert.deepEqual(list(add(item)), ["ok", "ok", "timeout"]);
          assert.deepEqual(list([{ step: "cart", item }, ...checkout]), ["ok", "ok", "ok"]);
          const before = isPlaced || product !== "c1p1" ? 0 : 1;
          assert.equal(shop.cart.get(product), before + 1, `${product}, ${isPlaced}, ${isTaken}`);
          assert.equal(ask({ step: "cart" }).outcome, "ok");
        }
      }
    }
  });

  it("is known for what it is where the shop was busy in between, or the order goes through later", () => {
    const { shop, list } = leaveOrderUnanswered(true);
    shop.interfere = () => busy;
    assert.deepEqual(list([order, { step: "cart" }]), ["shed", "shed"]);
    shop.interfere = () => null;
    assert.deepEqual(new Set(list([...add(other), ...checkout])), new Set(["ok"]));
    const late = leaveOrderUnanswered(false);
    assert.deepEqual(late.list(add(other)), ["ok", "ok", "ok"]);
    for (const article of ["c1p1", "c2p2"]) late.shop.cart.delete(article);
    assert.deepEqual(new Set(late.list([...add(key), ...checkout])), new Set(["ok"]));
  });

  it("is known for what it is where the order was taken and its confirmation was shed, or says another total", () => {
    for (const isShed of [true, false]) {
      const { shop, ask, list } = standInReview();
      shop.interfere = (_, path) => {
        if (path === "/orders") shop.cart.clear();
        return isShed && path.startsWith("/confirmation") ? busy : null;
      };
      shop.wrongBy.set("confirmation", 1);
      assert.equal(ask(order).outcome, isShed ? "shed" : "wrong");
      shop.interfere = () => null;
      shop.wrongBy.clear();
      assert.deepEqual(new Set(list([...add(key), { step: "cart" }, ...checkout])), new Set(["ok"]));
    }
  });

  it("is `wrong` where some of the old articles are gone, or the new one is", () => {
    for (const lost of ["c1p1", "c2p2"]) {
      const { shop, list } = leaveOrderUnanswered(false);
      shop.cart.delete(lost);
      assert.deepEqual(list(add(other)), ["ok", "ok", "wrong"], lost);
    }
    for (const isPlaced of [true, false]) {
      const { shop, list } = leaveOrderUnanswered(isPlaced);
      shop.interfere = (method, path) =>
        method === "POST" && path === "/cart/items" ? { status: 303, location: "/cart" } : null;
      assert.deepEqual(list(add(other)), ["ok", "ok", "wrong"], `${isPlaced}`);
    }
  });

  it("is `wrong` where it loses an article once the order is known to have gone through", () => {
    for (const left of [[], ["c1p2"]]) {
      const { shop, ask, list } = leaveOrderUnanswered(true);
      assert.deepEqual(new Set(list([...add(other), ...add(key)])), new Set(["ok"]));
      for (const article of [...shop.cart.keys()]) if (!left.includes(article)) shop.cart.delete(article);
      assert.equal(ask({ step: "cart" }).outcome, "wrong");
    }
  });
});

describe("an order without an answer that is sent again", () => {
  it("leaves an empty cart in order, though a busy or an error page came in between", () => {
    for (const between of [busy, buildPage("error", "", 502)]) {
      const { shop, ask, list } = leaveOrderUnanswered(true);
      shop.interfere = () => between;
      assert.notEqual(ask(order).outcome, "ok");
      shop.interfere = (_, path) => {
        if (path === "/checkout/review") return { status: 303, location: "/cart" };
        const total = `<b data-total-cents="${2 * priceCents}"></b>`;
        const isConfirmation = path.startsWith("/confirmation");
        return isConfirmation ? buildPage("confirmation", `<p data-order-number="A-1"></p>${total}`) : null;
      };
      assert.deepEqual(list([{ step: "cart" }, ...checkout]), ["ok", "ok", "ok"]);
      assert.deepEqual(new Set(list([...add(other), { step: "cart" }])), new Set(["ok"]));
    }
  });

  it("is settled by its confirmation: an empty cart is a lost basket from then on", () => {
    const { shop, ask, list } = leaveOrderUnanswered(false);
    assert.equal(ask(order).outcome, "ok");
    shop.cart.clear();
    assert.deepEqual(new Set(list(add(other))), new Set(["ok"]));
    shop.cart.clear();
    assert.equal(ask({ step: "cart" }).outcome, "wrong");
  });
});

describe("a basket without an open order before it", () => {
  it("is `wrong` when it loses one of its articles, whether another is put in or not", () => {
    for (const lost of ["c1p1", "c2p2"]) {
      const { shop, ask, list } = standInReview();
      shop.cart.delete(lost);
      assert.equal(ask({ step: "cart" }).outcome, "wrong");
      assert.deepEqual(list(add(other)), ["ok", "ok", "wrong"]);
    }
    const emptied = standInReview();
    emptied.shop.cart.clear();
    assert.deepEqual(emptied.list(add(other)), ["ok", "ok", "wrong"]);
  });

  it("is not expected to hold an article that the shop did not take", () => {
    const { shop, list } = standInReview();
    shop.interfere = (method, path) => (method === "POST" && path === "/cart/items" ? busy : null);
    assert.deepEqual(list(add(other)), ["ok", "ok", "shed"]);
    shop.interfere = () => null;
    assert.deepEqual(new Set(list([{ step: "cart" }, ...add(key), ...checkout])), new Set(["ok"]));
  });

  it("is a new one after an order that was taken before its payment", () => {
    const { shop, ask, list } = standInReview();
    shop.interfere = (_, path) => {
      if (path !== "/orders") return null;
      shop.cart.clear();
      return buildPage("deferred", `<p data-order-number="A-7"></p><b data-total-cents="${2 * priceCents}"></b>`, 202);
    };
    assert.equal(ask(order).outcome, "deferred");
    assert.deepEqual(new Set(list([...add(other), { step: "cart" }, { step: "review" }])), new Set(["ok"]));
  });
});
