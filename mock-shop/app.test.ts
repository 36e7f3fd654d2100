import assert from "node:assert/strict";
import { test } from "node:test";
import { anAddress, Customer, readPageKind } from "./testing/customer.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { startScriptedProvider } from "./testing/scripted-provider.ts";
import { openTestShop } from "./testing/test-shop.ts";

test("a customer buys from the home page to the confirmation, and the books hold it to the cent", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);

  const home = await customer.get("/");
  assert.equal(readPageKind(home), "home");
  const categoryHref = /data-link="category" href="([^"]+)"/.exec(home.body)?.[1] ?? "";
  const category = await customer.get(categoryHref);
  assert.equal(readPageKind(category), "category");
  const link = /data-link="product" data-price-cents="(\d+)" href="([^"]+)"/.exec(category.body);
  const product = await customer.get(link?.[2] ?? "");
  const productId = /data-product="([^"]+)" data-price-cents="(\d+)"/.exec(product.body);
  assert.equal(productId?.[2], link?.[1]);

  const added = await customer.post("/cart/items", { product: productId?.[1] ?? "", quantity: "2", price: "1" });
  assert.equal(added.statusCode, 303);
  assert.equal(added.headers.location, "/cart");
  const totalCents = Number(link?.[1]) * 2;
  const cart = await customer.get("/cart");
  assert.match(cart.body, new RegExp(`data-line="${productId?.[1]}" data-quantity="2"`));
  assert.match(cart.body, new RegExp(`data-total-cents="${totalCents}"`));

  assert.equal((await customer.post("/checkout/address", anAddress)).headers.location, "/checkout/payment");
  const paid = await customer.post("/checkout/payment", { card: "4242 4242 4242 4242" });
  assert.equal(paid.headers.location, "/checkout/review");
  const review = await customer.get("/checkout/review");
  assert.equal(readPageKind(review), "review");
  assert.match(review.body, new RegExp(`data-total-cents="${totalCents}"`));
  const key = await customer.readOrderKey();
  assert.equal(key, await customer.readOrderKey());

  const placed = await customer.order(key);
  assert.equal(placed.statusCode, 303);
  const [order] = shop.query("SELECT * FROM orders");
  assert.equal(placed.headers.location, `/orders/${order?.order_number}/confirmation`);
  assert.equal(order?.total_cents, totalCents);
  assert.equal(order?.account, "ada@example.com");
  const confirmation = await customer.get(String(placed.headers.location));
  assert.match(confirmation.body, new RegExp(`data-order-number="${order?.order_number}"`));
  assert.match(confirmation.body, new RegExp(`data-total-cents="${totalCents}"`));

  await shop.parts.background.waitUntilSettled(5_000);
  const status = await customer.get(`/orders/${order?.order_number}`);
  assert.equal(readPageKind(status), "order-status");
  assert.match(status.body, /data-order-state="paid"/);
  assert.deepEqual(
    shop.query("SELECT kind FROM order_events ORDER BY sequence").map((event) => event.kind),
    ["basket-added", "placed", "paid"],
  );
  assert.deepEqual(
    provider.calls.map(({ path, body }) => [path, path === "/v1/captures" ? body.captures : body.amountCents]),
    [
      ["/v1/authorizations", totalCents],
      ["/v1/captures", [{ paymentId: order?.payment_id, amountCents: totalCents }]],
    ],
  );
  assert.equal(readPageKind(await customer.get("/cart")), "cart");
  assert.match((await customer.get("/cart")).body, /data-total-cents="0"/);
});

test("only the session that placed an order sees it", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const placed = await customer.order(await customer.fillCheckout());
  const url = String(placed.headers.location);
  const stranger = new Customer(shop.storefront);
  await stranger.fillCheckout();
  for (const path of [url, url.replace("/confirmation", "")]) {
    assert.equal((await customer.get(path)).statusCode, 200);
    assert.equal((await stranger.get(path)).statusCode, 404);
    assert.equal((await new Customer(shop.storefront).get(path)).statusCode, 404);
  }
});

test("a form from another site is refused, and changes nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  for (const headers of [
    { origin: "http://evil.test" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "http://shop.test" },
  ]) {
    const refused = await customer.post("/orders", { idempotencyKey: key }, headers as Record<string, string>);
    assert.equal(refused.statusCode, 403, JSON.stringify(headers));
    assert.equal(readPageKind(refused), "error");
  }
  assert.equal(provider.calls.length, 0);
  const own = { origin: "http://shop.test", "sec-fetch-site": "same-origin" };
  assert.equal((await customer.post("/orders", { idempotencyKey: key }, own)).statusCode, 303);
});

test("what customers type is text on every page", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout();
  const nasty = `"><script>alert('x')</script>`;
  await customer.post("/checkout/address", { ...anAddress, name: nasty, street: nasty });
  for (const url of ["/checkout/review", "/checkout/address"]) {
    const page = await customer.get(url);
    assert.doesNotMatch(page.body, /<script/);
    assert.match(page.body, /&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)/);
  }
});

test("the session cookie is opaque, and scripts and other sites do not get it", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const home = await shop.storefront.inject("/");
  assert.deepEqual(home.cookies, []);
  const added = await new Customer(shop.storefront).post("/cart/items", { product: "toys-01", quantity: "1" });
  assert.match(String(added.headers["set-cookie"]), /^till_session=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax$/);
});

test("steps out of order lead to the step that is missing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  assert.equal((await customer.get("/checkout/review")).headers.location, "/cart");
  assert.equal((await customer.order("a-key-of-nobody")).headers.location, "/cart");
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  assert.equal((await customer.get("/checkout/review")).headers.location, "/checkout/address");
  assert.equal(
    (await customer.post("/checkout/payment", { card: "4242424242424242" })).headers.location,
    "/checkout/address",
  );
  await customer.post("/checkout/address", anAddress);
  assert.equal((await customer.get("/checkout/review")).headers.location, "/checkout/payment");
  assert.equal((await customer.order("a-key-of-nobody")).headers.location, "/checkout/payment");
});

test("the status message is on every page while there is one, and nowhere otherwise", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout();
  const urls = ["/", "/category/toys", "/product/toys-01", "/cart", "/checkout/review", "/nowhere"];
  for (const url of urls) assert.doesNotMatch((await customer.get(url)).body, /data-status-message/);
  shop.parts.settings.set("storefront.statusMessage", "we are <on> it", "a test");
  for (const url of urls) {
    assert.match((await customer.get(url)).body, /data-status-message="notice">we are &lt;on&gt; it</, url);
  }
});

test("while ordering is paused, browsing works and nothing is ordered", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  shop.parts.settings.set("storefront.orderingPaused", true, "a test");
  const paused = await customer.order(key);
  assert.equal(readPageKind(paused), "maintenance");
  assert.equal(paused.statusCode, 503);
  assert.equal((await customer.get("/category/toys")).statusCode, 200);
  assert.equal(provider.calls.length, 0);
  shop.parts.settings.set("storefront.orderingPaused", false, "a test");
  assert.equal((await customer.order(key)).statusCode, 303);
});

test("the style sheet is cacheable and passes no worker; pages are not cached", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const sheet = await shop.storefront.inject("/assets/shop.css");
  assert.equal(sheet.headers["cache-control"], "public, max-age=3600");
  assert.equal(shop.parts.counters.requests, 0);
  assert.equal((await shop.storefront.inject("/")).headers["cache-control"], "no-store");
  assert.equal(shop.parts.counters.requests, 1);
});

test("a page waits for its worker, and whoever would wait too long gets the busy page at once", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  const configuration = { capacityModel: true, workers: 1, serviceMs: 100, queueBoundMs: 0 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const first = new Customer(shop.storefront).get("/");
  const busy = await new Customer(shop.storefront).get("/");
  assert.equal(busy.statusCode, 503);
  assert.equal(readPageKind(busy), "busy");
  assert.equal(busy.headers["retry-after"], "2");
  assert.equal((await shop.storefront.inject("/assets/shop.css")).statusCode, 200);
  assert.deepEqual(shop.parts.counters.pages, { busy: 1 });
  clock.advance(1_000);
  assert.equal((await first).statusCode, 200);
  assert.equal(shop.parts.capacity.readState().rejected, 1);
});

test("an error that nobody expected is an honest page, without its stack", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  t.mock.method(shop.parts.sessions, "find", () => {
    throw new Error("secret detail");
  });
  const page = await shop.storefront.inject("/cart");
  assert.equal(page.statusCode, 500);
  assert.equal(readPageKind(page), "error");
  assert.doesNotMatch(page.body, /secret detail/);
});
