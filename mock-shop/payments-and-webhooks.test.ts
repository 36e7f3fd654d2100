import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "./process/listen.ts";
import { fillCheckouts, orderTogether } from "./testing/buyers.ts";
import { openTestProvider } from "./testing/test-provider.ts";
import { openTestShop } from "./testing/test-shop.ts";
import { waitFor } from "./testing/wait-for.ts";

const orders = 12;

/** Shop and provider as they are, on sockets, with webhooks from one to the other. */
async function openBoth() {
  const provider = await openTestProvider();
  const shop = await openTestShop({ providerOrigin: await listen(provider.app, "127.0.0.1", 0) });
  const origin = await listen(shop.storefront, "127.0.0.1", 0);
  assert.equal(await shop.parts.payments.registerWebhook(`${origin}/webhooks/payments`), "done");
  return {
    provider,
    shop,
    buyAll: async () => {
      for (const { statusCode } of await orderTogether(await fillCheckouts(shop, orders)))
        assert.equal(statusCode, 303);
    },
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

test("orders are paid once each by webhooks alone, when every answer to a capture is lost", async () => {
  await using it = await openBoth();
  const { payments, counters } = it.shop.parts;
  const captureMany = payments.captureMany.bind(payments);
  payments.captureMany = async (captures) => (await captureMany(captures)).map(() => "failed");
  await it.buyAll();
  await waitFor(`${orders} webhooks applied`, () => counters.webhooks.applied === orders);
  assert.equal(it.shop.query("SELECT * FROM orders WHERE state = 'paid'").length, orders);
  assert.equal(it.shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length, orders);
});

test("doubled, late and shuffled webhooks change nothing beside the answers to captures", async () => {
  await using it = await openBoth();
  await it.provider.inject("webhook-doubled", 1);
  await it.provider.inject("webhook-late", 0.5, { delayMs: 50 });
  await it.provider.inject("webhook-shuffled", 0.5);
  await it.buyAll();
  await it.shop.parts.background.waitUntilSettled(10_000);
  await waitFor("an empty outbox", () => it.provider.query("SELECT * FROM webhook_deliveries").length === 0);
  const { webhooks } = it.shop.parts.counters;
  assert.deepEqual([webhooks.received, webhooks.unknown, webhooks.rejected], [orders * 2 * 2, 0, 0]);
  assert.equal(it.shop.query("SELECT * FROM orders WHERE state = 'paid'").length, orders);
  assert.equal(it.shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length, orders);
  assert.equal(it.provider.query("SELECT * FROM payments WHERE state = 'captured'").length, orders);
});
