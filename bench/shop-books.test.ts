import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { isOrderNumber } from "../mock-shop/rules/order-number.ts";
import { countMissingOrders, fillBooks } from "./shop-books.ts";

const directory = mkdtempSync(join(tmpdir(), "tilldrill-bench-"));
after(() => rmSync(directory, { recursive: true, force: true }));

const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE orders (order_number TEXT PRIMARY KEY, idempotency_key TEXT, state TEXT, payment_id TEXT, total INTEGER);
CREATE TABLE order_lines (order_number TEXT, line INTEGER);
CREATE TABLE stock (product_id TEXT, available INTEGER);
INSERT INTO meta VALUES ('next_order_sequence', '1001');
INSERT INTO stock VALUES ('toys-01', 5);
`;

function makeBooks(name: string, state: string): string {
  const path = join(directory, name);
  using database = new DatabaseSync(path);
  database.exec(schema);
  database.exec(`INSERT INTO orders VALUES ('T-2223-000001', 'key-1', '${state}', 'pay_1', 500);
INSERT INTO order_lines VALUES ('T-2223-000001', 1), ('T-2223-000001', 2)`);
  return path;
}

test("books are filled with copies of an order, each under a number, a key and a payment of its own", () => {
  const path = makeBooks("full.sqlite", "delivered");
  fillBooks(path, 100);
  using database = new DatabaseSync(path);
  const count = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  assert.equal(count("SELECT COUNT(*) FROM orders"), 101);
  assert.equal(count("SELECT COUNT(DISTINCT idempotency_key) FROM orders"), 101);
  assert.equal(count("SELECT COUNT(DISTINCT payment_id) FROM orders"), 101);
  assert.equal(count("SELECT SUM(total) FROM orders"), 50_500);
  assert.equal(count("SELECT COUNT(*) FROM order_lines"), 202);
  assert.equal(count("SELECT COUNT(*) FROM stock"), 1);
  assert.equal(count("SELECT value FROM meta"), 1_101);
  const numbers = database.prepare("SELECT order_number FROM orders").all();
  assert.ok(numbers.every(({ order_number: orderNumber }) => isOrderNumber(String(orderNumber))));
});

test("books without a delivered order have nothing to copy", () => {
  assert.throws(() => fillBooks(makeBooks("empty.sqlite", "paid"), 1), /no delivered order to copy/);
});

test("orders that are not in the books are counted", () => {
  const path = makeBooks("few.sqlite", "delivered");
  assert.equal(countMissingOrders(path, ["T-2223-000001"]), 0);
  assert.equal(countMissingOrders(path, ["T-2223-000001", "T-2224-000001", "T-2225-000001"]), 2);
});
