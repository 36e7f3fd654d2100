import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer, readPageKind } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { standardVouchers } from "../voucher-configuration.ts";

const [deal] = standardVouchers;

const countAuthorizations = (calls: readonly { path: string }[]) =>
  calls.filter((call) => call.path.endsWith("/authorizations")).length;

test("the same key again gives the first answer: one order, one authorization", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const first = await customer.order(key);
  const second = await customer.order(key);
  assert.equal(second.statusCode, 303);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal(shop.query("SELECT * FROM orders").length, 1);
  assert.equal(countAuthorizations(provider.calls), 1);
  assert.equal(shop.parts.counters.ordersReplayed, 1);
});

test("the same key at the same time gives one order and one authorization", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const answers = await Promise.all(Array.from({ length: 20 }, () => customer.order(key)));
  assert.equal(new Set(answers.map((answer) => answer.headers.location)).size, 1);
  assert.ok(answers.every((answer) => answer.statusCode === 303));
  assert.equal(shop.query("SELECT * FROM orders").length, 1);
  assert.equal(countAuthorizations(provider.calls), 1);
});

test("the same key with another basket is a conflict, and so is a key from before the basket changed", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const staleKey = await customer.fillCheckout();
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  assert.equal((await customer.order(staleKey)).statusCode, 409);
  const key = await customer.readOrderKey();
  assert.notEqual(key, staleKey);
  assert.equal((await customer.order(key)).statusCode, 303);
  await customer.post("/cart/items", { product: "garden-01", quantity: "1" });
  assert.equal((await customer.order(key)).statusCode, 409);
  assert.equal(shop.query("SELECT * FROM orders").length, 1);
  assert.match((await customer.get("/cart")).body, /data-line="garden-01"/);
});

test("nobody is answered before the order is on disk", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  let isCommitted = false;
  const run = shop.parts.books.run.bind(shop.parts.books);
  shop.parts.books.run = (async (name: "placeOrder", input: never) => {
    const result = await run(name, input);
    if (name === "placeOrder") isCommitted = shop.query("SELECT * FROM orders").length === 1;
    return result;
  }) as typeof shop.parts.books.run;
  assert.equal((await customer.order(key)).statusCode, 303);
  assert.equal(isCommitted, true);
});

test("a payment that certainly failed is an honest error page; the cart is kept and the same form works later", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const failed = await customer.order(key);
  assert.equal(failed.statusCode, 502);
  assert.equal(readPageKind(failed), "error");
  assert.match(failed.body, /<strong>not<\/strong> placed, and your cart is kept/);
  assert.match(failed.body, /You were not charged/);
  assert.deepEqual(shop.query("SELECT * FROM orders"), []);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.equal(provider.calls.length, 1);
  provider.script = agreeableScript;
  assert.equal(await customer.readOrderKey(), key);
  assert.equal((await customer.order(key)).statusCode, 303);
  assert.equal(shop.query("SELECT * FROM orders").length, 1);
});

test("a payment whose outcome is unknown is voided in the background", async () => {
  await using provider = await startScriptedProvider(({ path }) =>
    path.endsWith("/authorizations") ? "hang" : [200, {}],
  );
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { paymentDeadlineMs: 50 } });
  const customer = new Customer(shop.storefront);
  const failed = await customer.order(await customer.fillCheckout());
  assert.equal(failed.statusCode, 502);
  assert.match(failed.body, /it is being released/);
  await shop.parts.background.waitUntilSettled(5_000);
  const [authorization, voided] = provider.calls;
  assert.equal(voided?.path, "/v1/voids");
  assert.equal(voided?.body.idempotencyKey, authorization?.body.idempotencyKey);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.deepEqual(shop.query("SELECT * FROM orders"), []);
});

test("a declined card is told as such, and another card may follow", async () => {
  await using provider = await startScriptedProvider((call) =>
    call.body.card === "tok_declined" ? [402, {}] : agreeableScript(call),
  );
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout("toys-01", "1", "4000000000000002");
  const declined = await customer.order(key);
  assert.equal(declined.statusCode, 402);
  assert.equal(readPageKind(declined), "declined");
  assert.equal(shop.parts.counters.paymentFailures, 0);
  await customer.post("/checkout/payment", { card: "4242424242424242" });
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
});

test("too many payments at once are a busy page, and ask for no money", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    await promise;
    return agreeableScript(call);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { maxPaymentsInFlight: 1 } });
  const first = new Customer(shop.storefront);
  const second = new Customer(shop.storefront);
  const placing = first.order(await first.fillCheckout());
  const key = await second.fillCheckout();
  const busy = await second.order(key);
  assert.equal(busy.statusCode, 503);
  assert.equal(readPageKind(busy), "busy");
  assert.equal(busy.headers["retry-after"], "2");
  resolve();
  assert.equal((await placing).statusCode, 303);
  assert.equal((await second.order(key)).statusCode, 303);
});

test("an order that the books refuse gives its money back", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const run = shop.parts.books.run.bind(shop.parts.books);
  shop.parts.books.run = ((name: "abandonOrder", input: never) =>
    (name as string) === "placeOrder" ? Promise.reject(new Error("disk is full")) : run(name, input)) as typeof run;
  const failed = await customer.order(key);
  assert.equal(failed.statusCode, 500);
  assert.equal(readPageKind(failed), "error");
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(
    provider.calls.map((call) => call.path),
    ["/v1/authorizations", "/v1/voids"],
  );
});

test("nothing to pay: no payment is asked for, and the order is paid at once", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { vouchers: [{ ...deal, discountCents: 1_000_000 }] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("offers-01");
  await customer.post("/cart/voucher", { code: "deal10" });
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  await shop.parts.background.waitUntilSettled(1_000);
  assert.equal(provider.calls.length, 0);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  const [order] = shop.query(
    "SELECT state, payment_id, total_cents, discount_cents = ? AS is_whole FROM orders".replace(
      "?",
      String(shop.parts.catalogue.productsById.get("offers-01")?.priceCents),
    ),
  );
  assert.deepEqual({ ...order }, { state: "paid", payment_id: null, total_cents: 0, is_whole: 1 });
});

test("an order costs two requests to the books before its answer: what is begun, and the order", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const first = new Customer(shop.storefront);
  await first.order(await first.fillCheckout());
  await shop.parts.background.waitUntilSettled(5_000);
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const asked: string[] = [];
  const run = shop.parts.books.run.bind(shop.parts.books);
  shop.parts.books.run = ((name: "readOrder", input: never) => {
    asked.push(name);
    return run(name, input);
  }) as typeof run;
  const placed = await customer.order(key);
  const beforeAnswer = asked.filter((name) => name !== "changeOrders" && name !== "advanceFulfilment");
  assert.equal(placed.statusCode, 303);
  assert.deepEqual(beforeAnswer, ["beginOrder", "placeOrder"]);
});

test("the intent is on disk before the provider is asked", async () => {
  let intents: unknown[] = [];
  await using provider = await startScriptedProvider((call) => {
    if (call.path.endsWith("/authorizations"))
      intents = shop.query("SELECT order_number, total_cents FROM payment_intents");
    return agreeableScript(call);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  const [order] = shop.query("SELECT order_number, total_cents FROM orders");
  assert.deepEqual(intents, [order]);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
});

test("the answer tells how long payment and books took", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const placed = await customer.order(await customer.fillCheckout());
  assert.match(String(placed.headers["server-timing"]), /books;dur=[\d.]+, payment;dur=[\d.]+/);
});

test("what was added during the payment stays in the cart", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    await promise;
    return agreeableScript(call);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const placing = customer.order(await customer.fillCheckout("toys-01", "1"));
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  resolve();
  assert.equal((await placing).statusCode, 303);
  const cart = await customer.get("/cart");
  assert.match(cart.body, /data-line="home-01"/);
  assert.doesNotMatch(cart.body, /data-line="toys-01"/);
});
