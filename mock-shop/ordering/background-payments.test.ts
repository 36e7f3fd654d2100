import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Customer } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestShop } from "../testing/test-shop.ts";

test("a capture that fails is tried again until it succeeds, and is paid once", async () => {
  let failures = 3;
  await using provider = await startScriptedProvider((call) => {
    if (!call.path.endsWith("/capture")) return agreeableScript(call);
    failures -= 1;
    return failures >= 0 ? [404, {}] : [200, {}];
  });
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await shop.parts.background.waitUntilSettled(10_000);
  assert.equal(provider.calls.filter((call) => call.path.endsWith("/capture")).length, 4);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length, 1);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "paid");
});

test("a capture that the provider refuses for good is written down, and not tried for ever", async () => {
  await using provider = await startScriptedProvider((call) =>
    call.path.endsWith("/capture") ? [409, {}] : agreeableScript(call),
  );
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await shop.parts.background.waitUntilSettled(5_000);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'capture-refused'").length, 1);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "placed");
  assert.equal(shop.parts.counters.captureRefusals, 1);
});

test("after a restart, placed orders are captured and open intents are voided", async () => {
  await using directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  await using provider = await startScriptedProvider((call) =>
    call.path.endsWith("/capture") ? [503, {}] : agreeableScript(call),
  );
  {
    await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
    const customer = new Customer(shop.storefront);
    await customer.order(await customer.fillCheckout());
    await shop.parts.books.run("recordIntent", { orderNumber: "T-AAAA-000999", totalCents: 5, atMs: 1 });
    assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "placed");
  }
  provider.script = agreeableScript;
  provider.calls.length = 0;
  await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
  await shop.parts.background.waitUntilSettled(5_000);
  assert.equal(shop.query("SELECT state FROM orders")[0]?.state, "paid");
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.deepEqual(provider.calls.map((call) => call.path.replace(/pay_[^/]+/, "ID")).sort(), [
    "/v1/payments/ID/capture",
    "/v1/voids",
  ]);
});

test("orders that found the queue full are captured from the books", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using provider = await startScriptedProvider(async (call) => {
    if (call.path.endsWith("/capture")) await promise;
    return agreeableScript(call);
  });
  const { BackgroundPayments } = await import("./background-payments.ts");
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const background = new BackgroundPayments({ ...shop.parts, seed: 1, queueLimit: 2 });
  const parts = { ...shop.parts, background };
  const { placeOrder } = await import("./place-order.ts");
  const cart = { lines: [], totalCents: 100 };
  for (let index = 0; index < 5; index += 1) {
    const purchase = { idempotencyKey: `key-${index}`, account: "a@b.de", cardToken: "tok_visa", cart };
    await placeOrder({ ...parts, currency: "USD", maxPaymentsInFlight: 10 }, purchase);
  }
  assert.equal(background.pendingCaptures, 5);
  resolve();
  await background.waitUntilSettled(10_000);
  assert.equal(background.pendingCaptures, 0);
  assert.equal(shop.query("SELECT * FROM orders WHERE state = 'paid'").length, 5);
  background.close();
});
