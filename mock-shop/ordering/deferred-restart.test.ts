import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { listen } from "../process/listen.ts";
import { fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestProvider } from "../testing/test-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";
import { Timings } from "../timings.ts";
import { cancelOrders } from "./cancel-orders.ts";
import { placeOrder } from "./place-order.ts";

/** A real provider, and shops that come one after another to the same books. */
async function openScene() {
  const directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  const provider = await openTestProvider();
  const providerOrigin = await listen(provider.app, "127.0.0.1", 0);
  const configuration = { defences: ["deferred-checkout"] };
  return {
    provider,
    directory: directory.path,
    booksPath,
    open: (changes: Record<string, unknown> = {}) =>
      openTestShop({ providerOrigin, booksPath, configuration: { ...configuration, ...changes } }),
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

const setEndpoint = (shop: TestShop, path: string) => shop.parts.settings.set("payment.endpointPath", path, "test");

/** So many orders that a shop with a wrong endpoint has taken. */
async function defer(shop: TestShop, count: number): Promise<void> {
  setEndpoint(shop, "/wrong");
  for (const { statusCode } of await orderTogether(await fillCheckouts(shop, count))) assert.equal(statusCode, 303);
}

const listPayments = ({ provider }: Awaited<ReturnType<typeof openScene>>) =>
  provider.query("SELECT order_number, state, captured_cents - refunded_cents AS cents FROM payments");

test("killed between authorization and books: asked for again under the same key, paid once, placed once", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using scene = await openScene();
  {
    await using shop = await scene.open();
    await defer(shop, 5);
    const asked = Promise.withResolvers<void>();
    const { books } = shop.parts;
    const run = books.run.bind(books);
    books.run = ((name: "readOrder", input: never) => {
      if (String(name) !== "completeDeferral") return run(name, input);
      asked.resolve();
      return new Promise(() => undefined);
    }) as typeof run;
    setEndpoint(shop, "/v1");
    await asked.promise;
    assert.equal(shop.query("SELECT * FROM orders WHERE state = 'deferred'").length, 5);
    assert.equal(listPayments(scene).length, 1);
  }
  await using shop = await scene.open();
  assert.equal(shop.parts.deferred.waiting, 5);
  await shop.parts.deferred.waitUntilIdle(30_000);
  await shop.parts.background.waitUntilSettled(30_000);
  const payments = listPayments(scene);
  assert.deepEqual([payments.length, new Set(payments.map((payment) => payment.order_number)).size], [5, 5]);
  assert.deepEqual(new Set(payments.map(({ state }) => state)), new Set(["captured"]));
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'placed'").length, 5);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length, 5);
  assert.equal(shop.query("SELECT * FROM messages").length, 5);
});

test("the answer to every first authorization lost: no order is paid twice, and no money stays reserved", async () => {
  await using scene = await openScene();
  await using shop = await scene.open({ pace: 200 });
  await defer(shop, 10);
  const { payments } = shop.parts;
  const authorize = payments.authorize.bind(payments);
  const seen = new Set<string>();
  payments.authorize = async (request, stream) => {
    const result = await authorize(request, stream);
    if (result.kind !== "authorized" || seen.has(request.orderNumber)) return result;
    seen.add(request.orderNumber);
    return { kind: "unknown", says: "lost" };
  };
  setEndpoint(shop, "/v1");
  await shop.parts.deferred.waitUntilIdle(30_000);
  await shop.parts.background.waitUntilSettled(30_000);
  assert.equal(seen.size, 10);
  assert.deepEqual(
    listPayments(scene).map(({ state }) => state),
    Array.from({ length: 10 }, () => "captured"),
  );
});

test("a payment of unknown end is not voided when its order is taken, and is the one that completes it", async () => {
  await using scene = await openScene();
  await using shop = await scene.open();
  const { payments } = shop.parts;
  const authorize = payments.authorize.bind(payments);
  let answers = 0;
  payments.authorize = async (request, stream) => {
    const result = await authorize(request, stream);
    answers += 1;
    return answers === 1 ? { kind: "unknown", says: "lost" } : result;
  };
  const buyers = await fillCheckouts(shop, 1);
  assert.equal((await orderTogether(buyers))[0]?.statusCode, 303);
  await shop.parts.deferred.waitUntilIdle(30_000);
  await shop.parts.background.waitUntilSettled(30_000);
  assert.deepEqual(
    listPayments(scene).map(({ state }) => state),
    ["captured"],
  );
});

test("a key that was used before the restart gives its order again, waiting or completed", async () => {
  await using scene = await openScene();
  const read = (shop: TestShop) => shop.query("SELECT idempotency_key, order_number FROM orders");
  const buyAgain = (shop: TestShop, key: string) => {
    const [line] = [...shop.parts.catalogue.productsById.values()];
    const productId = line?.id ?? "";
    const cart = {
      lines: [
        {
          productId,
          name: "x",
          categorySlug: "toys",
          kind: "physical" as const,
          quantity: 1,
          unitCents: 100,
          lineCents: 100,
        },
      ],
      totalCents: 100,
      discountCents: 0,
      voucherCode: null,
    };
    const purchase = {
      ...{ idempotencyKey: key, account: "ada@example.com", cardToken: "tok_visa", basketEvents: [] },
      cart: cart as never,
    };
    return placeOrder(shop.parts, purchase, new Timings());
  };
  {
    await using shop = await scene.open();
    await defer(shop, 1);
  }
  await using shop = await scene.open();
  const [known] = read(shop);
  const again = { kind: "placed", orderNumber: known?.order_number };
  setEndpoint(shop, "/wrong");
  assert.deepEqual(await buyAgain(shop, String(known?.idempotency_key)), again);
  setEndpoint(shop, "/v1");
  await shop.parts.deferred.waitUntilIdle(30_000);
  assert.deepEqual(await buyAgain(shop, String(known?.idempotency_key)), again);
  assert.equal(read(shop).length, 1);
});

test("when the last order is completed or cancelled, no byte of a card's token is left in the file", async () => {
  await using scene = await openScene();
  const readBytes = async () => {
    const files = (await readdir(scene.directory)).filter((name) => name.startsWith("shop.sqlite"));
    const bytes = await Promise.all(files.map((name) => readFile(join(scene.directory, name))));
    return Buffer.concat(bytes).includes("tok_visa");
  };
  const isClean = () => !["", "-wal"].some((end) => readFileSync(scene.booksPath + end).includes("tok_visa"));
  {
    await using shop = await scene.open();
    await defer(shop, 120);
    assert.equal(await readBytes(), true);
    const numbers = shop
      .query("SELECT order_number FROM orders LIMIT 40")
      .map(({ order_number }) => String(order_number));
    await cancelOrders(shop.parts, { orderNumbers: numbers, states: ["deferred"] }, { reason: "a test", by: "tester" });
    setEndpoint(shop, "/v1");
    await shop.parts.deferred.waitUntilIdle(30_000);
    await shop.parts.background.waitUntilSettled(30_000);
    assert.deepEqual(await shop.parts.books.run("countStates", null), { cancelled: 40, paid: 80 });
    await waitFor("no token in file and log while the shop runs", isClean);
  }
  assert.equal(await readBytes(), false);
});

test("`settle` waits for deferred orders too, as long as it is told, and says how many are left", async () => {
  await using scene = await openScene();
  await using shop = await scene.open();
  await defer(shop, 3);
  const settle = async (timeoutMs: number) => {
    const headers = { authorization: "Bearer a-control-token" };
    const url = "/control/settle";
    const response = await shop.controls.inject({ method: "POST", url, headers, payload: { timeoutMs } });
    return response.json();
  };
  const nothing = { pendingCaptures: 0, pendingVoids: 0, pendingRefunds: 0 };
  assert.deepEqual(await settle(50), { ...nothing, pendingDeferred: 3 });
  setEndpoint(shop, "/v1");
  assert.deepEqual(await settle(30_000), { ...nothing, pendingDeferred: 0 });
  assert.deepEqual(await shop.parts.books.run("countStates", null), { paid: 3 });
});
