// Other people's carts and orders, steps out of order and forms sent again: each is answered, and changes nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer, readPageKind } from "./testing/customer.ts";
import { type HostileScene, openHostileScene, post, refuseAll } from "./testing/hostile-scene.ts";

const address = "email=eve@example.com&name=Eve&street=S&city=C&postcode=123&country=DE";

function sendAs(scene: HostileScene, cookie: string, url: string, payload?: string) {
  const request = payload === undefined ? { url } : post(url, payload);
  return scene.shop.storefront.inject({ ...request, headers: { ...request.headers, host: "shop.test", cookie } });
}

test("another customer's order, key and cart cannot be reached", async () => {
  await using scene = await openHostileScene();
  const { otherOrder, otherKey } = scene;
  const email = "eve@example.com";
  await refuseAll(scene, [
    [404, { url: `/orders/${otherOrder}` }],
    [404, { url: `/orders/${otherOrder}/confirmation` }],
    [404, { url: `/orders/${otherOrder.toLowerCase()}` }],
    [404, { url: `/orders/${otherOrder}%20` }],
    [404, post("/track", `orderNumber=${otherOrder}&email=${email}`), "track"],
    [404, post("/track", `orderNumber=${otherOrder}&email=%25@example.com`), "track"],
    [404, post("/track", `orderNumber=${otherOrder}&email='OR'1'='1`), "track"],
    [409, post("/orders", `idempotencyKey=${otherKey}`)],
    [404, post("/cart/remove", "product=home-01")],
    [404, post("/cart/quantity", "product=home-01&quantity=1")],
    [404, post("/checkout/review/remove", "product=home-01")],
  ]);
});

test("a forged cookie is nobody: no order is seen, none is placed, no session begins", async () => {
  await using scene = await openHostileScene();
  const { otherOrder, key, customer } = scene;
  const before = await scene.readWorld();
  const forged = [
    "till_session=guess",
    "till_session=__proto__",
    "till_session=%ff",
    `till_session=${String(customer.cookie).toLowerCase()}`,
    `till_session=${customer.cookie}x`,
    `till_session=${"x".repeat(9_000)}`,
    `TILL_SESSION=${customer.cookie}`,
    "till_session=",
  ];
  for (const cookie of forged) {
    assert.equal((await sendAs(scene, cookie, `/orders/${otherOrder}`)).statusCode, 404, cookie);
    const ordered = await sendAs(scene, cookie, "/orders", `idempotencyKey=${key}`);
    assert.deepEqual([ordered.statusCode, ordered.headers.location], [303, "/cart"], cookie);
    assert.equal(ordered.headers["set-cookie"], undefined, cookie);
    assert.match((await sendAs(scene, cookie, "/cart")).body, /data-total-cents="0"/, cookie);
  }
  assert.deepEqual(await scene.readWorld(), before);
});

test("a session's name is the shop's to choose, and its cookie is for the shop alone", async () => {
  await using scene = await openHostileScene();
  const chosen = "a-name-that-somebody-else-knows";
  const added = await sendAs(scene, `till_session=${chosen}`, "/cart/items", "product=toys-01&quantity=1");
  const [cookie] = added.cookies;
  assert.notEqual(cookie?.value, chosen);
  assert.deepEqual(
    [cookie?.name, cookie?.httpOnly, cookie?.sameSite, cookie?.path],
    ["till_session", true, "Lax", "/"],
  );
  assert.equal(scene.shop.parts.sessions.find(chosen), undefined);
});

test("a step that others must come before leads to the first that is missing", async () => {
  await using scene = await openHostileScene();
  const before = await scene.readWorld();
  const nobody = new Customer(scene.shop.storefront);
  const steps: readonly (readonly [string, string?])[] = [
    ["/checkout/address"],
    ["/checkout/payment"],
    ["/checkout/review"],
    ["/checkout/address", address],
    ["/checkout/payment", "card=4242424242424242"],
    ["/orders", "idempotencyKey=abcdefgh"],
    ["/cart/voucher", "code=DEAL10"],
    ["/cart/voucher/remove", ""],
  ];
  for (const [url, payload] of steps) {
    const answer = payload === undefined ? await nobody.get(url) : await nobody.post(url, payload);
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, "/cart"], url);
    assert.equal(answer.headers["set-cookie"], undefined, url);
  }
  assert.deepEqual(await scene.readWorld(), before);
  await nobody.post("/cart/items", "product=toys-01&quantity=1");
  assert.equal((await nobody.post("/checkout/payment", "card=4242424242424242")).headers.location, "/checkout/address");
  assert.equal((await nobody.post("/orders", "idempotencyKey=abcdefgh")).headers.location, "/checkout/address");
  await nobody.post("/checkout/address", address);
  assert.equal((await nobody.get("/checkout/review")).headers.location, "/checkout/payment");
});

test("a key is one purchase: sent again it gives the same order, with another basket it is refused", async () => {
  await using scene = await openHostileScene();
  const { customer, key } = scene;
  const placed = await customer.order(key);
  const again = await customer.order(key);
  assert.deepEqual([again.statusCode, again.headers.location], [303, placed.headers.location]);
  await customer.post("/cart/items", "product=garden-01&quantity=1");
  await scene.shop.parts.background.waitUntilSettled(5_000);
  await refuseAll(scene, [
    [409, post("/orders", `idempotencyKey=${key}`)],
    [409, post("/orders", `idempotencyKey=${key}&idempotency_key=abcdefgh`)],
    [400, post("/orders", `idempotencyKey=${key}&idempotencyKey=${key}`)],
    [409, post("/orders", `idempotencyKey=${key.toLowerCase()}x`)],
  ]);
});

test("the same basket bought again is a second order, under a key of its own", async () => {
  await using scene = await openHostileScene();
  const { customer, key } = scene;
  const first = await customer.order(key);
  const nextKey = await customer.fillCheckout("toys-01", "3");
  assert.notEqual(nextKey, key);
  const second = await customer.order(nextKey);
  assert.equal(second.statusCode, 303);
  assert.notEqual(second.headers.location, first.headers.location);
});

test("a review that is old places nothing: basket, address and card must be those that it showed", async () => {
  const changes = [
    ["/cart/quantity", "product=toys-01&quantity=1"],
    ["/cart/items", "product=garden-01&quantity=1"],
    ["/checkout/address", address],
    ["/checkout/payment", "card=5555555555554444"],
  ] as const;
  for (const [url, payload] of changes) {
    await using scene = await openHostileScene();
    const { customer, key } = scene;
    await customer.post(url, payload);
    const answer = await customer.order(key);
    assert.deepEqual([answer.statusCode, readPageKind(answer)], [409, "error"], url);
    assert.equal(scene.shop.query("SELECT * FROM orders").length, 1, url);
    assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303, url);
  }
});
