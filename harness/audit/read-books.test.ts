import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "node:test";
import { migrateBooks } from "../../mock-shop/ledger/migrate.ts";
import { schemaSteps } from "../../mock-shop/ledger/shop-schema.ts";
import { EdgeError } from "../errors.ts";
import { readBooks } from "./read-books.ts";

const ledgerSql = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE orders (order_number TEXT PRIMARY KEY, idempotency_key TEXT, account TEXT, total_cents INTEGER, currency TEXT,
    state TEXT, payment_id TEXT, placed_at_ms INTEGER);
  INSERT INTO orders VALUES ('A-1', 'key-1', 'a@example.com', 5200, 'USD', 'paid', 'P-1', 0);`;
const paymentsSql = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE payments (order_number TEXT, payment_id TEXT PRIMARY KEY, idempotency_key TEXT, state TEXT,
    authorized_cents INTEGER, captured_cents INTEGER, refunded_cents INTEGER, created_at_ms INTEGER);
  INSERT INTO payments VALUES ('A-1', 'P-1', 'key-1', 'captured', 5200, 5200, 0, 0);`;

let directory = "";

function writeBooks(name: string, sql: string): DatabaseSync {
  const database = new DatabaseSync(join(directory, name));
  database.exec(sql);
  return database;
}

beforeEach(() => {
  // A name that an URI would trip over.
  directory = join(mkdtempSync(join(tmpdir(), "tilldrill-test-")), "a run? 100%#1");
  mkdirSync(directory);
  writeBooks("ledger.sqlite", ledgerSql).close();
  writeBooks("payments.sqlite", paymentsSql).close();
});

afterEach(() => rmSync(join(directory, ".."), { recursive: true, force: true }));

describe("reading the books", () => {
  it("gives orders and payments in their neutral form", () => {
    assert.deepEqual(readBooks(directory), {
      orders: [
        {
          orderNumber: "A-1",
          key: "key-1",
          account: "a@example.com",
          totalCents: 5200,
          currency: "USD",
          state: "paid",
          deferral: null,
        },
      ],
      payments: [
        {
          paymentId: "P-1",
          orderNumber: "A-1",
          state: "captured",
          ...{ authorizedCents: 5200, capturedCents: 5200, refundedCents: 0, reservedCents: 0 },
        },
      ],
      lastEventMs: null,
      releasesOwed: new Set(),
    });
  });

  it("tells of a payment its currency and the order that its key names, where the provider's books have them", () => {
    const payments = writeBooks("payments.sqlite", "ALTER TABLE payments ADD COLUMN currency TEXT");
    payments.exec("UPDATE payments SET currency = 'USD', idempotency_key = 'pay-A-1'");
    payments.close();
    const [payment] = readBooks(directory).payments;
    assert.deepEqual([payment?.currency, payment?.keyOrderNumber], ["USD", "A-1"]);
  });

  it("tells of orders that were deferred when, until when, and how often they were completed", () => {
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    migrateBooks(ledger, [
      "DROP TABLE orders",
      ...schemaSteps,
      `INSERT INTO orders (order_number, idempotency_key, account, total_cents, currency, state, placed_at_ms)
         SELECT value, value, 'a@example.com', 5200, 'USD', 'paid', 1000 FROM json_each('["A-1", "A-2", "A-3"]');
       INSERT INTO deferrals VALUES ('A-2', 1000, 9000, 4000, NULL), ('A-3', 2000, 9500, NULL, 'tok_visa');
       INSERT INTO order_events VALUES ('A-1', 1, 'placed', 1000, 'P'), ('A-2', 1, 'deferred', 1000, NULL),
         ('A-2', 2, 'placed', 4000, 'P'), ('A-2', 3, 'placed', 4500, 'P'), ('A-3', 1, 'deferred', 2000, NULL),
         ('A-3', 2, 'cancelled', 4400, NULL);
       INSERT INTO messages VALUES ('A-2', 4000, 's', 'b'), ('A-2', 3000, 's', 'b')`,
    ]);
    ledger.close();
    const books = readBooks(directory);
    assert.deepEqual(
      books.orders.map(({ deferral }) => deferral),
      [
        null,
        {
          ...{ atMs: 1000, dueMs: 9000, completedAtMs: 4000, completions: 2 },
          ...{ holdsToken: false, cancelledAtMs: null, lastToldMs: 4000 },
        },
        {
          ...{ atMs: 2000, dueMs: 9500, completedAtMs: null, completions: 0 },
          ...{ holdsToken: true, cancelledAtMs: 4400, lastToldMs: null },
        },
      ],
    );
    assert.equal(books.lastEventMs, 4500);
    assert.doesNotMatch(JSON.stringify(books), /tok_/);
  });

  it("tells what an order is made of, how its basket came about, and what happened to it", () => {
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    migrateBooks(ledger, [
      "DROP TABLE orders",
      ...schemaSteps,
      `INSERT INTO orders (order_number, idempotency_key, account, total_cents, currency, state, payment_id, placed_at_ms,
           discount_cents, voucher_code, parcel_number)
         VALUES ('A-1', 'k', 'a', 5200, 'EUR', 'refunded', 'P-1', 1000, 1000, 'DEAL10', 'PN-1');
       INSERT INTO order_lines VALUES ('A-1', 1, 'games-02', 'A game', 2, 3100, 'games', 'digital');
       INSERT INTO order_events VALUES
         ('A-1', 1, 'basket-added', 900, '{"on":"product","subject":"offers-01","quantity":2}'),
         ('A-1', 2, 'basket-voucher-granted', 910, '{"on":"cart","subject":"DEAL10","quantity":1}'),
         ('A-1', 3, 'basket-removed', 920, 'no JSON'), ('A-1', 4, 'placed', 1000, 'P-1');
       INSERT INTO messages VALUES ('A-1', 3000, 's', 'b')`,
    ]);
    ledger.close();
    const entry = { on: "cart", subject: "DEAL10", quantity: 1, category: "" };
    assert.deepEqual(readBooks(directory).orders[0]?.details, {
      placedAtMs: 1000,
      stage: "refunded",
      discountCents: 1000,
      voucherCode: "DEAL10",
      paymentId: "P-1",
      parcelNumber: "PN-1",
      lines: [{ article: "games-02", category: "games", kind: "digital", quantity: 2, unitCents: 3100 }],
      basket: [
        {
          ...{ sequence: 1, kind: "added", on: "product", subject: "offers-01" },
          ...{ quantity: 2, atMs: 900, category: "offers" },
        },
        { sequence: 2, kind: "voucher-granted", ...entry, atMs: 910 },
        { sequence: 3, kind: "removed", on: "", subject: "", quantity: 0, atMs: 920, category: "" },
      ],
      events: [{ sequence: 4, kind: "placed", atMs: 1000, detail: "P-1" }],
      messagesAtMs: [3000],
    });
  });

  it("tells of vouchers, stock with what attempts hold of it, and rows about orders that are not there", () => {
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    migrateBooks(ledger, [
      "DROP TABLE orders",
      ...schemaSteps,
      `INSERT INTO voucher_uses VALUES ('A-1', 'DEAL10', 'a', 1000, 5, 'reserved'), ('A-2', 'DEAL10', 'b', 700, 6, 'used');
       INSERT INTO promotions VALUES ('DEAL10', 1700);
       INSERT INTO stock VALUES ('toys-01', 10, 7);
       INSERT INTO payment_intents VALUES ('A-1', 1, 5, '[{"productId":"toys-01","quantity":3}]', 0);
       INSERT INTO order_lines VALUES ('A-3', 1, 'toys-01', 'A toy', 1, 100, 'toys', 'physical');
       INSERT INTO messages VALUES ('A-3', 1, 's', 'b'), ('A-3', 2, 's', 'b')`,
    ]);
    ledger.close();
    const { voucherUses, promotions, stock, strayRows } = readBooks(directory);
    const use = { code: "DEAL10", account: "a", discountCents: 1000, atMs: 5, state: "reserved" };
    assert.deepEqual(voucherUses, [
      { orderNumber: "A-1", ...use },
      { ...use, orderNumber: "A-2", account: "b", discountCents: 700, atMs: 6, state: "used" },
    ]);
    assert.deepEqual(promotions, [{ code: "DEAL10", spentCents: 1700 }]);
    assert.deepEqual(stock, [{ article: "toys-01", initial: 10, available: 7, held: 3 }]);
    // The use of A-1 is no stray row: its attempt goes on.
    assert.deepEqual(strayRows, [
      { orderNumber: "A-3", of: "lines", count: 1 },
      { orderNumber: "A-3", of: "messages", count: 2 },
      { orderNumber: "A-2", of: "voucher use", count: 1 },
    ]);
  });

  it("tells what attempts hold, and which of them are over: placed, given up, or begun too long ago", () => {
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    const demands = '[{"productId":"toys-01","quantity":2},{"productId":"toys-02","quantity":1}]';
    migrateBooks(ledger, [
      "DROP TABLE orders",
      ...schemaSteps,
      `INSERT INTO orders (order_number, idempotency_key, account, total_cents, currency, state, placed_at_ms)
         VALUES ('placed', 'k', 'a', 5200, 'USD', 'placed', 50000);
       INSERT INTO order_events VALUES ('placed', 1, 'placed', 50000, 'P');
       INSERT INTO voucher_uses VALUES ('parked', 'DEAL10', 'a', 700, 5, 'reserved');
       INSERT INTO payment_intents (order_number, total_cents, at_ms, demands, is_to_void)
         VALUES ('empty', 1, 1, '[]', 1), ('old', 1, 40000, '${demands}', 0), ('parked', 1, 45000, '[]', 1),
           ('placed', 1, 50000, '${demands}', 0), ('under way', 1, 40001, '${demands}', 0)`,
    ]);
    ledger.close();
    assert.deepEqual(readBooks(directory).attempts, [
      { orderNumber: "old", pieces: 3, discountCents: 0, isOver: true },
      { orderNumber: "parked", pieces: 0, discountCents: 700, isOver: true },
      { orderNumber: "placed", pieces: 3, discountCents: 0, isOver: true },
      { orderNumber: "under way", pieces: 3, discountCents: 0, isOver: false },
    ]);
  });

  it("tells what payments only reserve, and which releases the shop's books owe", () => {
    const payments = writeBooks("payments.sqlite", "DELETE FROM payments");
    payments.exec(`INSERT INTO payments VALUES ('A-1', 'P-1', 'k', 'captured', 5200, 5200, 0, 0),
      ('A-2', 'P-2', 'k', 'authorized', 900, 0, 0, 0), ('A-3', 'P-3', 'k', 'voided', 700, 0, 0, 0)`);
    payments.close();
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    migrateBooks(ledger, [
      "DROP TABLE orders",
      ...schemaSteps,
      `INSERT INTO orders (order_number, idempotency_key, account, total_cents, currency, state, placed_at_ms, is_refund_due)
         VALUES ('A-1', 'k', 'a', 5200, 'USD', 'cancelled', 1000, 1), ('A-2', 'k', 'a', 5200, 'USD', 'cancelled', 1000, 0);
       INSERT INTO order_events VALUES ('A-1', 1, 'placed', 50000, 'P');
       INSERT INTO payment_intents (order_number, total_cents, at_ms, is_to_void)
         VALUES ('marked', 1, 1000, 1), ('left behind', 1, 1000, 0), ('under way', 1, 49000, 0)`,
    ]);
    ledger.close();
    const books = readBooks(directory);
    assert.deepEqual(
      books.payments.map(({ reservedCents }) => reservedCents),
      [0, 900, 0],
    );
    assert.deepEqual(books.releasesOwed, new Set(["A-1", "marked", "under way"]));
  });

  it("takes every open attempt of the oldest books for one whose release is owed", () => {
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    migrateBooks(ledger, [
      "DROP TABLE orders",
      schemaSteps[0] as string,
      "INSERT INTO payment_intents VALUES ('A-7', 1, 1000)",
    ]);
    ledger.close();
    assert.deepEqual(readBooks(directory).releasesOwed, new Set(["A-7"]));
  });

  it("takes every state of the shop's orders for what it means to an audit", () => {
    const ledger = writeBooks("ledger.sqlite", "DELETE FROM orders");
    const insert = ledger.prepare("INSERT INTO orders VALUES (?, 'k', 'a', 1, 'USD', ?, 'P', 0)");
    const expected = {
      placed: "placed",
      deferred: "deferred",
      paid: "paid",
      picked: "paid",
      packed: "paid",
      shipped: "paid",
      delivered: "paid",
      cancelled: "cancelled",
      refunded: "cancelled",
    };
    for (const state of Object.keys(expected)) insert.run(state, state);
    ledger.close();
    const read = readBooks(directory).orders.map(({ orderNumber, state }) => [orderNumber, state]);
    assert.deepEqual(Object.fromEntries(read), expected);
  });

  it("leaves the directory and the files as they were", () => {
    const before = readFileSync(join(directory, "ledger.sqlite"));
    readBooks(directory);
    assert.deepEqual(readdirSync(directory).sort(), ["ledger.sqlite", "payments.sqlite"]);
    assert.deepEqual(readFileSync(join(directory, "ledger.sqlite")), before);
  });

  it("sees orders of a killed drill that are still in the log, and leaves the log alone", () => {
    const open = writeBooks("open.sqlite", ledgerSql);
    copyFileSync(join(directory, "open.sqlite"), join(directory, "ledger.sqlite"));
    copyFileSync(join(directory, "open.sqlite-wal"), join(directory, "ledger.sqlite-wal"));
    open.close();
    const log = readFileSync(join(directory, "ledger.sqlite-wal"));
    assert.equal(readBooks(directory).orders.length, 1);
    assert.deepEqual(readFileSync(join(directory, "ledger.sqlite-wal")), log);
    assert.ok(!readdirSync(directory).includes("ledger.sqlite-shm"));
  });

  it("names a file that is missing", () => {
    rmSync(join(directory, "payments.sqlite"));
    assert.throws(
      () => readBooks(directory),
      (error) => error instanceof EdgeError && /missing at .*payments\.sqlite/.test(error.message),
    );
  });

  it("names a file that is garbled, lacks its table, or holds a state nobody knows", () => {
    const assertUnreadable = () =>
      assert.throws(
        () => readBooks(directory),
        (error) => error instanceof EdgeError && error.cause !== undefined,
      );
    writeFileSync(
      join(directory, "ledger.sqlite"),
      "not a database, but long enough to look like a file of books".repeat(20),
    );
    assertUnreadable();
    rmSync(join(directory, "ledger.sqlite"));
    writeBooks("ledger.sqlite", "CREATE TABLE other (x)").close();
    assertUnreadable();
    rmSync(join(directory, "ledger.sqlite"));
    writeBooks("ledger.sqlite", ledgerSql.replace("'paid'", "'vanished'")).close();
    assertUnreadable();
  });
});
