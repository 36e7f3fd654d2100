import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { buildPlacement, digitalLine, numberOrder, physicalLine } from "../ledger/ledger.fixture.ts";
import type { CancellationFilter, Order } from "../ledger/shop-records.ts";
import { agreeableScript, type ProviderScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { cancelOrders, previewCancellation } from "./cancel-orders.ts";

const cancellation = { reason: "the discount was a mistake of ours", by: "operator" };
const paths = (calls: readonly { path: string }[]) => calls.map(({ path }) => path.replace(/pay_\d+/, "ID"));

/** Puts an order into the books and moves it on to a state, without a payment provider. */
async function seedOrder(shop: TestShop, index: number, until: string, changes: Partial<Order> = {}): Promise<void> {
  const { books } = shop.parts;
  await books.run("placeOrder", buildPlacement(index, changes));
  for (const kind of ["paid", "picked", "packed", "shipped", "delivered"]) {
    if (until === "placed") return;
    const detail = kind === "packed" ? `P-${index}` : null;
    await books.run("changeOrders", { orderNumbers: [numberOrder(index)], kind, atMs: 10, detail });
    if (kind === until) return;
  }
}

const listStates = (shop: TestShop) =>
  shop.query("SELECT state FROM orders ORDER BY order_number").map(({ state }) => state);

test("cancelling voids what is only authorized and refunds what was captured, and tells each customer", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await seedOrder(shop, 1, "placed");
  await seedOrder(shop, 2, "paid");
  await seedOrder(shop, 3, "placed", { paymentId: null, totalCents: 0 });
  const filter = { orderNumbers: [1, 2, 3, 9].map(numberOrder) };
  const counts = await cancelOrders(shop.parts, filter, cancellation);
  assert.deepEqual(counts, { matched: 3, cancelled: 3, alreadyCancelled: 0, tooLate: 0 });
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(listStates(shop), ["cancelled", "refunded", "cancelled"]);
  assert.deepEqual(paths(provider.calls).sort(), ["/v1/payments/ID/refund", "/v1/voids"]);
  assert.deepEqual(
    shop
      .query("SELECT order_number, body FROM messages ORDER BY order_number")
      .map(({ order_number, body }) => [order_number, String(body).replace(/^.*ours\. /, "")]),
    [
      [numberOrder(1), "You are not charged; should your bank show a reserved amount, it is being released."],
      [numberOrder(2), "We are giving back the $20.00 that you paid."],
      [numberOrder(3), "There was nothing to pay, so there is nothing to give back."],
    ],
  );
  const [event] = shop.query("SELECT detail FROM order_events WHERE kind = 'cancelled'");
  assert.deepEqual(JSON.parse(String(event?.detail)), { by: "operator", reason: cancellation.reason });
  assert.equal(shop.parts.counters.ordersCancelled, 3);
});

test("cancelling again changes nothing, and a delivered order is too late", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await seedOrder(shop, 1, "paid");
  await seedOrder(shop, 2, "delivered");
  await seedOrder(shop, 3, "paid", { lines: [digitalLine] });
  await cancelOrders(shop.parts, {}, cancellation);
  await shop.parts.background.waitUntilSettled(5_000);
  const calls = provider.calls.length;
  const again = await cancelOrders(shop.parts, {}, cancellation);
  assert.deepEqual(again, { matched: 3, cancelled: 0, alreadyCancelled: 1, tooLate: 2 });
  assert.deepEqual(listStates(shop), ["refunded", "delivered", "delivered"]);
  assert.equal(provider.calls.length, calls);
  assert.equal(shop.query("SELECT * FROM messages").length, 1);
});

test("goods of a cancelled order come back to stock, unless they were shipped", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({
    providerOrigin: provider.origin,
    configuration: { stock: { "toys-01": 10 } },
  });
  for (const [index, state] of ["placed", "paid", "picked", "packed", "shipped"].entries()) {
    await seedOrder(shop, index + 1, state);
    await cancelOrders(shop.parts, { orderNumbers: [numberOrder(index + 1)] }, cancellation);
  }
  assert.equal(shop.parts.stock.read("toys-01"), 18);
  assert.equal(shop.query("SELECT available FROM stock WHERE product_id = 'toys-01'")[0]?.available, 18);
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(listStates(shop), ["cancelled", "refunded", "refunded", "refunded", "refunded"]);
});

test("a cancelled order gives its discount back to the promotion, but its account used the voucher up", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const discounted = { voucherCode: "DEAL10", discountCents: 1_000, totalCents: 1_000 };
  await seedOrder(shop, 1, "paid", discounted);
  await seedOrder(shop, 2, "paid", discounted);
  await cancelOrders(shop.parts, { orderNumbers: [numberOrder(1)] }, cancellation);
  assert.deepEqual(
    shop.query("SELECT spent_cents FROM promotions").map(({ spent_cents }) => spent_cents),
    [1_000],
  );
  const { account } = buildPlacement(1).order;
  assert.equal(await shop.parts.books.run("countVoucherUses", { account, code: "DEAL10" }), 2);
});

test("each part of a filter counts, and all of them together", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await seedOrder(shop, 1, "placed", { placedAtMs: 1_000 });
  await seedOrder(shop, 2, "paid", { placedAtMs: 2_000, voucherCode: "DEAL10", discountCents: 1_000 });
  await seedOrder(shop, 3, "packed", { placedAtMs: 3_000, account: "bob@example.com", voucherCode: "DEAL10" });
  await seedOrder(shop, 4, "packed", { placedAtMs: 4_000, discountCents: 300 });
  const cases: readonly [CancellationFilter, number[]][] = [
    [{}, [1, 2, 3, 4]],
    [{ orderNumbers: [] }, []],
    [{ states: ["paid", "packed"] }, [2, 3, 4]],
    [{ voucherCode: "DEAL10" }, [2, 3]],
    [{ placedFromMs: 2_000, placedUntilMs: 4_000 }, [2, 3]],
    [{ account: "bob@example.com" }, [3]],
    [{ minDiscountCents: 300 }, [2, 4]],
    [{ hasParcel: true }, [3, 4]],
    [{ hasParcel: false }, [1, 2]],
    [{ voucherCode: "DEAL10", hasParcel: false, minDiscountCents: 1 }, [2]],
  ];
  for (const [filter, expected] of cases) {
    const counts = await previewCancellation(shop.parts, filter);
    assert.equal(counts.matched, expected.length, JSON.stringify(filter));
  }
  const [filter = {}] = cases.at(-1) ?? [];
  await cancelOrders(shop.parts, filter, cancellation);
  assert.deepEqual(
    shop.query("SELECT order_number FROM order_events WHERE kind = 'cancelled'").map((row) => row.order_number),
    [numberOrder(2)],
  );
});

test("a preview tells what would be cancelled, and cancels nothing", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await seedOrder(shop, 1, "paid");
  await seedOrder(shop, 2, "delivered");
  const counts = await previewCancellation(shop.parts, {});
  assert.deepEqual(counts, { matched: 2, cancelled: 1, alreadyCancelled: 0, tooLate: 1 });
  assert.deepEqual(listStates(shop), ["paid", "delivered"]);
  assert.deepEqual(shop.query("SELECT * FROM messages"), []);
});

test("more orders than fit into one batch are all cancelled, by filter and by number", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const indices = Array.from({ length: 450 }, (_, index) => index + 1);
  await Promise.all(indices.map((index) => shop.parts.books.run("placeOrder", buildPlacement(index))));
  const byNumber = await previewCancellation(shop.parts, { orderNumbers: indices.map(numberOrder) });
  assert.equal(byNumber.matched, 450);
  const counts = await cancelOrders(shop.parts, { states: ["placed"] }, cancellation);
  assert.deepEqual(counts, { matched: 450, cancelled: 450, alreadyCancelled: 0, tooLate: 0 });
  assert.equal(shop.query("SELECT * FROM messages").length, 450);
});

test("a refund is tried until the provider takes it, also by the next start", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using directory = await createTemporaryDirectory();
  const booksPath = join(directory.path, "shop.sqlite");
  const refuseRefunds: ProviderScript = (call) => (call.path.endsWith("/refund") ? [503, {}] : agreeableScript(call));
  await using provider = await startScriptedProvider(refuseRefunds);
  {
    await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
    await seedOrder(shop, 1, "paid");
    await cancelOrders(shop.parts, {}, cancellation);
    await shop.parts.background.waitUntilSettled(100);
    assert.equal(shop.parts.background.pendingRefunds, 1);
    assert.deepEqual(listStates(shop), ["cancelled"]);
  }
  provider.script = agreeableScript;
  await using shop = await openTestShop({ providerOrigin: provider.origin, booksPath });
  await shop.parts.background.waitUntilSettled(5_000);
  assert.deepEqual(listStates(shop), ["refunded"]);
});

/** A provider that keeps one payment as the real one does: a void and a capture exclude each other. */
function buildStrictScript(beforeCapture: Promise<void>, log: string[]): ProviderScript {
  let state = "authorized";
  return async (call) => {
    if (call.path.endsWith("/captures")) {
      await beforeCapture;
      if (state === "authorized") state = "captured";
      log.push(`capture: ${state}`);
      const captures = call.body.captures as { paymentId: string }[];
      const status = state === "captured" ? 200 : 409;
      return [200, { results: captures.map(({ paymentId }) => ({ paymentId, status })) }];
    }
    if (call.path.endsWith("/voids")) {
      if (state === "authorized") state = "voided";
      log.push(`void: ${state}`);
      return state === "voided" ? [200, {}] : [409, {}];
    }
    if (call.path.endsWith("/refund")) {
      if (state === "captured") state = "refunded";
      log.push(`refund: ${state}`);
      return [200, {}];
    }
    return agreeableScript(call);
  };
}

test("cancelled while its capture is on its way: the void wins, and the capture that comes later takes nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const log: string[] = [];
  await using provider = await startScriptedProvider(buildStrictScript(promise, log));
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books, background } = shop.parts;
  await books.run("placeOrder", buildPlacement(1));
  background.queueCapture({ orderNumber: numberOrder(1), paymentId: "pay_1", totalCents: 2_000 });
  await cancelOrders(shop.parts, {}, cancellation);
  while (!log.includes("void: voided")) await books.run("countVoidsDue", null);
  resolve();
  await background.waitUntilSettled(5_000);
  assert.deepEqual(log, ["void: voided", "capture: voided"]);
  assert.deepEqual(listStates(shop), ["cancelled"]);
  assert.equal(await books.run("countRefundsDue", null), 0);
});

test("cancelled after its capture went through, and before the books heard of it: it is refunded", async () => {
  const log: string[] = [];
  await using provider = await startScriptedProvider(buildStrictScript(Promise.resolve(), log));
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books, background, payments } = shop.parts;
  await books.run("placeOrder", buildPlacement(1));
  await payments.captureMany([{ paymentId: "pay_1", amountCents: 2_000 }]);
  await cancelOrders(shop.parts, {}, cancellation);
  await background.waitUntilSettled(5_000);
  assert.deepEqual(log, ["capture: captured", "void: captured", "refund: refunded"]);
  assert.deepEqual(listStates(shop), ["refunded"]);
});

test("a cancelled order is not packed any more, whoever comes first", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const { books } = shop.parts;
  for (let index = 1; index <= 20; index += 1) await seedOrder(shop, index, "paid", { lines: [physicalLine] });
  await Promise.all([
    books.run("advanceFulfilment", { nowMs: Date.now() + 10 ** 9, limit: 7 }),
    cancelOrders(shop.parts, { states: ["paid", "picked"] }, cancellation),
    books.run("advanceFulfilment", { nowMs: Date.now() + 10 ** 9, limit: 7 }),
  ]);
  await books.run("advanceFulfilment", { nowMs: Date.now() + 10 ** 9, limit: 100 });
  const moved = shop.query(
    `SELECT * FROM order_events AS later JOIN order_events AS earlier USING (order_number)
     WHERE earlier.kind = 'cancelled' AND later.sequence > earlier.sequence AND later.kind IN ('picked', 'packed')`,
  );
  assert.deepEqual(moved, []);
  assert.equal(shop.query("SELECT * FROM orders WHERE next_step_at_ms IS NOT NULL").length, 0);
});
