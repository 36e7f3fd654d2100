import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildPlacement, numberOrder } from "../ledger/ledger.fixture.ts";
import { drawStepMinutes } from "../rules/fulfilment.ts";
import { formatDownloadCode, formatParcelNumber } from "../rules/order-number.ts";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

const seed = 7;

/** Lets the clock run in steps of a second until the order is there, and tells how long it took. */
async function advanceUntil(shop: TestShop, clock: ManualClock, orderNumber: string, state: string): Promise<number> {
  for (let seconds = 0; seconds < 20_000; seconds += 1) {
    if ((await shop.parts.books.run("readOrder", { orderNumber }))?.state === state) return seconds;
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_000);
  }
  throw new Error(`expected an order in ${state}`);
}

async function buy(shop: TestShop, ...productIds: string[]): Promise<string> {
  const customer = new Customer(shop.storefront);
  for (const product of productIds) await customer.post("/cart/items", { product, quantity: "1" });
  const placed = await customer.order(await customer.fillCheckout(productIds[0] ?? ""));
  assert.equal(placed.statusCode, 303);
  await shop.parts.background.waitUntilSettled(60_000);
  return /T-\w+-\d+/.exec(String(placed.headers.location))?.[0] ?? "";
}

const listKinds = (shop: TestShop) =>
  shop.query("SELECT kind FROM order_events ORDER BY sequence").map(({ kind }) => kind);

test("a parcel is picked, packed, shipped and delivered on the incident clock", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration: { pace: 60 } });
  const orderNumber = await buy(shop, "toys-01");
  const pickedSeconds = await advanceUntil(shop, clock, orderNumber, "picked");
  const expected = drawStepMinutes("picked", seed, orderNumber);
  assert.ok(Math.abs(pickedSeconds - expected) <= 1, `${pickedSeconds} s, expected ${expected} min at 60 times`);
  await advanceUntil(shop, clock, orderNumber, "delivered");
  assert.deepEqual(listKinds(shop).slice(-5), ["paid", "picked", "packed", "shipped", "delivered"]);
  const [order] = shop.query("SELECT parcel_number, next_step_at_ms FROM orders");
  assert.deepEqual({ ...order }, { parcel_number: formatParcelNumber(orderNumber), next_step_at_ms: null });
});

test("digital goods are delivered with the payment, with their code; a parcel in the same order follows", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration: { pace: 60 } });
  const digital = await buy(shop, "digital-01");
  assert.deepEqual(listKinds(shop).slice(-3), ["paid", "digital-delivered", "delivered"]);
  const story = await shop.parts.books.run("readOrderStory", { orderNumber: digital });
  const delivery = story?.events.find(({ kind }) => kind === "digital-delivered");
  assert.equal(delivery?.detail, formatDownloadCode(seed, digital));

  const mixed = await buy(shop, "digital-01", "toys-01");
  const read = async () => await shop.parts.books.run("readOrderStory", { orderNumber: mixed });
  const before = await read();
  assert.equal(before?.order.state, "paid");
  assert.equal(before?.events.at(-1)?.kind, "digital-delivered");
  clock.advance(1_000_000);
  for (let round = 0; (await read())?.order.state === "paid" && round < 100; round += 1) clock.advance(1_000);
  assert.equal((await read())?.order.state, "picked");
});

test("a restart goes on with what is due", async () => {
  await using directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  const options = { providerOrigin: provider.origin, booksPath, clock, configuration: { pace: 60 } };
  let orderNumber: string;
  {
    await using shop = await openTestShop(options);
    orderNumber = await buy(shop, "toys-01");
    await advanceUntil(shop, clock, orderNumber, "packed");
  }
  clock.advance(3_600_000);
  await using shop = await openTestShop(options);
  assert.ok((await advanceUntil(shop, clock, orderNumber, "shipped")) <= 1);
});

test("steps that are due together are taken in bounded batches, and none is left over", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration: { pace: 60 } });
  const { books } = shop.parts;
  const indices = Array.from({ length: 250 }, (_, index) => index + 1);
  await Promise.all(indices.map((index) => books.run("placeOrder", buildPlacement(index))));
  const orderNumbers = indices.map(numberOrder);
  await books.run("changeOrders", { orderNumbers, kind: "paid", atMs: 1, detail: null });
  const limits: number[] = [];
  const run = books.run.bind(books);
  books.run = (async (name: "advanceFulfilment", input: { nowMs: number; limit: number }) => {
    const result = await run(name, input);
    if (name === "advanceFulfilment") limits.push(result.advanced);
    return result;
  }) as typeof books.run;
  for (let round = 0; limits.at(-1) !== 0 || limits.length < 3; round += 1) {
    assert.ok(round < 1_000);
    clock.advance(10);
    await run("countVoidsDue", null);
  }
  assert.deepEqual(limits.slice(0, limits.indexOf(50) + 1), [100, 100, 50]);
  assert.equal(shop.query("SELECT * FROM orders WHERE state = 'picked'").length, 250);
});
