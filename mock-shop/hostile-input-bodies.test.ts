// Bodies, encodings, content types, methods and addresses that no browser sends by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formType, type HostileRequest, openHostileScene, post, refuseAll } from "./testing/hostile-scene.ts";

const item = "product=toys-01&quantity=1";
const typed = (type: string) => post("/cart/items", item, { "content-type": type });
const fields = (count: number) => Array.from({ length: count }, (_, index) => `a${index}=1`).join("&");

const bodies: readonly HostileRequest[] = [
  [400, post("/cart/items", Buffer.from(item, "utf16le"))],
  [400, post("/cart/items", Buffer.from(`\ufeff${item}`))],
  [400, post("/cart/items", Buffer.from([0xff, 0xfe, 0x00, 0x3d, 0xff]))],
  [400, post("/cart/items", "\0".repeat(500))],
  [404, post("/cart/items", "product=%zz&quantity=1")],
  [404, post("/cart/items", "product=%&quantity=1")],
  [404, post("/cart/items", "product=%c0%ae%c0%ae%c0%afetc&quantity=1")],
  [404, post("/cart/items", "product=%ed%a0%80&quantity=1")],
  [404, post("/cart/items", "product=%u0074oys-01&quantity=1")],
  [400, post("/cart/items", "product=toys-01&quantity=%D9%A1")],
  [400, post("/cart/items", "product=toys-01&quantity=%E0%A5%A7")],
  [400, post("/cart/items", "product=toys-01&quantity=%C2%B2")],
  [400, post("/cart/items", "product=toys-01&quantity=1_0")],
  [400, post("/cart/items", "product=toys-01&quantity=1,0")],
  [400, post("/cart/items", "product=toys-01&quantity=01")],
  [400, post("/cart/items", "product=toys-01&quantity=Infinity")],
  [400, post("/cart/items", "product=toys-01&quantity=true")],
  [400, post("/cart/items", "product[]=toys-01&quantity[]=1")],
  [400, post("/cart/items", "product[0]=toys-01&quantity[$gt]=0")],
  [400, post("/cart/items", "product=toys-01&quantity=1&quantity=1")],
  [400, post("/cart/items", "__proto__[product]=toys-01&quantity=1")],
  [400, post("/cart/items", "constructor[prototype][product]=toys-01&quantity=1")],
  [404, post("/cart/items", "product=toys-01;quantity=1")],
  [400, post("/cart/items", '{"product":"toys-01","quantity":"1"}')],
  [400, post("/cart/items", "--x\r\nContent-Disposition: form-data; name=product\r\n\r\ntoys-01\r\n--x--")],
  [400, post("/cart/items", fields(1_500))],
  [413, post("/cart/items", `${item}&${fields(10_000)}`)],
  [413, post("/cart/items", `product=${"x".repeat(1_000_000)}&quantity=1`)],
  [415, typed("application/json")],
  [415, typed("text/plain")],
  [415, typed("text/html")],
  [415, typed("multipart/form-data")],
  [415, typed("application/x-www-form-urlencodedx")],
  [415, typed("*/*")],
  [415, typed("")],
  [415, post("/orders", '{"idempotencyKey":"abcdefgh"}', { "content-type": "application/json" })],
];

const methods: readonly HostileRequest[] = [
  [404, { url: "/cart/items?product=toys-01&quantity=1" }],
  [404, { url: "/cart/remove?product=toys-01" }],
  [404, { url: "/orders?idempotencyKey=abcdefgh" }],
  [404, { url: "/orders" }],
  [404, { method: "PUT", url: "/cart/items", payload: item, headers: formType }],
  [404, { method: "PATCH", url: "/checkout/address", payload: "name=Eve", headers: formType }],
  [404, { method: "DELETE", url: "/orders/T-AAAA-000001" }],
  [404, { method: "OPTIONS", url: "/orders" }],
  [404, { method: "POST", url: "/checkout/review", payload: item, headers: formType }],
  [404, { method: "POST", url: "/cart", payload: item, headers: { ...formType, "x-http-method-override": "DELETE" } }],
];

const addresses: readonly HostileRequest[] = [
  [404, { url: "/assets/../main.ts" }],
  [404, { url: "/assets/%2e%2e/main.ts" }],
  [404, { url: "/assets/..%5c..%5cmain.ts" }],
  [404, { url: "/product/toys-01/../../control/state" }],
  [404, { url: "//evil.test/cart" }],
  [404, { url: "/product/toys-01%00" }],
  [404, { url: "/category/toys%0d%0aSet-Cookie:%20x=1" }],
  [404, { url: "/product/TOYS-01" }],
  [404, { url: "/orders/t-aaaa-000001" }],
  [404, { url: "/orders/T-AAAA-000001%00" }],
  [404, { url: `/orders/T-AAAA-${"9".repeat(80)}` }],
  [400, { url: "/product/%c0%ae" }],
  [400, { url: "/%" }],
  [404, { url: "/wp-login.php" }],
  [404, { url: "/metrics" }],
  [400, { url: `/search?q=${"%F0%9F%A7%B8".repeat(100)}` }],
  [404, { url: "/search?q=toy&page=1e9" }],
  [404, { url: "/search?q=toy&page=0" }],
];

const foreignForms: readonly HostileRequest[] = [
  [403, post("/cart/items", item, { ...formType, origin: "null" })],
  [403, post("/cart/items", item, { ...formType, origin: "https://shop.test.evil.test" })],
  [403, post("/cart/items", item, { ...formType, origin: "https://evil.test/?shop.test" })],
  [403, post("/cart/items", item, { ...formType, origin: "http://sub.shop.test" })],
  [403, post("/cart/items", item, { ...formType, origin: "http://shop.test:81" })],
  [403, post("/cart/remove", "product=toys-01", { ...formType, "sec-fetch-site": "cross-site" })],
  [403, post("/cart/remove", "product=toys-01", { ...formType, "sec-fetch-site": "same-site" })],
  [403, post("/checkout/payment", "card=4242424242424242", { ...formType, "sec-fetch-site": "cross-site" })],
  [403, post("/track", "orderNumber=T-AAAA-000001", { ...formType, origin: "http://evil.test" })],
  [403, { method: "DELETE", url: "/cart", headers: { origin: "http://evil.test" } }],
];

for (const [what, requests] of Object.entries({ bodies, methods, addresses, "forms of other sites": foreignForms }))
  test(`hostile ${what} are refused, and change nothing`, async () => {
    await using scene = await openHostileScene();
    await refuseAll(scene, requests);
  });

test("the same form is taken from the shop's own page, and that is seen to change something", async () => {
  await using scene = await openHostileScene();
  const before = await scene.readWorld();
  const own = { origin: "http://shop.test", "sec-fetch-site": "same-origin" };
  assert.equal((await scene.customer.post("/cart/items", item, own)).statusCode, 303);
  assert.notDeepEqual(await scene.readWorld(), before);
});
