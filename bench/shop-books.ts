// A shop's books seen from outside: whether orders are in them, and how to fill them, whatever the schema's version.
import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { EdgeError } from "../harness/errors.ts";
import { formatOrderNumber } from "../mock-shop/rules/order-number.ts";

/** Columns that name one order, one customer or one payment: each copy has its own. */
const ownColumns: Readonly<Record<string, string>> = {
  order_number: "copies.order_number",
  idempotency_key: "printf('copy-%027d', copies.number)",
  account: "'copy-' || copies.number || '@example.com'",
  payment_id: "iif(source.payment_id IS NULL, NULL, 'pay_copy_' || copies.number)",
  parcel_number: "iif(source.parcel_number IS NULL, NULL, 'copy-parcel-' || copies.number)",
};

/** Names of all tables about orders: those whose first column is the order's number. */
function listOrderTables(database: DatabaseSync): string[] {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const readFirstColumn = database.prepare("SELECT name FROM pragma_table_info(?) WHERE cid = 0");
  return tables.map(({ name }) => String(name)).filter((name) => readFirstColumn.get(name)?.name === "order_number");
}

function copyRows(database: DatabaseSync, table: string, source: string): void {
  const columns = database.prepare("SELECT name FROM pragma_table_info(?)").all(table);
  const values = columns.map(({ name }) => ownColumns[String(name)] ?? `source.${String(name)}`);
  const from = `copies, ${table} AS source WHERE source.order_number = ?`;
  database.prepare(`INSERT INTO ${table} SELECT ${values.join(", ")} FROM ${from}`).run(source);
}

/** How many of these orders are not in the books. */
export function countMissingOrders(booksPath: string, orderNumbers: readonly string[]): number {
  using database = new DatabaseSync(booksPath, { readOnly: true });
  const find = database.prepare("SELECT 1 FROM orders WHERE order_number = ?");
  return orderNumbers.filter((orderNumber) => find.get(orderNumber) === undefined).length;
}

/**
 * Copies a delivered order of this shop, in books that no shop has open. The copies take the running numbers that come
 * next, so that the shop goes on where a shop with so many orders would.
 */
export function fillBooks(booksPath: string, orders: number): void {
  using database = new DatabaseSync(booksPath);
  database.exec(
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY",
  );
  const source = database.prepare("SELECT order_number FROM orders WHERE state = 'delivered'").get()?.order_number;
  if (source === undefined) throw new EdgeError("no delivered order to copy", { where: booksPath });
  const takeNumbers = "UPDATE meta SET value = value + ? WHERE key = 'next_order_sequence' RETURNING value";
  const endSequence = Number(database.prepare(takeNumbers).get(orders)?.value);
  database.exec("BEGIN; CREATE TEMP TABLE copies (number INTEGER PRIMARY KEY, order_number TEXT NOT NULL)");
  const insert = database.prepare("INSERT INTO copies VALUES (?, ?)");
  const letters = randomBytes(orders * 4);
  for (let number = 0; number < orders; number++)
    insert.run(number, formatOrderNumber(letters.subarray(number * 4), endSequence - orders + number));
  for (const table of listOrderTables(database)) copyRows(database, table, String(source));
  database.exec("COMMIT; PRAGMA journal_mode = WAL");
}
