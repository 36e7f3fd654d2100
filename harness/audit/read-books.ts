// Reads the books of a run directory: `ledger.sqlite` and `payments.sqlite`, without leaving a trace.
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { EdgeError } from "../errors.ts";
import type { BookOrder, BookPayment, Books } from "./books.ts";
import { buildLedgerPart, type LedgerPart } from "./ledger-details.ts";
import { detailQueries, ordersAndDeferrals, plainOrders, type TableQuery, underWayMs } from "./ledger-rows.ts";

const paymentRow = z.object({
  order_number: z.string(),
  payment_id: z.string(),
  idempotency_key: z.string(),
  state: z.string(),
  authorized_cents: z.int(),
  captured_cents: z.int(),
  refunded_cents: z.int(),
  reserved_cents: z.int(),
  currency: z.string().nullable(),
});
/** Our shop makes the key of a payment of its order's number. */
const paymentKeyPrefix = "pay-";
const orderNumbers = z.object({ order_number: z.string() });
const lastEvent = {
  sql: "SELECT MAX(at_ms) AS at_ms FROM order_events",
  schema: z.object({ at_ms: z.int().nullable() }),
};

/** Reads both books of `directory`. An EdgeError names the file that is missing or is not what it should be. */
export function readBooks(directory: string): Books {
  const ledger = withBooks(join(directory, "ledger.sqlite"), (database) => ({
    ...selectOrders(database),
    lastEventMs: hasTable(database, "order_events") ? (select(database, lastEvent)[0]?.at_ms ?? null) : null,
    releasesOwed: selectReleasesOwed(database),
  }));
  return { ...ledger, payments: readPayments(join(directory, "payments.sqlite")) };
}

/** Reads the shop's orders, in order of their numbers. */
export function readLedger(path: string): readonly BookOrder[] {
  return withBooks(path, selectOrders).orders;
}

function selectOrders(database: DatabaseSync): LedgerPart {
  const orders = select(database, hasTable(database, "deferrals") ? ordersAndDeferrals : plainOrders);
  if (!hasTable(database, "messages")) return buildLedgerPart(orders, null);
  return buildLedgerPart(orders, {
    heads: select(database, detailQueries.heads),
    lines: select(database, detailQueries.lines),
    events: select(database, detailQueries.events),
    messages: select(database, detailQueries.messages),
    uses: select(database, detailQueries.uses),
    promotions: select(database, detailQueries.promotions),
    stock: select(database, detailQueries.stock),
    intents: select(database, detailQueries.intents),
  });
}

/**
 * What the shop knows that it owes: attempts marked to be voided, and those so young that they may have been under way
 * when the books were closed; cancelled orders that are not paid back. The oldest books mark nothing.
 */
function selectReleasesOwed(database: DatabaseSync): Set<string> {
  if (!hasTable(database, "payment_intents")) return new Set();
  const sql = hasColumn(database, "payment_intents", "is_to_void")
    ? `SELECT order_number FROM payment_intents
      WHERE is_to_void = 1 OR at_ms > (SELECT COALESCE(MAX(at_ms), 0) FROM order_events) - ${underWayMs}
      UNION SELECT order_number FROM orders WHERE is_refund_due = 1`
    : "SELECT order_number FROM payment_intents";
  return new Set(select(database, { sql, schema: orderNumbers }).map((row) => row.order_number));
}

/** Reads the provider's payments, in order of their ids. */
export function readPayments(path: string): BookPayment[] {
  return withBooks(path, selectPayments).map((row) => ({
    paymentId: row.payment_id,
    orderNumber: row.order_number,
    ...readKey(row.idempotency_key),
    state: row.state,
    authorizedCents: row.authorized_cents,
    ...(row.currency === null ? {} : { currency: row.currency }),
    capturedCents: row.captured_cents,
    refundedCents: row.refunded_cents,
    reservedCents: row.reserved_cents,
  }));
}

/** The provider's first books kept no currency. */
function selectPayments(database: DatabaseSync): z.output<typeof paymentRow>[] {
  const currency = hasColumn(database, "payments", "currency") ? "currency" : "NULL AS currency";
  const sql = `SELECT order_number, payment_id, idempotency_key, state, authorized_cents, captured_cents, refunded_cents,
    CASE WHEN state = 'authorized' THEN authorized_cents ELSE 0 END AS reserved_cents, ${currency}
    FROM payments ORDER BY payment_id`;
  return select(database, { sql, schema: paymentRow });
}

function readKey(key: string): Pick<BookPayment, "keyOrderNumber"> {
  return key.startsWith(paymentKeyPrefix) ? { keyOrderNumber: key.slice(paymentKeyPrefix.length) } : {};
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;
}

function hasColumn(database: DatabaseSync, table: string, column: string): boolean {
  return database.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?").get(table, column) !== undefined;
}

/** Opens the books, and closes them again whatever happens. */
function withBooks<T>(path: string, read: (database: DatabaseSync) => T): T {
  if (!existsSync(path)) {
    throw new EdgeError("the books are missing", {
      where: path,
      hint: "a run directory holds ledger.sqlite and payments.sqlite",
    });
  }
  try {
    return hasOpenLog(path) ? readCopy(path, read) : readFile(path, read);
  } catch (cause) {
    throw new EdgeError("the books cannot be read", {
      where: path,
      cause,
      hint: "is this a run directory of tilldrill?",
    });
  }
}

/** A killed drill leaves a log that is not checkpointed: without it the newest orders would seem lost. */
function hasOpenLog(path: string): boolean {
  const log = `${path}-wal`;
  return existsSync(log) && statSync(log).size > 0;
}

/** `immutable=1`: SQLite takes no locks and writes no -wal or -shm beside the file. */
function readFile<T>(path: string, read: (database: DatabaseSync) => T): T {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  return readAndClose(new DatabaseSync(url, { readOnly: true }), read);
}

function readCopy<T>(path: string, read: (database: DatabaseSync) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "tilldrill-books-"));
  try {
    const copy = join(directory, "books.sqlite");
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    return readAndClose(new DatabaseSync(copy), read);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readAndClose<T>(database: DatabaseSync, read: (database: DatabaseSync) => T): T {
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function select<T>(database: DatabaseSync, { sql, schema }: TableQuery<T>): T[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => schema.parse(row));
}
