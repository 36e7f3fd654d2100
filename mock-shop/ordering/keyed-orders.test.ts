import assert from "node:assert/strict";
import { test } from "node:test";
import { anAddress, Customer } from "../testing/customer.ts";
import { agreeableScript, type ProviderScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";

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

/** At the review page, and pays with a provider that answers when the test says so. */
async function startPaying(answers: readonly ProviderScript[] = []) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let authorizations = 0;
  const provider = await startScriptedProvider(async (call) => {
    if (!call.path.endsWith("/authorizations")) return agreeableScript(call);
    const script = answers[authorizations] ?? agreeableScript;
    authorizations += 1;
    await promise;
    return script(call);
  });
  const shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout("own-brand-01");
  const first = customer.order(key);
  await waitFor("the first authorization", () => authorizations === 1);
  return {
    ...{ shop, customer, key, first, resolve },
    countAuthorizations: () => authorizations,
    countOrders: () => shop.query("SELECT * FROM orders").length,
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

test("another card while the payment runs: the same basket is ordered and paid for once", async () => {
  await using paying = await startPaying();
  const { customer } = paying;
  await customer.post("/checkout/payment", mastercard);
  const otherKey = await customer.readOrderKey();
  assert.notEqual(otherKey, paying.key);
  const second = customer.order(otherKey);
  await new Promise((resolve) => setImmediate(resolve));
  paying.resolve();
  const { location } = (await paying.first).headers;
  assert.equal((await second).headers.location, location);
  assert.equal((await customer.order(otherKey)).headers.location, location);
  assert.deepEqual([paying.countOrders(), paying.countAuthorizations()], [1, 1]);
});

test("another total while the payment runs: the same basket is ordered and paid for once", async () => {
  await using paying = await startPaying();
  const { customer, shop } = paying;
  shop.parts.settings.set("voucher.bug", "everyone", "operator");
  const otherKey = await customer.readOrderKey();
  assert.notEqual(otherKey, paying.key);
  const second = customer.order(otherKey);
  paying.resolve();
  assert.equal((await second).headers.location, (await paying.first).headers.location);
  assert.deepEqual([paying.countOrders(), paying.countAuthorizations()], [1, 1]);
});

test("another card after a payment that is then declined: the second purchase is made, once", async () => {
  await using paying = await startPaying([() => [402, {}]]);
  const { customer } = paying;
  await customer.post("/checkout/payment", mastercard);
  const otherKey = await customer.readOrderKey();
  const others = [customer.order(otherKey), customer.order(otherKey)];
  paying.resolve();
  assert.equal((await paying.first).statusCode, 402);
  const [second, third] = await Promise.all(others);
  assert.deepEqual([second?.statusCode, third?.headers.location], [303, second?.headers.location]);
  assert.deepEqual([paying.countOrders(), paying.countAuthorizations()], [1, 2]);
});

test("a basket with one article more while the payment runs is reviewed again: what is paid for is not in it", async () => {
  await using paying = await startPaying();
  const { customer } = paying;
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  const bothKey = await customer.readOrderKey();
  const both = customer.order(bothKey);
  paying.resolve();
  assert.equal((await paying.first).statusCode, 303);
  assert.equal((await both).statusCode, 409);
  assert.equal((await customer.order(await customer.readOrderKey())).statusCode, 303);
  assert.deepEqual(
    paying.shop.query("SELECT product_id FROM order_lines ORDER BY order_number").map((row) => row.product_id),
    ["own-brand-01", "home-01"],
  );
});

test("an article that is added while the payment runs stays in the basket, and the key gives its order", async () => {
  await using paying = await startPaying();
  const { customer, key } = paying;
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  const during = customer.order(key);
  paying.resolve();
  const { location } = (await paying.first).headers;
  assert.deepEqual([(await during).statusCode, (await during).headers.location], [303, location]);
  assert.equal((await customer.order(key)).headers.location, location);
  assert.match((await customer.get("/cart")).body, /home-01/);
});

test("a key that placed its order never says that it did not: with another basket it names the order", async () => {
  await using paying = await startPaying();
  const { customer, key } = paying;
  paying.resolve();
  const orderNumber = String((await paying.first).headers.location).split("/")[2] ?? "";
  await customer.post("/cart/items", { product: "home-01", quantity: "1" });
  const late = await customer.order(key);
  assert.equal(late.statusCode, 409);
  assert.match(late.body, new RegExp(`Ordered already.*order ${orderNumber}`, "s"));
  assert.doesNotMatch(late.body, /Not ordered/);
});
