// The driver where it must ask again: an article whose order got no answer, and pages without a link to follow.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPlannedCustomer } from "../../customers/customer.fixture.ts";
import { buildFirstVisit } from "../../customers/journey.ts";
import type { HttpAnswer } from "../shop-driver.ts";
import { builtInShop } from "./driver.ts";
import { buildPage, FakeShop, priceCents } from "./fake-shop.fixture.ts";

const customer = buildPlannedCustomer();
const timeoutMs = 800;

describe("an article whose order got no answer", () => {
  /** Two tries to put the first article in the cart; the first is not answered in time, and carried out or not. */
  function addTwice(isCarriedOut: boolean, failure: "timeout" | "refused", spoil: (shop: FakeShop) => void = () => {}) {
    const shop = new FakeShop();
    shop.interfere = (method, path, asked) => {
      if (method !== "POST" || path !== "/cart/items" || asked > 1) return null;
      if (isCarriedOut) shop.cart.set("c1p1", 1);
      return { status: 0, body: "", failure };
    };
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    const wishes = buildFirstVisit(customer, true);
    const [cart] = wishes.filter(({ step }) => step === "cart");
    assert.ok(cart !== undefined);
    const first = wishes.slice(0, 4).map((wish) => ask(wish).outcome);
    assert.deepEqual(first, ["ok", "ok", "ok", failure]);
    spoil(shop);
    const before = shop.asked.length;
    const again = ask(cart);
    return {
      shop,
      again,
      listAsked: () => shop.asked.slice(before),
      rest: () => wishes.slice(4).map((wish) => ask(wish).outcome),
      retry: () => ask(cart),
    };
  }

  it("is not put in the cart again when the shop had taken it", () => {
    for (const failure of ["timeout", "refused"] as const) {
      const { shop, again, listAsked, rest } = addTwice(true, failure);
      assert.equal(again.outcome, "ok");
      assert.deepEqual(listAsked(), ["GET /cart"]);
      assert.deepEqual(new Set(rest()), new Set(["ok"]));
      assert.deepEqual([...shop.cart.values()], [1, 1]);
    }
  });

  it("is put in the cart when the shop had not taken it, within one response timeout", () => {
    const { shop, again, listAsked, rest } = addTwice(false, "timeout");
    assert.equal(again.outcome, "ok");
    assert.deepEqual(listAsked(), ["GET /cart", "POST /cart/items", "GET /cart"]);
    assert.equal(again.latencyMs, 25);
    assert.deepEqual(shop.timeouts.slice(-3), [800, 790, 785]);
    assert.deepEqual(new Set(rest()), new Set(["ok"]));
    assert.deepEqual([...shop.cart.values()], [1, 1]);
  });

  it("is looked for again when the cart could not be seen", () => {
    const { shop, again, listAsked, retry } = addTwice(true, "timeout", (spoilt) => {
      spoilt.interfere = (method, path) => (method === "GET" && path === "/cart" ? buildPage("busy", "", 503) : null);
    });
    assert.equal(again.outcome, "shed");
    shop.interfere = () => null;
    assert.equal(retry().outcome, "ok");
    assert.deepEqual(listAsked(), ["GET /cart", "GET /cart"]);
    assert.deepEqual([...shop.cart.values()], [1]);
  });
});

describe("an order that got no answer", () => {
  const toReview = buildFirstVisit(customer, true).slice(0, -1);
  const laterVisit = [{ step: "cart" }, { step: "review" }, { step: "place-order" }] as const;

  /** A first visit whose order gets no answer, then a later visit. An order that was placed leaves an empty cart. */
  function comeBack(isPlaced: boolean, failure: "timeout" | "refused" | null) {
    const shop = new FakeShop();
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    for (const wish of toReview) ask(wish);
    shop.interfere = () => (failure === null ? buildPage("error", "", 502) : { status: 0, body: "", failure });
    const first = ask({ step: "place-order" });
    shop.interfere = () => null;
    if (isPlaced) {
      shop.cart.clear();
      shop.interfere = (_, path) => {
        if (path === "/checkout/review") return { status: 303, location: "/cart" };
        if (!path.startsWith("/confirmation")) return null;
        return buildPage("confirmation", `<p data-order-number="A-1"></p><b data-total-cents="${2 * priceCents}"></b>`);
      };
    }
    const before = shop.asked.length;
    return { first, later: laterVisit.map(ask), shop, before };
  }

  it("and went through is confirmed to a customer who finds the cart empty and sends the form again", () => {
    for (const failure of ["timeout", "refused"] as const) {
      const { first, later, shop, before } = comeBack(true, failure);
      assert.equal(first.outcome, failure);
      assert.deepEqual(
        later.map(({ outcome }) => outcome),
        ["ok", "ok", "ok"],
      );
      assert.deepEqual(shop.asked.slice(before), [
        "GET /cart",
        "GET /checkout/review",
        "GET /cart",
        "POST /orders",
        "GET /confirmation/A-1",
      ]);
      const placed = later.at(-1);
      assert.deepEqual([placed?.orderNumber, placed?.key, placed?.totalCents], ["A-1", first.key, 2 * priceCents]);
    }
  });

  it("and did not go through finds the cart as it was", () => {
    const { later, shop } = comeBack(false, "timeout");
    assert.deepEqual(
      later.map(({ outcome }) => outcome),
      ["ok", "ok", "ok"],
    );
    assert.equal(shop.orders.size, 1);
  });

  it("is told apart from one that failed: an empty cart is then a lost basket", () => {
    const { later } = comeBack(true, null);
    assert.deepEqual(
      later.slice(0, 2).map(({ outcome }) => outcome),
      ["wrong", "wrong"],
    );
  });
});

describe("an order that was taken, and is confirmed later", () => {
  /** A visit to a shop that takes the order before its payment; its page carries this. Then a look at the order's status. */
  function order(content: string, status: (number: string) => Partial<HttpAnswer> | null = () => null) {
    const shop = new FakeShop();
    shop.interfere = (method, path) => {
      if (path.startsWith("/orders/")) return status(path.slice("/orders/".length));
      return method === "POST" && path === "/orders" ? buildPage("deferred", content, 202) : null;
    };
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    const [placed, looked] = [...buildFirstVisit(customer, true), { step: "order-status" as const }].map(ask).slice(-2);
    return { placed, looked, shop };
  }
  const number = '<p data-order-number="A-7"></p>';
  const total = `<b data-total-cents="${2 * priceCents}"></b>`;

  it("has a number, a total and a key, and its status is asked for by its number", () => {
    const { placed, looked, shop } = order(number + total);
    assert.deepEqual(
      [placed?.outcome, placed?.orderNumber, placed?.totalCents, placed?.key, placed?.status],
      ["deferred", "A-7", 2 * priceCents, "key-1", 202],
    );
    assert.equal(looked?.outcome, "ok");
    assert.equal(shop.asked.at(-1), "GET /orders/A-7");
  });

  it("is `wrong` with another total than the cart's, with none, or without a number", () => {
    assert.equal(order(`${number}<b data-total-cents="1"></b>`).placed?.outcome, "wrong");
    assert.equal(order(number).placed?.outcome, "wrong");
    assert.equal(order(total).placed?.outcome, "wrong");
    assert.equal(order(`<p data-order-number=""></p>${total}`).placed?.outcome, "wrong");
  });

  it("is not deferred once more by a status page that says the same", () => {
    const { looked } = order(number + total, (asked) => buildPage("deferred", `${asked}${total}`, 202));
    assert.equal(looked?.outcome, "ok");
    assert.equal(order(number + total, () => buildPage("error", "", 404)).looked?.outcome, "error-page");
  });
});

describe("a page that lists nothing to go to", () => {
  const wishes = buildFirstVisit(customer, true);
  /** Asks for the first pages of a visit; the named page lists nothing the first times it is asked for. */
  function walk(path: string, name: string, emptyTimes: number, pages: number) {
    const shop = new FakeShop();
    shop.interfere = (_, asked, times) => (asked === path && times <= emptyTimes ? buildPage(name) : null);
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    return { shop, answers: wishes.slice(0, pages).map(ask) };
  }

  it("is asked for again before its links are followed, in one step", () => {
    const home = walk("/", "home", 1, 2);
    assert.deepEqual(home.shop.asked, ["GET /", "GET /", "GET /category/c1"]);
    assert.deepEqual(
      home.answers.map(({ outcome, latencyMs }) => [outcome, latencyMs]),
      [
        ["ok", 10],
        ["ok", 20],
      ],
    );
    assert.deepEqual(home.shop.timeouts, [800, 800, 790]);
    const category = walk("/category/c1", "category", 1, 3);
    assert.deepEqual(category.shop.asked.slice(1), ["GET /category/c1", "GET /category/c1", "GET /product/c1p1"]);
    assert.equal(category.answers[2]?.outcome, "ok");
  });

  it("is wrong when it still lists nothing, and no page that the shop never offered is asked for", () => {
    const { shop, answers } = walk("/", "home", 9, 2);
    assert.equal(answers[1]?.outcome, "wrong");
    assert.deepEqual(shop.asked, ["GET /", "GET /"]);
    assert.equal(walk("/category/c1", "category", 9, 3).answers[2]?.outcome, "wrong");
  });

  it("gives its own outcome when it fails the second time", () => {
    const shop = new FakeShop();
    shop.interfere = (_, path, times) =>
      path === "/" ? (times === 1 ? buildPage("home") : buildPage("busy", "", 503)) : null;
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    assert.deepEqual(
      wishes.slice(0, 2).map((wish) => ask(wish).outcome),
      ["ok", "shed"],
    );
  });

  it("is wrong where it is an article's page that does not say which", () => {
    const { answers } = walk("/product/c1p1", "product", 1, 3);
    assert.equal(answers[2]?.outcome, "wrong");
  });
});
