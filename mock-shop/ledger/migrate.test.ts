import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { buildDeferral, testTerms } from "./ledger.fixture.ts";
import { migrateBooks } from "./migrate.ts";
import { buildOperations, schemaSteps } from "./shop-operations.ts";

/** What version 1 of the shop wrote, word for word: an order that is paid, one that is not, one that was begun. */
const firstBooks = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS orders (
  order_number TEXT PRIMARY KEY, idempotency_key TEXT NOT NULL, account TEXT NOT NULL, total_cents INTEGER NOT NULL,
  currency TEXT NOT NULL, state TEXT NOT NULL, payment_id TEXT, placed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_key ON orders (idempotency_key);
CREATE INDEX IF NOT EXISTS orders_to_capture ON orders (placed_at_ms) WHERE state = 'placed';
CREATE TABLE IF NOT EXISTS order_lines (
  order_number TEXT NOT NULL, line INTEGER NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL,
  quantity INTEGER NOT NULL, unit_cents INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS lines_by_order ON order_lines (order_number, line);
CREATE TABLE IF NOT EXISTS order_events (
  order_number TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, detail TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS events_by_order ON order_events (order_number, sequence);
CREATE TABLE IF NOT EXISTS payment_intents (
  order_number TEXT PRIMARY KEY, total_cents INTEGER NOT NULL, at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO meta VALUES ('schema_version', '1'), ('next_order_sequence', '1001');
INSERT INTO orders VALUES
  ('T-AAAA-000001', 'key-1', 'ada@example.com', 2000, 'USD', 'paid', 'pay_1', 1000),
  ('T-AAAA-000002', 'key-2', 'ada@example.com', 700, 'USD', 'placed', 'pay_2', 2000);
INSERT INTO order_lines VALUES
  ('T-AAAA-000001', 1, 'toys-01', 'Kite', 2, 1000), ('T-AAAA-000002', 1, 'own-brand-12', 'Tea', 1, 700);
INSERT INTO order_events VALUES
  ('T-AAAA-000001', 1, 'placed', 1000, 'pay_1'), ('T-AAAA-000001', 2, 'paid', 1500, NULL),
  ('T-AAAA-000002', 1, 'placed', 2000, 'pay_2');
INSERT INTO payment_intents VALUES ('T-AAAA-000003', 300, 3000);`;

function openFirstBooks(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec(firstBooks);
  return database;
}

function readSchema(database: DatabaseSync) {
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  return tables.map(({ name }) => [
    name,
    database.prepare(`SELECT name, type FROM pragma_table_info('${name}')`).all(),
  ]);
}

test("books of version 1 become those of today: same orders, and every order goes on from where it was", () => {
  using database = openFirstBooks();
  migrateBooks(database, schemaSteps);
  const ledger = buildOperations(database, testTerms);
  assert.deepEqual(ledger.readOrderStory({ orderNumber: "T-AAAA-000002" }), {
    order: {
      orderNumber: "T-AAAA-000002",
      idempotencyKey: "key-2",
      account: "ada@example.com",
      totalCents: 700,
      discountCents: 0,
      voucherCode: null,
      parcelNumber: null,
      currency: "USD",
      state: "placed",
      paymentId: "pay_2",
      placedAtMs: 2_000,
      lines: [
        {
          productId: "own-brand-12",
          name: "Tea",
          categorySlug: "own-brand",
          kind: "physical",
          quantity: 1,
          unitCents: 700,
        },
      ],
    },
    events: [{ kind: "placed", atMs: 2_000, detail: "pay_2" }],
    messages: [],
    deferral: null,
  });
  assert.deepEqual(
    ledger.listUncaptured({ limit: 10 }).map(({ orderNumber }) => orderNumber),
    ["T-AAAA-000002"],
  );
  assert.equal(ledger.advanceFulfilment({ nowMs: 9_000, limit: 10 }).advanced, 1);
  assert.equal(ledger.readOrder({ orderNumber: "T-AAAA-000001" })?.state, "picked");
  ledger.abandonOpenOrders({ limit: 10 });
  assert.deepEqual(ledger.listVoidsDue({ limit: 10 }), [{ orderNumber: "T-AAAA-000003" }]);
  assert.equal(ledger.reserveOrderSequence({ count: 1 }), 1_001);
});

test("books of version 2 become those of today: no order in them was ever deferred, and one can be from now on", () => {
  using database = new DatabaseSync(":memory:");
  migrateBooks(database, schemaSteps.slice(0, 2));
  database.exec(`INSERT INTO orders VALUES
    ('T-AAAA-000001', 'key-1', 'ada@example.com', 2000, 'USD', 'paid', 'pay_1', 1000, 0, NULL, NULL, NULL, 0)`);
  migrateBooks(database, schemaSteps);
  const ledger = buildOperations(database, testTerms);
  assert.equal(ledger.readOrderStory({ orderNumber: "T-AAAA-000001" })?.deferral, null);
  assert.equal(ledger.countDeferrals(null), 0);
  ledger.openStock({ initial: [{ productId: "toys-01", quantity: 9 }] });
  assert.equal(ledger.deferOrder(buildDeferral(2)).outcome, "deferred");
  assert.deepEqual(ledger.countStates(null), { paid: 1, deferred: 1 });
});

test("migrated books have the schema of new ones, and migrating again changes nothing", () => {
  using migrated = openFirstBooks();
  using fresh = new DatabaseSync(":memory:");
  migrateBooks(migrated, schemaSteps);
  migrateBooks(fresh, schemaSteps);
  const schema = readSchema(migrated);
  assert.deepEqual(schema, readSchema(fresh));
  migrateBooks(migrated, schemaSteps);
  assert.deepEqual(readSchema(migrated), schema);
  assert.equal(migrated.prepare("SELECT COUNT(*) AS count FROM orders").get()?.count, 2);
});

test("a step that fails leaves the books as they were", () => {
  using database = openFirstBooks();
  const before = readSchema(database);
  const [first = "", second = ""] = schemaSteps;
  assert.throws(() => migrateBooks(database, [first, second, "CREATE TABLE orders (x)"]), /already exists/);
  assert.deepEqual(readSchema(database), before);
  assert.equal(database.prepare("SELECT value FROM meta WHERE key = 'schema_version'").get()?.value, "1");
});

test("books of a later version are refused in plain words, and left alone", () => {
  using database = openFirstBooks();
  database.exec("UPDATE meta SET value = '4' WHERE key = 'schema_version'");
  const before = readSchema(database);
  assert.throws(() => migrateBooks(database, schemaSteps), {
    message: "expected books of schema version 3 or older, got version 4",
  });
  assert.deepEqual(readSchema(database), before);
});
