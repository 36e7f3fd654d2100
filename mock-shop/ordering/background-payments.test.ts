import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildPlacement, buildStart } from "../ledger/ledger.fixture.ts";
import { Customer } from "../testing/customer.ts";
import { agreeableScript, answerCaptures, startScriptedProvider } from "../testing/scripted-provider.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";
import { BackgroundPayments } from "./background-payments.ts";
import { cancelOrders } from "./cancel-orders.ts";

const isCapture = ({ path }: { path: string }) => path.endsWith("/captures");

test("a capture that fails is tried again until it succeeds, and is paid once", async () => {
  let failures = 3;
  await using provider = await startScriptedProvider((call) => {
    if (!isCapture(call)) return agreeableScript(call);
    failures -= 1;
    return answerCaptures(call.body, failures >= 0 ? 404 : 200);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await shop.parts.background.waitUntilSettled(10_000);
  assert.equal(provider.calls.filter(isCapture).length, 4);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length, 1);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "paid");
});

test("a capture that the provider refuses for good is written down, and not tried for ever", async () => {
  await using provider = await startScriptedProvider((call) =>
    isCapture(call) ? answerCaptures(call.body, 409) : agreeableScript(call),
  );
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await shop.parts.background.waitUntilSettled(5_000);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'capture-refused'").length, 1);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "placed");
  assert.equal(shop.parts.counters.captureRefusals, 1);
  assert.equal(shop.parts.background.pendingCaptures, 0);
});

test("after a restart, what was begun is voided and its stock is back, and what was placed is captured", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  await using provider = await startScriptedProvider((call) => (isCapture(call) ? [503, {}] : agreeableScript(call)));
  const configuration = { stock: { "toys-01": 10 } };
  {
    await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath, configuration });
    const customer = new Customer(shop.storefront);
    await customer.order(await customer.fillCheckout("toys-01", "3"));
    await shop.parts.books.run("beginOrder", buildStart(999));
    assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "placed");
    assert.equal(shop.query("SELECT available FROM stock WHERE product_id = 'toys-01'")[0]?.available, 5);
  }
  provider.script = agreeableScript;
  provider.calls.length = 0;
  await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath, configuration });
  await shop.parts.background.waitUntilSettled(5_000);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "paid");
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.equal(shop.parts.stock.read("toys-01"), 7);
  const changes = provider.calls.map(({ path }) => path).filter((path) => !path.includes("?"));
  assert.deepEqual(changes.sort(), ["/v1/captures", "/v1/voids"]);
});

test("orders that found the queue full are counted, and captured from the books", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    if (isCapture(call)) await promise;
    return agreeableScript(call);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books } = shop.parts;
  const background = new BackgroundPayments({ ...shop.parts, seed: 1, queueLimit: 2 });
  for (let index = 1; index <= 5; index += 1) {
    const placement = buildPlacement(index);
    await books.run("placeOrder", placement);
    background.queueCapture({ ...placement.order, paymentId: `pay_${index}` });
  }
  assert.equal(background.pendingCaptures, 5);
  resolve();
  await background.waitUntilSettled(10_000);
  assert.equal(background.pendingCaptures, 0);
  assert.equal(shop.query("SELECT * FROM orders WHERE state = 'paid'").length, 5);
  background.close();
});

test("what a restart finds is counted from the books, also beyond the queue", async () => {
  await using provider = await startScriptedProvider(() => "hang");
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books } = shop.parts;
  for (let index = 1; index <= 7; index += 1) await books.run("placeOrder", buildPlacement(index));
  for (let index = 11; index <= 14; index += 1) {
    await books.run("beginOrder", buildStart(index));
    await books.run("abandonOrder", { orderNumber: buildStart(index).orderNumber, mustVoid: true });
  }
  const background = new BackgroundPayments({ ...shop.parts, seed: 1, queueLimit: 2 });
  assert.deepEqual(await background.recover(), { captures: 7, voids: 4, refunds: 0 });
  assert.deepEqual([background.pendingCaptures, background.pendingVoids, background.pendingRefunds], [7, 4, 0]);
  background.close();
});

test("a refused capture takes no room from those that are still to be captured", async () => {
  const refused = new Set(["pay_1", "pay_2", "pay_3"]);
  await using provider = await startScriptedProvider((call) => {
    if (!isCapture(call)) return agreeableScript(call);
    const captures = call.body.captures as { paymentId: string }[];
    const results = captures.map(({ paymentId }) => ({ paymentId, status: refused.has(paymentId) ? 409 : 200 }));
    return [200, { results }];
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books } = shop.parts;
  for (let index = 1; index <= 6; index += 1) await books.run("placeOrder", buildPlacement(index));
  const background = new BackgroundPayments({ ...shop.parts, seed: 1, queueLimit: 2 });
  await background.recover();
  await background.waitUntilSettled(10_000);
  assert.equal(background.pendingCaptures, 0);
  assert.equal(shop.query("SELECT * FROM orders WHERE state = 'paid'").length, 3);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'capture-refused'").length, 3);
  background.close();
});

test("a capture that is refused because its order was cancelled meanwhile is done with", async () => {
  const { promise: isCancelled, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    if (!isCapture(call)) return agreeableScript(call);
    await isCancelled;
    return answerCaptures(call.body, 409);
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await cancelOrders(shop.parts, {}, { reason: "a mistake", by: "a test" });
  resolve();
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(shop.query("SELECT * FROM order_events WHERE kind = 'capture-refused'"), []);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "cancelled");
  assert.equal(shop.parts.counters.captureRefusals, 0);
});

test("an order that the books took down and died over keeps its payment, and the next start captures it", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  await using provider = await startScriptedProvider();
  {
    await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
    const { books } = shop.parts;
    const customer = new Customer(shop.storefront);
    const key = await customer.fillCheckout();
    const run = books.run.bind(books);
    const unheard: string[] = [];
    books.run = (async (name: "placeOrder", input: never) => {
      if (unheard.length === 0) {
        const result = await run(name, input);
        if (name !== "placeOrder") return result;
      }
      unheard.push(name);
      throw new Error("the books are closed");
    }) as typeof run;
    assert.equal((await customer.order(key)).statusCode, 500);
    const countVoids = () => unheard.filter((name) => name === "abandonOrder").length;
    await waitFor("the void tried again and again", () => countVoids() >= 4);
    assert.equal(shop.query("SELECT * FROM orders").length, 1);
    assert.deepEqual(
      provider.calls.map(({ path }) => path),
      ["/v1/authorizations"],
    );
  }
  await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
  await shop.parts.background.waitUntilSettled(5_000);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "paid");
  assert.equal(provider.calls.filter(({ path }) => path.endsWith("/voids")).length, 0);
});

test("what is to be voided is marked in the books before the provider is asked, and dropped after its answer", async (t) => {
  t.mock.method(console, "error", () => undefined);
  const marks: unknown[] = [];
  await using provider = await startScriptedProvider((call) => {
    if (!call.path.endsWith("/voids")) return agreeableScript(call);
    marks.push(shop.query("SELECT is_to_void FROM payment_intents")[0]?.is_to_void);
    return marks.length < 2 ? [503, {}] : [200, {}];
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { background, books } = shop.parts;
  await books.run("beginOrder", buildStart(1));
  background.queueVoid(buildStart(1).orderNumber);
  await background.waitUntilSettled(5_000);
  assert.ok(marks.length >= 2);
  assert.deepEqual(new Set(marks), new Set([1]));
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.deepEqual(shop.query("SELECT * FROM stock WHERE available <> initial"), []);
});
