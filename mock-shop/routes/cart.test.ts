import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer, readPageKind } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

const readTotal = (body: string) => Number(/data-total-cents="(\d+)"/.exec(body)?.[1]);
const readDiscount = (body: string) => Number(/data-discount-cents="(\d+)"/.exec(body)?.[1] ?? 0);

test("a quantity is changed to what was typed, and nothing else", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "2" });
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  const changed = await customer.post("/cart/quantity", { product: "toys-01", quantity: "7" });
  assert.equal(changed.headers.location, "/cart");
  const { body } = await customer.get("/cart");
  assert.match(body, /data-line="toys-01" data-quantity="7"/);
  assert.match(body, /data-line="home-01" data-quantity="1"/);
});

test("a quantity that cannot be is told beside its field, and changes nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "2" });
  for (const quantity of ["0", "11", "-1", "1.5", "", "x"]) {
    const refused = await customer.post("/cart/quantity", { product: "toys-01", quantity });
    assert.equal(refused.statusCode, 422, quantity);
    assert.equal(readPageKind(refused), "cart");
    assert.match(refused.body, /aria-invalid="true" aria-describedby="quantity-toys-01-problem"/);
    assert.match(refused.body, /id="quantity-toys-01-problem">Choose a quantity from 1 to 10</);
    assert.match(refused.body, /<a href="#quantity-toys-01">Choose a quantity/);
    assert.match(refused.body, /data-line="toys-01" data-quantity="2"/);
  }
});

test("more than fits is told on the article's page, and changes nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "9" });
  const refused = await customer.post("/cart/items", { product: "toys-01", quantity: "2" });
  assert.equal(refused.statusCode, 422);
  assert.equal(readPageKind(refused), "product");
  assert.match(refused.body, /id="quantity-problem" role="alert">At most 10 of one article fit into a cart</);
  assert.match((await customer.get("/cart")).body, /data-line="toys-01" data-quantity="9"/);
});

test("an article that is sold out is not put into a cart", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({
    providerOrigin: provider.origin,
    configuration: { stock: { "toys-01": 0 } },
  });
  const customer = new Customer(shop.storefront);
  const refused = await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  assert.equal(refused.statusCode, 422);
  assert.equal(readPageKind(refused), "product");
  assert.match(refused.body, />Sold out</);
  assert.equal(refused.headers["set-cookie"], undefined);
});

test("without a quantity, or with an empty one, one article is put into the cart", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  assert.equal((await customer.post("/cart/items", { product: "toys-01" })).headers.location, "/cart");
  assert.equal((await customer.post("/cart/items", { product: "home-01", quantity: "" })).headers.location, "/cart");
  const { body } = await customer.get("/cart");
  assert.match(body, /data-line="toys-01" data-quantity="1"/);
  assert.match(body, /data-line="home-01" data-quantity="1"/);
});

test("more than is left is refused with what can be had, and changes nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({
    providerOrigin: provider.origin,
    configuration: { stock: { "toys-01": 3 } },
  });
  const customer = new Customer(shop.storefront);
  const before = await customer.post("/cart/items", { product: "toys-01", quantity: "9" });
  assert.equal(before.statusCode, 422);
  assert.match(before.body, /id="quantity-problem" role="alert">Only 3 left</);
  await customer.post("/cart/items", { product: "toys-01", quantity: "2" });
  const more = await customer.post("/cart/items", { product: "toys-01", quantity: "2" });
  assert.match(more.body, /id="quantity-problem" role="alert">Only 3 left, and your cart holds 2</);
  const changed = await customer.post("/cart/quantity", { product: "toys-01", quantity: "4" });
  assert.equal(changed.statusCode, 422);
  assert.match(changed.body, /id="quantity-toys-01-problem">Only 3 left: please change the quantity</);
  assert.match((await customer.get("/cart")).body, /data-line="toys-01" data-quantity="2"/);
  assert.equal((await customer.post("/cart/quantity", { product: "toys-01", quantity: "3" })).statusCode, 303);
});

test("a line of which others left too little is marked until it is changed", async (t) => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "5" });
  await customer.post("/cart/items", { product: "home-01", quantity: "5" });
  const left: Record<string, number> = { "toys-01": 3, "home-01": 0 };
  t.mock.method(shop.parts.stock, "read", (productId: string) => left[productId]);
  const marked = await customer.get("/cart");
  assert.equal(marked.statusCode, 200);
  assert.match(marked.body, /id="quantity-toys-01-problem">Only 3 left: please change the quantity</);
  assert.match(marked.body, /id="quantity-home-01-problem">Sold out: please remove it</);
  const refused = await customer.post("/cart/quantity", { product: "toys-01", quantity: "0" });
  assert.equal(refused.body.match(/id="quantity-toys-01-problem"/g)?.length, 1);
  assert.match(refused.body, /id="quantity-toys-01-problem">Choose a quantity from 1 to 10</);
  await customer.post("/cart/remove", { product: "home-01" });
  await customer.post("/cart/quantity", { product: "toys-01", quantity: "3" });
  assert.doesNotMatch((await customer.get("/cart")).body, /class="problem"/);
});

test("a voucher that fits takes its discount off, on the cart and on the review", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("offers-03", "1");
  const before = readTotal((await customer.get("/cart")).body);
  assert.equal((await customer.post("/cart/voucher", { code: " deal10 " })).headers.location, "/cart");
  for (const url of ["/cart", "/checkout/review"]) {
    const { body } = await customer.get(url);
    assert.match(body, /data-voucher-code="DEAL10">-\$10\.00</, url);
    assert.equal(readTotal(body), before - 1_000, url);
    assert.equal(readDiscount(body), 1_000, url);
  }
  assert.equal((await customer.post("/cart/voucher/remove", {})).headers.location, "/cart");
  const { body } = await customer.get("/cart");
  assert.equal(readTotal(body), before);
  assert.match(body, /data-discount-cents="0"/);
});

test("a voucher that does not fit is refused beside its field, with the reason and what was typed", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  for (const [code, reason] of [
    ["DEAL10", /This voucher needs an article of Offers/],
    ["NOTHING", /We do not know this voucher/],
    ["", /Enter a voucher code/],
    ["X".repeat(41), /Enter a voucher code/],
  ] as const) {
    const refused = await customer.post("/cart/voucher", { code });
    assert.equal(refused.statusCode, 422, code);
    assert.equal(readPageKind(refused), "cart");
    assert.match(refused.body, reason);
    assert.match(refused.body, /id="code"[^>]* aria-invalid="true" aria-describedby="code-problem"/);
    if (code.length < 41) assert.match(refused.body, new RegExp(`aria-describedby="code-problem" value="${code}"`));
    assert.equal(readDiscount(refused.body), 0);
  }
});

test("a code that no longer fits the basket says why, and comes back with an article that fits", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.post("/cart/items", { product: "offers-03", quantity: "1" });
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  await customer.post("/cart/voucher", { code: "DEAL10" });
  await customer.post("/cart/remove", { product: "offers-03" });
  const without = await customer.get("/cart");
  assert.equal(without.statusCode, 200);
  assert.equal(readDiscount(without.body), 0);
  assert.match(without.body, /id="code-problem">This voucher needs an article of Offers</);
  await customer.post("/cart/items", { product: "offers-04", quantity: "1" });
  assert.equal(readDiscount((await customer.get("/cart")).body), 1_000);
});

test("with the bug `kept`, removing the article in the review keeps the discount; in the cart, or without the bug, it does not", async () => {
  for (const [voucherBug, url, expected] of [
    ["kept", "/checkout/review/remove", 1_000],
    ["kept", "/cart/remove", 0],
    ["none", "/checkout/review/remove", 0],
  ] as const) {
    await using provider = await startScriptedProvider();
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug } });
    const customer = new Customer(shop.storefront);
    await customer.fillCheckout("offers-03", "1");
    await customer.post("/cart/items", { product: "own-brand-04", quantity: "1" });
    await customer.post("/cart/voucher", { code: "DEAL10" });
    const removed = await customer.post(url, { product: "offers-03" });
    assert.equal(removed.headers.location, url === "/cart/remove" ? "/cart" : "/checkout/review");
    const { body } = await customer.get("/checkout/review");
    assert.doesNotMatch(body, /data-line="offers-03"/);
    assert.equal(readDiscount(body), expected, `${voucherBug} ${url}`);
  }
});

test("a review whose last article was removed leads to the empty cart", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("toys-01", "1");
  assert.equal((await customer.post("/checkout/review/remove", { product: "toys-01" })).headers.location, "/cart");
  assert.match((await customer.get("/cart")).body, /Your cart is empty/);
});

test("what a customer does to a basket is kept with it, with the page it was done on", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("toys-01", "2");
  await customer.post("/cart/items", { product: "offers-03", quantity: "1" });
  await customer.post("/cart/quantity", { product: "toys-01", quantity: "3" });
  await customer.post("/cart/voucher", { code: "DEAL10" });
  await customer.post("/checkout/review/remove", { product: "offers-03" });
  await customer.post("/cart/remove", { product: "toys-01" });
  const events = shop.parts.sessions.find(customer.cookie)?.basketEvents ?? [];
  assert.deepEqual(
    events.map(({ kind, on, subject, quantity }) => [kind, on, subject, quantity]),
    [
      ["added", "product", "toys-01", 2],
      ["added", "product", "offers-03", 1],
      ["quantity-changed", "cart", "toys-01", 3],
      ["voucher-granted", "cart", "DEAL10", 1],
      ["removed", "review", "offers-03", 0],
      ["removed", "cart", "toys-01", 0],
    ],
  );
});

test("a form about an article that is in nobody's cart, or in another's, changes nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const owner = new Customer(shop.storefront);
  await owner.fillCheckout("toys-01", "2");
  const stranger = new Customer(shop.storefront);
  await stranger.fillCheckout("home-01", "1");
  for (const url of ["/cart/quantity", "/cart/remove", "/checkout/review/remove"]) {
    const fields = { product: "toys-01", quantity: "9" };
    assert.equal((await stranger.post(url, fields)).statusCode, 404, url);
    assert.equal((await new Customer(shop.storefront).post(url, fields)).statusCode, 404, url);
    assert.equal((await stranger.post(url, { quantity: "9" })).statusCode, 400, url);
  }
  assert.match((await owner.get("/cart")).body, /data-line="toys-01" data-quantity="2"/);
  assert.equal(
    (await new Customer(shop.storefront).post("/cart/voucher", { code: "DEAL10" })).headers.location,
    "/cart",
  );
});
