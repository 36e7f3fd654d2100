import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPlannedCustomer } from "../../customers/customer.fixture.ts";
import { buildFirstVisit } from "../../customers/journey.ts";
import type { Outcome, StepName } from "../../outcome.ts";
import type { HttpAnswer, StepAnswer } from "../shop-driver.ts";
import { builtInShop } from "./driver.ts";
import { buildPage, FakeShop, priceCents } from "./fake-shop.fixture.ts";
import { requestsPerStep } from "./requests-per-step.ts";

const customer = buildPlannedCustomer();
const timeoutMs = 800;

/** A first visit, and a look at the order's status. Each page is asked for once. */
function visit(shop: FakeShop): { step: StepName; answer: StepAnswer; requests: number }[] {
  const { ask } = builtInShop.open(customer, shop, timeoutMs);
  return [...buildFirstVisit(customer, true), { step: "order-status" as const }].map((wish) => {
    const before = shop.asked.length;
    return { step: wish.step, answer: ask(wish), requests: shop.asked.length - before };
  });
}

/** The outcome of the last page of that step, in a visit to a shop that is spoilt in one way. */
function findOutcome(step: StepName, spoil: (shop: FakeShop) => void): Outcome | undefined {
  const shop = new FakeShop();
  spoil(shop);
  return visit(shop).findLast((page) => page.step === step)?.answer.outcome;
}

describe("a visit to a shop that works", () => {
  const shop = new FakeShop();
  const pages = visit(shop);

  it("goes well on every page", () => {
    assert.deepEqual(new Set(pages.map(({ answer }) => answer.outcome)), new Set(["ok"]));
    assert.equal(pages.length, 12);
  });

  it("picks the links at the basket's ranks", () => {
    assert.deepEqual(
      [...shop.cart],
      [
        ["c1p1", 1],
        ["c2p2", 1],
      ],
    );
  });

  it("knows the total, the key and the number of the order", () => {
    const order = pages.find(({ step }) => step === "place-order")?.answer;
    assert.deepEqual(
      { orderNumber: order?.orderNumber, totalCents: order?.totalCents, key: order?.key, status: order?.status },
      { orderNumber: "A-1", totalCents: 2 * priceCents, key: "key-1", status: 200 },
    );
    assert.equal(shop.asked.at(-1), "GET /orders/A-1");
  });

  it("makes as many requests a step as the twin's size is computed from", () => {
    for (const { step, requests } of pages) assert.equal(requests, requestsPerStep[step], step);
  });

  it("gives its own account and a test card", () => {
    assert.equal(shop.forms.find((form) => "email" in form)?.email, "buyer-7@example.test");
    assert.equal(shop.forms.find((form) => "card" in form)?.card, "4242424242424242");
  });

  it("never waits longer than the response timeout", () => {
    assert.ok(shop.timeouts.every((limitMs) => limitMs <= timeoutMs));
  });
});

describe("a page that answers wrongly", () => {
  it("is `wrong` where a total is not that of the cart", () => {
    assert.equal(
      findOutcome("review", ({ wrongBy }) => wrongBy.set("review", 1)),
      "wrong",
    );
    assert.equal(
      findOutcome("place-order", ({ wrongBy }) => wrongBy.set("confirmation", -1000)),
      "wrong",
    );
  });

  it("is `wrong` where the cart does not hold what was put in, or shows no total", () => {
    const cart = (content: string) =>
      findOutcome("cart", (shop) => {
        shop.interfere = (_, path) => (path === "/cart" ? buildPage("cart", content) : null);
      });
    assert.equal(cart('<b data-total-cents="5200"></b>'), "wrong");
    assert.equal(cart('<tr data-line="c1p1" data-quantity="1"></tr>'), "wrong");
  });

  it("is `wrong` where an order has no number, or the review no key", () => {
    const lines = '<p data-order-number=""></p><b data-total-cents="5200"></b>';
    const unnumbered = findOutcome("place-order", (shop) => {
      shop.interfere = (_, path) => (path.startsWith("/confirmation") ? buildPage("confirmation", lines) : null);
    });
    assert.equal(unnumbered, "wrong");
    const keyless = findOutcome("review", (shop) => {
      shop.interfere = (_, path) => (path === "/checkout/review" ? buildPage("review", lines) : null);
    });
    assert.equal(keyless, "wrong");
  });

  it("is `wrong` where it is another page, though a healthy one", () => {
    const outcome = findOutcome("address", (shop) => {
      shop.interfere = (_, path) => (path === "/checkout/address" ? buildPage("home") : null);
    });
    assert.equal(outcome, "wrong");
  });
});

describe("an order", () => {
  const order = (answer: Partial<HttpAnswer>) =>
    findOutcome("place-order", (shop) => {
      shop.interfere = (method, path) => (method === "POST" && path === "/orders" ? answer : null);
    });

  it("gives the outcome of the page that comes back", () => {
    assert.equal(order(buildPage("error", "", 502)), "error-page");
    assert.equal(order(buildPage("error", "", 200)), "soft-error");
    assert.equal(order(buildPage("busy", "", 503)), "shed");
    assert.equal(order(buildPage("maintenance", "", 503)), "paused");
    assert.equal(order(buildPage("waiting-room")), "queued");
    assert.equal(order(buildPage("declined", "", 402)), "declined");
    const taken = `<p data-order-number="A-7"></p><b data-total-cents="${2 * priceCents}"></b>`;
    assert.equal(order(buildPage("deferred", taken, 202)), "deferred");
    assert.equal(order({ status: 0, body: "", failure: "timeout" }), "timeout");
    assert.equal(order({ status: 0, body: "", failure: "refused" }), "refused");
  });

  it("that failed has no number and no total, whatever the error page prints", () => {
    const shop = new FakeShop();
    const print = '<p data-order-number="A-9"></p><b data-total-cents="1"></b>';
    shop.interfere = (method, path) =>
      method === "POST" && path === "/orders" ? buildPage("error", print, 502) : null;
    const failed = visit(shop).find(({ step }) => step === "place-order")?.answer;
    assert.deepEqual([failed?.orderNumber, failed?.totalCents, failed?.key], [null, null, "key-1"]);
  });

  it("is tried again with the same key, and is then one order", () => {
    const shop = new FakeShop();
    shop.interfere = (_, path, asked) =>
      path.startsWith("/confirmation") && asked === 1 ? buildPage("error", "", 500) : null;
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    const answers = [...buildFirstVisit(customer, true), { step: "place-order" as const }].map(ask);
    assert.deepEqual(
      answers.slice(-2).map(({ outcome, key }) => [outcome, key]),
      [
        ["error-page", "key-1"],
        ["ok", "key-1"],
      ],
    );
    assert.equal(shop.orders.size, 1);
  });
});

describe("an article", () => {
  it("is put in the cart once, also when the cart's page did not come at first", () => {
    for (const lost of [buildPage("busy", "", 503), { status: 0, body: "", failure: "timeout" as const }]) {
      const shop = new FakeShop();
      shop.interfere = (method, path, asked) => (method === "GET" && path === "/cart" && asked === 1 ? lost : null);
      const { ask } = builtInShop.open(customer, shop, timeoutMs);
      const wishes = buildFirstVisit(customer, true);
      const cart = wishes[3];
      assert.ok(cart?.step === "cart");
      const outcomes = [...wishes.slice(0, 4), cart, ...wishes.slice(4)].map((wish) => ask(wish).outcome);
      assert.notEqual(outcomes[3], "ok");
      assert.deepEqual(new Set(outcomes.toSpliced(3, 1)), new Set(["ok"]));
      assert.deepEqual([...shop.cart.values()], [1, 1]);
    }
  });

  it("that was refused is put in the cart by the next try", () => {
    const shop = new FakeShop();
    shop.interfere = (_, path, asked) => (path === "/cart/items" && asked === 1 ? buildPage("busy", "", 503) : null);
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    const wishes = buildFirstVisit(customer, true).slice(0, 4);
    assert.deepEqual([...wishes, wishes[3] as (typeof wishes)[0]].map((wish) => ask(wish).outcome).slice(3), [
      "shed",
      "ok",
    ]);
    assert.deepEqual([...shop.cart.values()], [1]);
  });
});

describe("a customer who comes back", () => {
  it("finds the same basket in the cart", () => {
    const shop = new FakeShop();
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    for (const wish of buildFirstVisit(customer, true).slice(0, -1)) ask(wish);
    const later = [{ step: "cart" }, { step: "review" }, { step: "place-order" }] as const;
    assert.deepEqual(
      later.map((wish) => ask(wish).outcome),
      ["ok", "ok", "ok"],
    );
    assert.equal(shop.asked.filter((path) => path === "POST /cart/items").length, 2);
  });

  it("sees as `wrong` that the shop lost the basket", () => {
    const shop = new FakeShop();
    const { ask } = builtInShop.open(customer, shop, timeoutMs);
    for (const wish of buildFirstVisit(customer, true).slice(0, -1)) ask(wish);
    shop.cart.clear();
    assert.equal(ask({ step: "cart" }).outcome, "wrong");
  });
});

describe("what a page tells", () => {
  const told = (content: string, name = "address", status = 200) => {
    const shop = new FakeShop();
    shop.interfere = (method, path) =>
      method === "GET" && path === "/checkout/address" ? buildPage(name, content, status) : null;
    return visit(shop).find(({ step }) => step === "address")?.answer;
  };

  it("is seen where the page carries a status message, and only there", () => {
    const shop = new FakeShop();
    const banner = '<p role="status" data-status-message>Payments fail at the moment</p>';
    shop.interfere = (method, path) =>
      method === "GET" && path === "/checkout/address" ? buildPage("address", banner) : null;
    assert.deepEqual(
      visit(shop).flatMap(({ step, answer }) => (answer.statusMessage ? [step] : [])),
      ["address"],
    );
  });

  it("asks to come back by a message that says so or by the mark of an honest error page, and by no other message", () => {
    assert.equal(told('<p data-status-message="come-back">Later</p>')?.asksToComeBack, true);
    assert.equal(told("<p data-come-back>Your cart is kept</p>", "error", 503)?.asksToComeBack, true);
    for (const message of ["orders-taken", "paused"]) {
      const answer = told(`<p data-status-message="${message}">Late</p>`);
      assert.deepEqual([answer?.asksToComeBack, answer?.statusMessage], [false, true], message);
    }
    assert.equal(told("")?.asksToComeBack, false);
    assert.equal(told("", "error", 502)?.asksToComeBack, false);
  });

  it("says when to try again in minutes, or nothing", () => {
    assert.equal(told('<p data-retry-minutes="12.5">Later</p>', "busy", 503)?.retryAfterMinutes, 12.5);
    assert.equal(told('<p data-retry-minutes="soon">Later</p>', "busy", 503)?.retryAfterMinutes, null);
    assert.equal(told("", "busy", 503)?.retryAfterMinutes, null);
  });
});

describe("the price list", () => {
  it("has each article with its ranks and price", () => {
    const prices = builtInShop.readPrices(new FakeShop(), timeoutMs);
    assert.equal(prices.length, 4);
    assert.deepEqual(prices.at(-1), { category: 1, categories: 2, product: 1, products: 2, priceCents });
  });

  it("of a shop that is not ready is an error that says what came", () => {
    const shop = new FakeShop();
    shop.interfere = () => buildPage("error", "", 500);
    assert.throws(() => builtInShop.readPrices(shop, timeoutMs), /lists no category \(status 500, answered\)/);
    shop.interfere = () => ({ status: 0, body: "", failure: "refused" });
    assert.throws(() => builtInShop.readPrices(shop, timeoutMs), /status 0, refused/);
  });

  it("refuses an article without a price", () => {
    const shop = new FakeShop();
    shop.interfere = (_, path) =>
      path === "/category/c2" ? buildPage("category", '<a data-link="product" href="/product/1">x</a>') : null;
    assert.throws(() => builtInShop.readPrices(shop, timeoutMs), /category 2 lists product 1 without a price/);
  });
});
