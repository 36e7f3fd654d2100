import assert from "node:assert/strict";
import { test } from "node:test";
import { anAddress, Customer } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";

const mastercard = { card: "5555555555554444" };
const changes: readonly [string, (customer: Customer) => Promise<unknown>][] = [
  ["basket", (customer) => customer.post("/cart/items", { product: "home-01", quantity: "1" })],
  ["quantity", (customer) => customer.post("/cart/quantity", { product: "toys-01", quantity: "2" })],
  ["voucher", (customer) => customer.post("/cart/voucher", { code: "DEAL10" })],
  ["address", (customer) => customer.post("/checkout/address", { ...anAddress, street: "2 Main Street" })],
  ["account", (customer) => customer.post("/checkout/address", { ...anAddress, email: "bob@example.com" })],
  ["card", (customer) => customer.post("/checkout/payment", mastercard)],
];

for (const [what, change] of changes) {
  test(`a key that was shown with another ${what} is refused, and orders nothing`, async () => {
    await using provider = await startScriptedProvider();
    await using shop = await openTestShop({ providerOrigin: provider.origin });
    const customer = new Customer(shop.storefront);
    const key = await customer.fillCheckout();
    await change(customer);
    assert.equal((await customer.order(key)).statusCode, 409);
    assert.deepEqual(shop.query("SELECT * FROM orders"), []);
    assert.equal(provider.calls.length, 0);
    const newKey = await customer.readOrderKey();
    assert.notEqual(newKey, key);
    assert.equal((await customer.order(newKey)).statusCode, 303);
  });
}

for (const [what, change] of changes.filter(([name]) => name !== "quantity")) {
  test(`a key that has placed its order is refused when it comes again with another ${what}`, async () => {
    await using provider = await startScriptedProvider();
    await using shop = await openTestShop({ providerOrigin: provider.origin });
    const customer = new Customer(shop.storefront);
    const key = await customer.fillCheckout();
    await customer.order(key);
    await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
    await change(customer);
    assert.equal((await customer.order(key)).statusCode, 409);
    assert.equal(shop.query("SELECT * FROM orders").length, 1);
  });
}

test("a key that has placed its order is refused with another card, though the cart is empty", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  await customer.order(key);
  await customer.post("/cart/items", { product: "toys-01", quantity: "1" });
  await customer.post("/checkout/payment", mastercard);
  await customer.post("/cart/remove", { product: "toys-01" });
  assert.equal((await customer.order(key)).statusCode, 409);
});

test("a basket that was changed and changed back is the same purchase under the same key", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  await customer.post("/cart/remove", { product: "home-01" });
  assert.equal(await customer.readOrderKey(), key);
  assert.equal((await customer.order(key)).statusCode, 303);
});

test("who gave up waiting comes back with the key and gets the order, though the cart is empty by then", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    await promise;
    return agreeableScript(call);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const nobodyWaitsFor = customer.order(key);
  const back = customer.order(key);
  resolve();
  await nobodyWaitsFor;
  const location = (await back).headers.location;
  assert.match((await customer.get("/cart")).body, /data-total-cents="0"/);
  const late = await customer.order(key);
  assert.deepEqual([late.statusCode, late.headers.location], [303, location]);
  assert.equal((await customer.get(String(location))).statusCode, 200);
  assert.equal(shop.query("SELECT * FROM orders").length, 1);
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/authorizations")).length, 1);
});

test("a key that the books know places no second order, even if the session forgot it", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const session = shop.parts.sessions.find(customer.cookie);
  const before = structuredClone({ cart: session?.cart, review: session?.review });
  const first = await customer.order(key);
  session?.purchases.clear();
  Object.assign(session ?? {}, before);
  const second = await customer.order(key);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal(shop.query("SELECT * FROM orders").length, 1);
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/authorizations")).length, 1);
});
