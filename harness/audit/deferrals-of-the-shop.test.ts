import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { cancelOrders } from "../../mock-shop/ordering/cancel-orders.ts";
import { listen } from "../../mock-shop/process/listen.ts";
import { fillCheckouts, orderTogether } from "../../mock-shop/testing/buyers.ts";
import { openTestProvider } from "../../mock-shop/testing/test-provider.ts";
import { openTestShop, type TestShop } from "../../mock-shop/testing/test-shop.ts";
import { auditOrders } from "./audit-orders.ts";
import { readBooks } from "./read-books.ts";

const directory = mkdtempSync(join(tmpdir(), "tilldrill-deferrals-"));
after(() => rmSync(directory, { recursive: true, force: true }));

/** A copy of both books as they stand, changed, as the audit sees it. Nobody's history: every order is unexpected. */
function audit(paths: Readonly<Record<"ledger" | "payments", string>>, changeSql: string) {
  for (const [name, path] of Object.entries(paths)) {
    const copy = join(directory, `${name}.sqlite`);
    rmSync(copy, { force: true });
    using books = new DatabaseSync(path, { readOnly: true });
    books.prepare("VACUUM INTO ?").run(copy);
  }
  const ledger = new DatabaseSync(join(directory, "ledger.sqlite"));
  ledger.exec(changeSql);
  ledger.close();
  const { violations, paymentsWithoutOrder } = auditOrders([], readBooks(directory), { isSettled: true, pace: 200 });
  const invariants = violations.map(({ invariant }) => invariant).filter((invariant) => invariant !== "unexpected");
  return { invariants, paymentsWithoutOrder };
}

async function settle({ parts }: TestShop): Promise<void> {
  assert.ok(await parts.deferred.waitUntilIdle(20_000));
  await parts.background.waitUntilSettled(5_000);
}

test("the shop's deferred orders are in order however they end, until a message goes missing, a token or a reservation stays", async () => {
  await using provider = await openTestProvider();
  const providerOrigin = await listen(provider.app, "127.0.0.1", 0);
  const configuration = { pace: 200, defences: ["deferred-checkout"] };
  await using shop = await openTestShop({ providerOrigin, configuration });
  const setEndpoint = (path: string) => shop.parts.settings.set("payment.endpointPath", path, "test");
  const cancel = (orderNumber: string | undefined) =>
    cancelOrders(shop.parts, { orderNumbers: [orderNumber ?? ""] }, { reason: "a test", by: "test" });
  setEndpoint("/wrong");
  await orderTogether(await fillCheckouts(shop, 4));
  const [waiting, completed] = shop.query("SELECT order_number FROM orders").map((row) => String(row.order_number));
  await cancel(waiting);
  setEndpoint("/v1");
  await settle(shop);
  await cancel(completed);
  await settle(shop);
  const paths = { ledger: shop.booksPath, payments: provider.booksPath };
  assert.deepEqual(audit(paths, ""), { invariants: [], paymentsWithoutOrder: 0 });
  const listBroken = (changeSql: string) => audit(paths, changeSql).invariants;
  assert.deepEqual(listBroken("DELETE FROM messages WHERE subject LIKE '%is confirmed'"), ["not-told"]);
  assert.deepEqual(listBroken("DELETE FROM messages WHERE subject NOT LIKE '%is confirmed'"), ["not-told"]);
  assert.deepEqual(listBroken("UPDATE deferrals SET card_token = 'tok_visa'"), ["token-left"]);
  const idempotencyKey = "a-second-key";
  const second = { orderNumber: waiting, amountCents: 900, currency: "USD", idempotencyKey, card: "tok_visa" };
  await provider.call("/v1/authorizations", second);
  assert.deepEqual(audit(paths, ""), { invariants: ["reserved-not-released"], paymentsWithoutOrder: 1 });
});
