import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer, readPageKind } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { standardVouchers } from "../voucher-configuration.ts";

const few = (quantity: number) => ({ configuration: { stock: { "toys-01": quantity } } });
const readBooked = (shop: TestShop) =>
  shop.query("SELECT available FROM stock WHERE product_id = 'toys-01'")[0]?.available;

test("of 20 orders at once for the last article exactly one is placed, and stock is 0, never less", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, ...few(1) });
  const customers = Array.from({ length: 20 }, () => new Customer(shop.storefront));
  const keys = await Promise.all(customers.map((customer) => customer.fillCheckout("toys-01")));
  const answers = await Promise.all(customers.map((customer, index) => customer.order(keys[index] ?? "")));
  const statuses = answers.map((response) => response.statusCode).sort();
  assert.deepEqual(statuses, [303, ...Array.from({ length: 19 }, () => 409)]);
  assert.equal(readBooked(shop), 0);
  assert.equal(shop.parts.stock.read("toys-01"), 0);
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/authorizations")).length, 1);
});

test("who comes too late reads what is missing, and keeps the cart", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, ...few(5) });
  const [customer, faster] = [new Customer(shop.storefront), new Customer(shop.storefront)];
  const key = await customer.fillCheckout("toys-01", "3");
  await faster.order(await faster.fillCheckout("toys-01", "3"));
  const soldOut = await customer.order(key);
  assert.deepEqual([soldOut.statusCode, readPageKind(soldOut)], [409, "error"]);
  assert.ok(soldOut.body.includes(shop.parts.catalogue.productsById.get("toys-01")?.name ?? "?"));
  assert.match((await customer.get("/cart")).body, /data-line="toys-01" data-quantity="3"/);
  assert.equal(readBooked(shop), 2);
});

/** The books refuse the first call of each of these names. */
function refuseOnce({ parts: { books } }: TestShop, names: readonly string[]): void {
  const refused = new Set(names);
  const run = books.run.bind(books);
  books.run = ((name: "readOrder", input: never) =>
    refused.delete(name)
      ? Promise.reject(new Error("too many requests wait for the books"))
      : run(name, input)) as typeof run;
}

for (const [what, script] of [
  ["declined", () => [402, {}] as const],
  ["certainly failed", () => [404, {}] as const],
  [
    "unknown",
    ({ path }: { path: string }) => (path.endsWith("/authorizations") ? ("hang" as const) : ([200, {}] as const)),
  ],
] as const) {
  test(`stock that an order took comes back when its payment is ${what}`, async () => {
    await using provider = await startScriptedProvider(script);
    const configuration = { ...few(5).configuration, paymentDeadlineMs: 50 };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    const customer = new Customer(shop.storefront);
    await customer.order(await customer.fillCheckout("toys-01", "2"));
    assert.equal(shop.parts.stock.read("toys-01"), 5);
    assert.equal(readBooked(shop), 5);
    await shop.parts.background.waitUntilSettled(5_000);
    assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
    assert.equal(readBooked(shop), 5);
  });

  test(`stock comes back too when its payment is ${what} and the books refuse to give it back at first`, async (t) => {
    t.mock.method(console, "error", () => undefined);
    await using provider = await startScriptedProvider((call) =>
      call.path.endsWith("/authorizations") ? script(call) : agreeableScript(call),
    );
    const configuration = { ...few(1).configuration, paymentDeadlineMs: 50 };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    refuseOnce(shop, ["abandonOrder"]);
    const customer = new Customer(shop.storefront);
    const key = await customer.fillCheckout("toys-01");
    await customer.order(key);
    await shop.parts.background.waitUntilSettled(5_000);
    assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
    assert.deepEqual([readBooked(shop), shop.parts.stock.read("toys-01")], [1, 1]);
    provider.script = agreeableScript;
    assert.equal((await customer.order(key)).statusCode, 303);
  });
}

test("an order without anything to pay gives stock and voucher back late too, and asks the provider for nothing", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using provider = await startScriptedProvider();
  const vouchers = [{ ...standardVouchers[0], discountCents: 1_000_000, promotionBudgetCents: 2_000_000 }];
  await using shop = await openTestShop({
    providerOrigin: provider.origin,
    configuration: { stock: { "offers-01": 1 }, vouchers },
  });
  const customer = new Customer(shop.storefront);
  await customer.fillCheckout("offers-01");
  await customer.post("/cart/voucher", { code: "DEAL10" });
  refuseOnce(shop, ["placeOrder", "abandonOrder"]);
  const key = await customer.readOrderKey();
  assert.equal((await customer.order(key)).statusCode, 500);
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.deepEqual(shop.query("SELECT * FROM voucher_uses"), []);
  assert.equal(shop.parts.stock.read("offers-01"), 1);
  assert.deepEqual(provider.calls, []);
  assert.equal((await customer.order(key)).statusCode, 303);
});

test("stock is held while a payment runs", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    await promise;
    return agreeableScript(call);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin, ...few(1) });
  const [first, second] = [new Customer(shop.storefront), new Customer(shop.storefront)];
  const placing = first.order(await first.fillCheckout("toys-01"));
  assert.equal((await second.order(await second.fillCheckout("toys-01"))).statusCode, 409);
  assert.equal(shop.parts.stock.read("toys-01"), 0);
  resolve();
  assert.equal((await placing).statusCode, 303);
});

test("a new shop has 5,000 to 20,000 of each article, from its seed", async () => {
  await using provider = await startScriptedProvider();
  const readAll = async () => {
    await using shop = await openTestShop({ providerOrigin: provider.origin });
    return [...shop.parts.catalogue.productsById.keys()].map((id) => shop.parts.stock.read(id));
  };
  const levels = await readAll();
  assert.deepEqual(await readAll(), levels);
  assert.ok(Math.min(...levels) >= 5_000 && Math.max(...levels) <= 20_000);
  assert.ok(new Set(levels).size > levels.length / 2);
});
