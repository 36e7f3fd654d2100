import assert from "node:assert/strict";
import { test } from "node:test";
import { signatureHeader, signWebhook } from "../payments/webhook-signature.ts";
import { Customer } from "../testing/customer.ts";
import {
  agreeableScript,
  type ProviderScript,
  type ScriptedProvider,
  startScriptedProvider,
} from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

/** Captures get no answer, so that only webhooks can tell of them. */
const silentCaptures: ProviderScript = (call) => (call.path.endsWith("/captures") ? "hang" : agreeableScript(call));

async function openShop(script: ProviderScript = silentCaptures) {
  const provider = await startScriptedProvider(script);
  const shop = await openTestShop({ providerOrigin: provider.origin });
  return {
    provider,
    shop,
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

async function buy({ storefront }: TestShop): Promise<string> {
  const customer = new Customer(storefront);
  const { headers } = await customer.order(await customer.fillCheckout());
  return String(headers.location).split("/")[2] ?? "";
}

function describe(shop: TestShop, orderNumber: string, changes: object = {}) {
  const [order] = shop.query(`SELECT payment_id, total_cents FROM orders WHERE order_number = '${orderNumber}'`);
  return {
    eventId: `evt_${orderNumber}_2`,
    type: "payment.captured",
    paymentId: String(order?.payment_id),
    orderNumber,
    sequence: 2,
    atMs: shop.parts.clock.nowMs(),
    cents: Number(order?.total_cents),
    ...changes,
  };
}

async function send(
  shop: TestShop,
  body: unknown,
  changes: { secret?: string; sentMs?: number; header?: string } = {},
) {
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  const { secret = "a-provider-key", sentMs = shop.parts.clock.nowMs() } = changes;
  const header = changes.header ?? signWebhook(secret, sentMs, payload);
  const headers = { "content-type": "application/json", [signatureHeader]: header };
  const response = await shop.storefront.inject({ method: "POST", url: "/webhooks/payments", payload, headers });
  return response.statusCode;
}

const readState = (shop: TestShop, orderNumber: string) =>
  shop.query(`SELECT state FROM orders WHERE order_number = '${orderNumber}'`)[0]?.state;
const countPaid = (shop: TestShop) => shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length;
const refundsOf = (provider: ScriptedProvider) => provider.calls.filter(({ path }) => path.endsWith("/refund"));

test("a capture that only a webhook tells of pays the order, once however often it is told", async () => {
  await using it = await openShop();
  const orderNumber = await buy(it.shop);
  const event = describe(it.shop, orderNumber);
  assert.equal(readState(it.shop, orderNumber), "placed");
  assert.equal(await send(it.shop, { events: [event] }), 200);
  assert.equal(readState(it.shop, orderNumber), "paid");
  assert.equal(await send(it.shop, { events: [event, event] }), 200);
  assert.equal(countPaid(it.shop), 1);
  assert.deepEqual(it.shop.parts.counters.webhooks, { received: 3, applied: 1, ignored: 2, unknown: 0, rejected: 0 });
});

test("the answer to a capture and its webhook pay an order once, whichever comes first", async () => {
  await using it = await openShop(agreeableScript);
  const orderNumber = await buy(it.shop);
  await it.shop.parts.background.waitUntilSettled(5_000);
  assert.equal(readState(it.shop, orderNumber), "paid");
  assert.equal(await send(it.shop, { events: [describe(it.shop, orderNumber)] }), 200);
  assert.equal(countPaid(it.shop), 1);
  assert.equal(it.shop.parts.counters.webhooks.ignored, 1);
});

test("events out of order change nothing that is not right", async () => {
  await using it = await openShop();
  const orderNumber = await buy(it.shop);
  const [refunded, voided, declined, captured, authorized] = [
    describe(it.shop, orderNumber, { type: "payment.refunded", sequence: 3 }),
    describe(it.shop, orderNumber, { type: "payment.voided", sequence: 3, cents: 0 }),
    describe(it.shop, orderNumber, { type: "payment.declined", sequence: 1 }),
    describe(it.shop, orderNumber),
    describe(it.shop, orderNumber, { type: "payment.authorized", sequence: 1 }),
  ];
  assert.equal(await send(it.shop, { events: [refunded, voided, declined] }), 200);
  assert.equal(readState(it.shop, orderNumber), "placed");
  assert.equal(await send(it.shop, { events: [captured, authorized, refunded, voided] }), 200);
  assert.equal(readState(it.shop, orderNumber), "paid");
  assert.deepEqual(it.shop.parts.counters.webhooks, { received: 7, applied: 1, ignored: 6, unknown: 0, rejected: 0 });
});

test("a capture of a cancelled order is given back, and the refund's own webhook closes it", async () => {
  await using it = await openShop((call) => (call.path.endsWith("/refund") ? "hang" : silentCaptures(call)));
  const orderNumber = await buy(it.shop);
  const cancellation = { kind: "cancelled", atMs: it.shop.parts.clock.nowMs(), detail: null };
  await it.shop.parts.books.run("changeOrders", { orderNumbers: [orderNumber], ...cancellation });
  const asked = Promise.withResolvers<void>();
  const { script } = it.provider;
  it.provider.script = (call) => {
    if (call.path.endsWith("/refund")) asked.resolve();
    return script(call);
  };
  assert.equal(await send(it.shop, { events: [describe(it.shop, orderNumber)] }), 200);
  await asked.promise;
  assert.equal(readState(it.shop, orderNumber), "cancelled");
  const [refund] = refundsOf(it.provider);
  assert.deepEqual(refund?.body, { amountCents: describe(it.shop, orderNumber).cents });
  assert.equal(await send(it.shop, { events: [describe(it.shop, orderNumber, { type: "payment.refunded" })] }), 200);
  assert.equal(readState(it.shop, orderNumber), "refunded");
});

test("events for orders that are unknown, or paid by another payment or sum, are counted and kept out", async () => {
  await using it = await openShop();
  const orderNumber = await buy(it.shop);
  const events = [
    describe(it.shop, orderNumber, { orderNumber: "T-AAAA-999999" }),
    describe(it.shop, orderNumber, { paymentId: "pay_other" }),
    describe(it.shop, orderNumber, { cents: 1 }),
  ];
  assert.equal(await send(it.shop, { events }), 200);
  assert.equal(readState(it.shop, orderNumber), "placed");
  assert.deepEqual(it.shop.parts.counters.webhooks, { received: 3, applied: 0, ignored: 0, unknown: 3, rejected: 0 });
});

test("what is not signed, signed by another, old or malformed is refused and changes nothing", async () => {
  await using it = await openShop();
  const orderNumber = await buy(it.shop);
  const body = { events: [describe(it.shop, orderNumber)] };
  const nowMs = it.shop.parts.clock.nowMs();
  const event = body.events[0];
  const cases: [string, Promise<number>, number][] = [
    ["no signature", send(it.shop, body, { header: "" }), 401],
    ["another key", send(it.shop, body, { secret: "another-key" }), 401],
    ["another body's signature", send(it.shop, body, { header: signWebhook("a-provider-key", nowMs, "{}") }), 401],
    ["old", send(it.shop, body, { sentMs: nowMs - 301_000 }), 400],
    ["of the future", send(it.shop, body, { sentMs: nowMs + 360_000 }), 400],
    ["no JSON", send(it.shop, "events=1"), 400],
    ["no events", send(it.shop, { events: [] }), 400],
    ["too many", send(it.shop, { events: new Array(101).fill(event) }), 400],
    ["another type", send(it.shop, { events: [{ ...event, type: "payment.lost" }] }), 400],
    ["a field more", send(it.shop, { events: [{ ...event, more: 1 }] }), 400],
    ["not an object", send(it.shop, "null"), 400],
    ["too long", send(it.shop, `{"events":[],"x":"${"x".repeat(256 * 1024)}"}`), 413],
  ];
  for (const [name, status, expected] of cases) assert.equal(await status, expected, name);
  assert.equal(readState(it.shop, orderNumber), "placed");
  assert.deepEqual(it.shop.parts.counters.webhooks, {
    received: 0,
    applied: 0,
    ignored: 0,
    unknown: 0,
    rejected: cases.length,
  });
});

test("another type of body and another method are refused, and forms stay the only bodies of the shop's pages", async () => {
  await using it = await openShop();
  const { storefront } = it.shop;
  const url = "/webhooks/payments";
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const json = { "content-type": "application/json" };
  assert.equal((await storefront.inject({ method: "POST", url, payload: "a=b", headers: form })).statusCode, 415);
  assert.equal((await storefront.inject({ method: "POST", url })).statusCode, 401);
  assert.equal((await storefront.inject({ url })).statusCode, 404);
  assert.equal(
    (await storefront.inject({ method: "POST", url: "/cart/items", payload: "{}", headers: json })).statusCode,
    415,
  );
});

test("a batch that the books cannot take is not acknowledged, and is taken when it comes again", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using it = await openShop();
  const orderNumber = await buy(it.shop);
  const body = { events: [describe(it.shop, orderNumber)] };
  const { books } = it.shop.parts;
  const failing = t.mock.method(books, "run", () => Promise.reject(new Error("disk is full")));
  assert.equal(await send(it.shop, body), 500);
  assert.equal(it.shop.parts.counters.webhooks.rejected, 0);
  failing.mock.restore();
  assert.equal(await send(it.shop, body), 200);
  assert.equal(readState(it.shop, orderNumber), "paid");
});
