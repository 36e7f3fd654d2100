import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { buildPlacement, buildStart, numberOrder } from "../ledger/ledger.fixture.ts";
import type { ProviderPayment } from "../payments/provider-answers.ts";
import { Customer } from "../testing/customer.ts";
import { agreeableScript, type ProviderScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

function buildPayment(index: number, changes: Partial<ProviderPayment> = {}): ProviderPayment {
  return {
    paymentId: `pay_${String(index).padStart(4, "0")}`,
    orderNumber: numberOrder(index),
    idempotencyKey: `pay-${numberOrder(index)}`,
    state: "captured",
    authorizedCents: 2_000,
    capturedCents: 2_000,
    refundedCents: 0,
    createdAtMs: index,
    ...changes,
  };
}

/** A provider that knows these payments, and lists them page by page. */
function listPayments(payments: readonly ProviderPayment[]): ProviderScript {
  return (call) => {
    if (!call.path.includes("/payments?")) return agreeableScript(call);
    const query = new URL(call.path, "http://provider.test").searchParams;
    const after = query.get("after") ?? "";
    const page = payments.filter(({ paymentId }) => paymentId > after).slice(0, Number(query.get("limit")));
    return [200, { payments: page }];
  };
}

const listChanges = (calls: readonly { path: string }[]) =>
  calls.map(({ path }) => path).filter((path) => !path.includes("?"));

/** Books that a shop left behind, and what the next start says of them. */
async function restart(t: TestContext, leave: (shop: TestShop) => Promise<void>, script: ProviderScript) {
  const said: string[] = [];
  t.mock.method(console, "error", (line: string) => said.push(line));
  const directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  const provider = await startScriptedProvider();
  {
    await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
    await leave(shop);
  }
  provider.calls.length = 0;
  provider.script = script;
  const open = () => openTestShop({ providerOrigin: provider.origin, booksPath });
  return {
    said,
    provider,
    open,
    waitForLine: async () => {
      while (said.length === 0) await new Promise((resolve) => setImmediate(resolve));
    },
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

test("killed between authorization and books: the payment is voided, and the stock is back", async (t) => {
  const begin = async (shop: TestShop) => {
    await shop.parts.books.run("beginOrder", buildStart(1));
  };
  const authorized = buildPayment(1, { state: "authorized", capturedCents: 0 });
  await using left = await restart(t, begin, listPayments([authorized]));
  await using shop = await left.open();
  await shop.parts.background.waitUntilSettled(5_000);
  await left.waitForLine();
  assert.deepEqual(new Set(listChanges(left.provider.calls)), new Set(["/v1/voids"]));
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  assert.deepEqual(shop.query("SELECT * FROM stock WHERE available <> initial"), []);
  assert.match(left.said[0] ?? "", /^recovery: payments to capture 0, to void 1, to refund 0/);
});

test("killed between books and capture, and between capture and its entry: captured, once in the books", async (t) => {
  const place = async (shop: TestShop) => {
    await shop.parts.books.run("placeOrder", buildPlacement(1));
    await shop.parts.books.run("placeOrder", buildPlacement(2));
  };
  const payments = [buildPayment(1, { state: "authorized", capturedCents: 0 }), buildPayment(2)];
  await using left = await restart(t, place, listPayments(payments));
  await using shop = await left.open();
  await shop.parts.background.waitUntilSettled(5_000);
  await left.waitForLine();
  assert.deepEqual(listChanges(left.provider.calls), ["/v1/captures"]);
  assert.equal(shop.query("SELECT * FROM orders WHERE state = 'paid'").length, 2);
  assert.equal(shop.query("SELECT * FROM order_events WHERE kind = 'paid'").length, 2);
  assert.deepEqual(left.said, ["recovery: payments to capture 2, to void 0, to refund 0"]);
  assert.equal(shop.parts.counters.recoveredPayments, 2);
});

test("payments that belong to no order are given back, on whatever page they are, and it is said once", async (t) => {
  const payments = Array.from({ length: 450 }, (_, index) => buildPayment(index + 1));
  const orphans = [
    buildPayment(500),
    buildPayment(501, { state: "authorized", capturedCents: 0 }),
    buildPayment(502, { state: "refunded", refundedCents: 2_000 }),
    buildPayment(503, { state: "voided", capturedCents: 0 }),
    buildPayment(504, { state: "declined", authorizedCents: 0, capturedCents: 0 }),
    buildPayment(505, { capturedCents: 700, refundedCents: 200 }),
  ];
  const place = async (shop: TestShop) => {
    await Promise.all(payments.map((_payment, index) => shop.parts.books.run("placeOrder", buildPlacement(index + 1))));
    const orderNumbers = payments.map(({ orderNumber }) => orderNumber);
    await shop.parts.books.run("changeOrders", { orderNumbers, kind: "paid", atMs: 1, detail: null });
  };
  await using left = await restart(t, place, listPayments([...payments, ...orphans]));
  {
    await using shop = await left.open();
    await left.waitForLine();
    assert.deepEqual(left.said, ["recovery: payments without an order 3, given back 2500 cents"]);
    assert.equal(shop.parts.counters.orphanPayments, 3);
    const changes = left.provider.calls.filter(({ path }) => !path.includes("?"));
    assert.deepEqual(
      changes.map(({ path, body }) => [path, body.amountCents ?? body.idempotencyKey]),
      [
        ["/v1/payments/pay_0500/refund", 2_000],
        ["/v1/voids", `pay-${numberOrder(501)}`],
        ["/v1/payments/pay_0505/refund", 700],
      ],
    );
    assert.equal(left.provider.calls.filter(({ path }) => path.includes("?")).length, 3);
  }
  left.provider.calls.length = 0;
  await using _again = await left.open();
  while (left.provider.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    left.provider.calls.map(({ path }) => path),
    ["/v1/payments?limit=200&after=pay_0505"],
  );
});

test("a provider that does not answer holds no start up; it is asked again, and then it is said", async (t) => {
  const place = async (shop: TestShop) => {
    await shop.parts.books.run("placeOrder", buildPlacement(1));
  };
  let isUp = false;
  const script: ProviderScript = (call) => (isUp ? listPayments([buildPayment(7)])(call) : [503, {}]);
  await using left = await restart(t, place, script);
  await using shop = await left.open();
  await left.waitForLine();
  assert.equal(
    left.said.shift(),
    "recovery: payments to capture 1, to void 0, to refund 0; payments without an order: not known yet",
  );
  isUp = true;
  await left.waitForLine();
  assert.deepEqual(left.said, ["recovery: payments without an order 1, given back 2000 cents"]);
  await shop.parts.background.waitUntilSettled(5_000);
});

test("new books give no payment back, and a start that finds nothing says nothing", async (t) => {
  const said: string[] = [];
  t.mock.method(console, "error", (line: string) => said.push(line));
  await using provider = await startScriptedProvider(listPayments([buildPayment(1)]));
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  await customer.order(await customer.fillCheckout());
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(
    provider.calls.map(({ path }) => path),
    ["/v1/authorizations", "/v1/captures"],
  );
  assert.deepEqual(said, []);
});
