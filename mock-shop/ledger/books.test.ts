import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { buildOrder, buildPlacement, testTerms } from "./ledger.fixture.ts";
import { openShopBooks } from "./shop-books.ts";

async function openTestBooks() {
  const directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  const books = await openShopBooks(path, testTerms);
  return {
    books,
    path,
    directory: directory.path,
    count: (table: string) => {
      using reader = new DatabaseSync(path, { readOnly: true });
      return reader.prepare(`SELECT COUNT(*) AS count FROM ${table}`).get()?.count;
    },
    [Symbol.asyncDispose]: async () => {
      await books.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

test("what waits together is committed together, and everything is on disk when it is answered", async () => {
  await using ledger = await openTestBooks();
  const { books } = ledger;
  const groupsBefore = books.groups;
  await Promise.all(Array.from({ length: 200 }, (_, index) => books.run("placeOrder", buildPlacement(index))));
  assert.ok(books.groups - groupsBefore < 100, `${books.groups - groupsBefore} commits`);
  assert.equal(ledger.count("orders"), 200);
});

test("a request that fails takes back its own part, and nobody else's", async () => {
  await using ledger = await openTestBooks();
  const { books } = ledger;
  const [first, clash, second] = await Promise.allSettled([
    books.run("placeOrder", buildPlacement(1)),
    books.run("placeOrder", buildPlacement(1, { idempotencyKey: "another" })),
    books.run("placeOrder", buildPlacement(2)),
  ]);
  assert.deepEqual([first?.status, clash?.status, second?.status], ["fulfilled", "rejected", "fulfilled"]);
  assert.equal((await books.run("readOrder", { orderNumber: "T-AAAA-000001" }))?.idempotencyKey, "key-1");
  assert.equal(ledger.count("order_lines"), 2);
});

test("one key is one order, decided by the single writer", async () => {
  await using ledger = await openTestBooks();
  const placements = await Promise.all([
    ledger.books.run("placeOrder", buildPlacement(1, { idempotencyKey: "same" })),
    ledger.books.run("placeOrder", buildPlacement(2, { idempotencyKey: "same" })),
  ]);
  assert.deepEqual(placements, [
    { outcome: "placed" },
    { outcome: "existing", orderNumber: "T-AAAA-000001", levels: [] },
  ]);
});

test("an order is read as it was placed, and is paid once", async () => {
  await using ledger = await openTestBooks();
  const { books } = ledger;
  const order = buildOrder(1, { discountCents: 1_000, totalCents: 1_000, voucherCode: "DEAL10" });
  await books.run("placeOrder", { order, basketEvents: [] });
  assert.deepEqual(await books.run("readOrder", { orderNumber: order.orderNumber }), order);
  const paid = { orderNumbers: [order.orderNumber, "T-AAAA-000009"], kind: "paid", atMs: 5_000, detail: null };
  assert.deepEqual(await books.run("changeOrders", paid), [true, false]);
  assert.deepEqual(await books.run("changeOrders", paid), [false, false]);
  assert.deepEqual(await books.run("listUncaptured", { limit: 10 }), []);
});

test("number blocks never overlap, also after a restart", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  for (const first of [1, 101]) {
    await using books = await openShopBooks(path, testTerms);
    assert.equal(await books.run("reserveOrderSequence", { count: 100 }), first);
  }
});

test("closed books are one file, and take no more requests", async () => {
  await using ledger = await openTestBooks();
  await ledger.books.run("placeOrder", buildPlacement(1));
  assert.deepEqual((await readdir(ledger.directory)).sort(), [
    "shop.sqlite",
    "shop.sqlite-shm",
    "shop.sqlite-wal",
    "shop.sqlite.lock",
  ]);
  await ledger.books.close();
  assert.deepEqual(await readdir(ledger.directory), ["shop.sqlite"]);
  await assert.rejects(ledger.books.run("placeOrder", buildPlacement(2)), /closed/);
});

test("books close also when so many requests wait that they take no more", async () => {
  await using ledger = await openTestBooks();
  const asked = Array.from({ length: 20_001 }, () => ledger.books.run("countVoidsDue", null));
  const closed = ledger.books.close();
  const answers = await Promise.allSettled(asked);
  await closed;
  assert.deepEqual(
    answers.filter(({ status }) => status === "rejected"),
    [{ status: "rejected", reason: new Error("too many requests wait for the books") }],
  );
  assert.deepEqual(await readdir(ledger.directory), ["shop.sqlite"]);
});

test("what is committed moves from the log into the file while the books are open", async () => {
  await using ledger = await openTestBooks();
  const { books, path } = ledger;
  for (let index = 1; index <= 20; index += 1) await books.run("placeOrder", buildPlacement(index));
  using reader = new DatabaseSync(path, { readOnly: true });
  const { page_count: pages, page_size: bytes } = {
    ...reader.prepare("PRAGMA page_count").get(),
    ...reader.prepare("PRAGMA page_size").get(),
  };
  assert.ok(statSync(path).size < Number(pages) * Number(bytes));
  while (statSync(path).size < Number(pages) * Number(bytes)) await books.run("countVoidsDue", null);
});

test("books that cannot be opened are an error of the environment, with a hint", async () => {
  await using directory = await createTemporaryDirectory();
  await assert.rejects(openShopBooks(join(directory.path, "missing", "shop.sqlite"), testTerms), {
    name: "EdgeError",
    hint: "choose a path in a directory that exists and is writable",
  });
});

test("every table about orders begins with the order's number", async () => {
  await using ledger = await openTestBooks();
  using reader = new DatabaseSync(ledger.path, { readOnly: true });
  const others = ["meta", "promotions", "stock"];
  const tables = reader.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const firstColumns = tables
    .filter(({ name }) => !others.includes(String(name)))
    .map(
      ({ name }) => reader.prepare(`SELECT name FROM pragma_table_info('${String(name)}') WHERE cid = 0`).get()?.name,
    );
  assert.deepEqual(
    firstColumns,
    Array.from({ length: 7 }, () => "order_number"),
  );
});
