import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { openShopBooks } from "./shop-books.ts";
import type { Order } from "./shop-records.ts";

function buildOrder(index: number, changes: Partial<Order> = {}): Order {
  return {
    orderNumber: `T-AAAA-${String(index).padStart(6, "0")}`,
    idempotencyKey: `key-${index}`,
    account: "ada@example.com",
    totalCents: 2_000,
    currency: "USD",
    state: "placed",
    paymentId: `pay_${index}`,
    placedAtMs: 1_000 + index,
    lines: [{ productId: "toys-01", name: "Kite", quantity: 2, unitCents: 1_000 }],
    ...changes,
  };
}

test("what waits together is committed together, and everything is on disk when it is answered", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  const books = await openShopBooks(path);
  const groupsBefore = books.groups;
  await Promise.all(Array.from({ length: 200 }, (_, index) => books.run("placeOrder", buildOrder(index))));
  assert.ok(books.groups - groupsBefore < 100, `${books.groups - groupsBefore} commits`);
  {
    using reader = new DatabaseSync(path, { readOnly: true });
    assert.equal(reader.prepare("SELECT COUNT(*) AS count FROM orders").get()?.count, 200);
  }
  await books.close();
});

test("a request that fails takes back its own part, and nobody else's", async () => {
  await using directory = await createTemporaryDirectory();
  const books = await openShopBooks(join(directory.path, "shop.sqlite"));
  const [first, clash, second] = await Promise.allSettled([
    books.run("placeOrder", buildOrder(1)),
    books.run("placeOrder", buildOrder(1, { idempotencyKey: "another" })),
    books.run("placeOrder", buildOrder(2)),
  ]);
  assert.deepEqual([first?.status, clash?.status, second?.status], ["fulfilled", "rejected", "fulfilled"]);
  assert.equal((await books.run("readOrder", { orderNumber: "T-AAAA-000001" }))?.idempotencyKey, "key-1");
  await books.close();
});

test("one key is one order, decided by the single writer", async () => {
  await using directory = await createTemporaryDirectory();
  const books = await openShopBooks(join(directory.path, "shop.sqlite"));
  const placements = await Promise.all([
    books.run("placeOrder", buildOrder(1, { idempotencyKey: "same" })),
    books.run("placeOrder", buildOrder(2, { idempotencyKey: "same" })),
  ]);
  assert.deepEqual(placements, [{ outcome: "placed" }, { outcome: "existing", orderNumber: "T-AAAA-000001" }]);
  await books.close();
});

test("an order is read as it was placed, and is paid once", async () => {
  await using directory = await createTemporaryDirectory();
  const books = await openShopBooks(join(directory.path, "shop.sqlite"));
  const order = buildOrder(1);
  await books.run("placeOrder", order);
  assert.deepEqual(await books.run("readOrder", { orderNumber: order.orderNumber }), order);
  assert.equal(await books.run("markPaid", { orderNumber: order.orderNumber, atMs: 5_000 }), true);
  assert.equal(await books.run("markPaid", { orderNumber: order.orderNumber, atMs: 6_000 }), false);
  assert.deepEqual(await books.run("listUncaptured", { limit: 10 }), []);
  await books.close();
});

test("number blocks never overlap, also after a restart", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  const books = await openShopBooks(path);
  assert.equal(await books.run("reserveOrderSequence", { count: 100 }), 1);
  await books.close();
  const again = await openShopBooks(path);
  assert.equal(await again.run("reserveOrderSequence", { count: 100 }), 101);
  await again.close();
});

test("closed books are one file, and take no more requests", async () => {
  await using directory = await createTemporaryDirectory();
  const books = await openShopBooks(join(directory.path, "shop.sqlite"));
  await books.run("placeOrder", buildOrder(1));
  await books.close();
  assert.deepEqual(await readdir(directory.path), ["shop.sqlite"]);
  await assert.rejects(books.run("placeOrder", buildOrder(2)), /closed/);
});

test("books that cannot be opened are an error of the environment, with a hint", async () => {
  await using directory = await createTemporaryDirectory();
  await assert.rejects(openShopBooks(join(directory.path, "missing", "shop.sqlite")), {
    name: "EdgeError",
    hint: "choose a path in a directory that exists and is writable",
  });
});

test("every table about orders begins with the order's number", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  await (await openShopBooks(path)).close();
  using reader = new DatabaseSync(path, { readOnly: true });
  const tables = reader.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta'").all();
  for (const { name } of tables) {
    const first = reader.prepare(`SELECT name FROM pragma_table_info('${String(name)}') WHERE cid = 0`).get();
    assert.equal(first?.name, "order_number", String(name));
  }
});
