import assert from "node:assert/strict";
import { test } from "node:test";
import type { InjectOptions } from "fastify";
import { Customer, readPageKind } from "./testing/customer.ts";
import { startScriptedProvider } from "./testing/scripted-provider.ts";
import { openTestShop } from "./testing/test-shop.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const post = (url: string, payload: string, headers: Record<string, string> = form): InjectOptions => ({
  method: "POST",
  url,
  payload,
  headers,
});
const goodAddress = "email=a@b.de&name=N&street=S&city=C&postcode=123&country=DE";

/** What somebody may send who means no good, or whose browser is broken; and the answer it gets. */
const hostileRequests: readonly [number, InjectOptions][] = [
  [404, { url: "/category/none" }],
  [404, { url: "/category/__proto__" }],
  [404, { url: "/category/..%2f..%2fetc%2fpasswd" }],
  [400, { url: "/category/%ff" }],
  [404, { url: "/product/constructor" }],
  [404, { url: `/product/${"x".repeat(99)}` }],
  [414, { url: `/product/${"x".repeat(5_000)}` }],
  [404, { url: "/product/toys-01'%20OR%201=1" }],
  [404, { url: "/orders/T-AAAA-000001" }],
  [404, { url: "/orders/'%3BDROP%20TABLE%20orders" }],
  [404, { url: "/orders/__proto__/confirmation" }],
  [404, { url: "/control/state" }],
  [404, { url: "/.env" }],
  [404, { method: "DELETE", url: "/cart" }],
  [404, { method: "PUT", url: "/orders" }],
  [404, post("/", "")],
  [400, post("/cart/items", "")],
  [400, post("/cart/items", "product=toys-01")],
  [400, post("/cart/items", "quantity=1")],
  [400, post("/cart/items", "product=toys-01&quantity=0")],
  [400, post("/cart/items", "product=toys-01&quantity=-1")],
  [400, post("/cart/items", "product=toys-01&quantity=11")],
  [400, post("/cart/items", "product=toys-01&quantity=1.5")],
  [400, post("/cart/items", "product=toys-01&quantity=1e1")],
  [400, post("/cart/items", "product=toys-01&quantity=0x2")],
  [400, post("/cart/items", "product=toys-01&quantity=%201")],
  [400, post("/cart/items", "product=toys-01&quantity=99999999999999999999")],
  [400, post("/cart/items", "product=toys-01&product=home-01&quantity=1")],
  [400, post("/cart/items", "product[id]=toys-01&quantity=1")],
  [400, post("/cart/items", `product=${"x".repeat(1_000)}&quantity=1`)],
  [404, post("/cart/items", "product=none&quantity=1")],
  [404, post("/cart/items", "product=__proto__&quantity=1")],
  [422, post("/cart/items", "product=toys-01&quantity=10")],
  [413, post("/cart/items", `product=toys-01&quantity=1&x=${"x".repeat(20_000)}`)],
  [415, post("/cart/items", '{"product":"toys-01","quantity":"1"}', { "content-type": "application/json" })],
  [415, post("/cart/items", "<x/>", { "content-type": "application/xml" })],
  [400, post("/cart/remove", "")],
  [404, post("/cart/remove", "product=none")],
  [404, post("/cart/remove", "product=home-01")],
  [422, post("/checkout/address", "")],
  [422, post("/checkout/address", "__proto__[email]=a@b.de")],
  [422, post("/checkout/address", goodAddress.replace("a@b.de", "nobody"))],
  [422, post("/checkout/address", goodAddress.replace("a@b.de", `${"x".repeat(300)}@b.de`))],
  [422, post("/checkout/address", goodAddress.replace("name=N", "name=N%00"))],
  [422, post("/checkout/address", goodAddress.replace("name=N", "name=N%0d%0aSet-Cookie:x=1"))],
  [422, post("/checkout/address", `${goodAddress}&name=M`)],
  [422, post("/checkout/payment", "")],
  [422, post("/checkout/payment", "card=4111111111111111")],
  [422, post("/checkout/payment", "card=4242424242424242&card=4242424242424242")],
  [400, post("/orders", "")],
  [400, post("/orders", "idempotencyKey=short")],
  [400, post("/orders", `idempotencyKey=${"x".repeat(65)}`)],
  [400, post("/orders", "idempotencyKey=abc%20def%20ghi")],
  [400, post("/orders", "idempotencyKey=abcdefgh&idempotencyKey=abcdefgh")],
  [409, post("/orders", "idempotencyKey=a-key-of-somebody-else")],
  [409, post("/orders", "idempotencyKey=a-key-of-somebody-else&total=1&totalCents=0")],
];

test("hostile requests get the right error page, and change nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout("toys-01", "3");
  const reviewBefore = await customer.get("/checkout/review");
  for (const [status, request] of hostileRequests) {
    const cookie = { cookie: `till_session=${customer.cookie}`, host: "shop.test" };
    const response = await shop.storefront.inject({ ...request, headers: { ...cookie, ...request.headers } });
    const label = `${request.method ?? "GET"} ${JSON.stringify(request.url).slice(0, 60)} ${String(request.payload).slice(0, 60)}`;
    assert.equal(response.statusCode, status, label);
    assert.equal(readPageKind(response), "error", label);
    assert.match(String(response.headers["content-type"]), /^text\/html/, label);
  }
  assert.equal((await customer.get("/checkout/review")).body, reviewBefore.body);
  assert.equal(await customer.readOrderKey(), key);
  assert.deepEqual(shop.query("SELECT * FROM orders"), []);
  assert.equal(provider.calls.length, 0);
  assert.equal((await customer.order(key)).statusCode, 303);
});

test("a cookie that is no session is nobody's session", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  for (const cookie of [
    "till_session=guess",
    "till_session=__proto__",
    "till_session=%ff",
    `till_session=${"x".repeat(9_000)}`,
  ]) {
    const page = await shop.storefront.inject({ url: "/cart", headers: { cookie } });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /data-total-cents="0"/);
  }
  assert.equal(shop.parts.sessions.size, 0);
});
