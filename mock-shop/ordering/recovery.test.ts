import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { buildPlacement, buildStart, numberOrder } from "../ledger/ledger.fixture.ts";
import type { ProviderPayment } from "../payments/provider-answers.ts";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { agreeableScript, type ProviderScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";
import { Recovery, type RecoveryParts } from "./recovery.ts";

/** Later than any test opens its books. */
const afterOpeningMs = 4_000_000_000_000;

function buildPayment(index: number, changes: Partial<ProviderPayment> = {}): ProviderPayment {
  return {
    paymentId: `pay_${String(index).padStart(4, "0")}`,
    orderNumber: numberOrder(index),
    idempotencyKey: `pay-${numberOrder(index)}`,
    state: "captured",
    authorizedCents: 2_000,
    capturedCents: 2_000,
    refundedCents: 0,
    createdAtMs: afterOpeningMs,
    ...changes,
  };
}

/** A provider that knows these payments, and lists them page by page. */
function listPayments(payments: readonly ProviderPayment[]): ProviderScript {
  return (call) => {
    if (!call.path.includes("/payments?")) return agreeableScript(call);
    const query = new URL(call.path, "http://provider.test").searchParams;
    const after = query.get("after") ?? "";
    if (after !== "" && !payments.some(({ paymentId }) => paymentId === after)) return [404, {}];
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
    waitForLine: () => waitFor("a line on what was recovered", () => said.length > 0),
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
    assert.deepEqual(left.said, ["recovery: payments without an order 2, given back 2500 cents"]);
    assert.equal(shop.parts.counters.orphanPayments, 2);
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
  await waitFor("a call of the provider", () => left.provider.calls.length > 0);
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

test("payments from before these books were opened are other books' payments, at every start", async (t) => {
  const older = buildPayment(1, { createdAtMs: 1_000 });
  await using left = await restart(t, async () => undefined, listPayments([older, buildPayment(2)]));
  await using _shop = await left.open();
  await left.waitForLine();
  assert.deepEqual(listChanges(left.provider.calls), ["/v1/payments/pay_0002/refund"]);
  assert.deepEqual(left.said, ["recovery: payments without an order 1, given back 2000 cents"]);
});

test("a provider with other books does not know the last payment: that is said once, and all is compared", async (t) => {
  const compared = async (shop: TestShop) => {
    await shop.parts.books.run("writeComparedPayment", { paymentId: "pay_0900" });
  };
  let isRefunding = false;
  const script: ProviderScript = (call) => {
    if (call.path.endsWith("/refund")) return isRefunding ? [200, {}] : [503, {}];
    return listPayments([buildPayment(1)])(call);
  };
  await using left = await restart(t, compared, script);
  await using _shop = await left.open();
  const countLooks = () => left.provider.calls.filter(({ path }) => path === "/v1/payments?limit=200").length;
  await waitFor("a second look", () => countLooks() === 2);
  isRefunding = true;
  await waitFor("the last look", () => left.said.length === 2);
  assert.deepEqual(left.said, [
    "recovery: the provider does not know payment pay_0900, the last that was compared; comparing all it has",
    "recovery: payments without an order 1, given back 2000 cents",
  ]);
});

test("a payment that was released after it was listed, and one that others gave back, are not counted", async (t) => {
  const payments = [buildPayment(1, { state: "authorized", capturedCents: 0 }), buildPayment(2), buildPayment(3)];
  const script: ProviderScript = (call) => (call.path.includes("pay_0002/") ? [409, {}] : listPayments(payments)(call));
  await using left = await restart(t, async () => undefined, script);
  await using shop = await left.open();
  await left.waitForLine();
  assert.deepEqual(left.said, ["recovery: payments without an order 1, given back 2000 cents"]);
  assert.equal(shop.parts.counters.orphanPayments, 1);
});

test("a provider that stays away is asked again after a drawn pause, whose bound doubles up to half a minute", async () => {
  const clock = new ManualClock();
  const delaysMs: number[] = [];
  const stub = {
    background: { recover: async () => ({ captures: 0, voids: 0, refunds: 0 }) },
    books: { run: async () => null },
    configuration: { seed: 7 },
    counters: {},
    payments: { listPayments: async () => undefined },
    clock: {
      schedule: (delayMs: number, action: () => void) => {
        delaysMs.push(delayMs);
        return clock.schedule(delayMs, action);
      },
    },
  };
  const recovery = new Recovery(stub as unknown as RecoveryParts);
  await recovery.start({ atMs: 0, isFirst: false });
  for (let looks = 1; looks <= 9; looks += 1) {
    await waitFor(`look ${looks}`, () => delaysMs.length === looks);
    clock.advance(30_000);
  }
  recovery.close();
  assert.deepEqual(delaysMs, [489, 346, 1_197, 7_957, 961, 28_247, 5_475, 7_446, 9_695]);
});
