// Reads the books of a run directory: `ledger.sqlite` and `payments.sqlite`, without leaving a trace.
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { EdgeError } from "../errors.ts";
import type { BookOrder, BookPayment, Books, Deferral } from "./books.ts";

const cents = z.int();

/** Wall ms: longer than any attempt to order takes, its payment included. */
const underWayMs = 10_000;

/** The shop's states in the neutral form: what matters is whether the order stands and whether it is paid. */
const neutralStates = {
  placed: "placed",
  deferred: "deferred",
  paid: "paid",
  picked: "paid",
  packed: "paid",
  shipped: "paid",
  delivered: "paid",
  cancelled: "cancelled",
  refunded: "cancelled",
} as const satisfies Record<string, BookOrder["state"]>;

const orderRow = z.object({
  order_number: z.string(),
  idempotency_key: z.string(),
  account: z.string(),
  total_cents: cents,
  state: z.enum(Object.keys(neutralStates) as (keyof typeof neutralStates)[]),
  taken_at_ms: z.int().nullable(),
  due_at_ms: z.int().nullable(),
  completed_at_ms: z.int().nullable(),
  completions: z.int(),
  holds_token: z.int(),
  cancelled_at_ms: z.int().nullable(),
  last_told_ms: z.int().nullable(),
});
const lastEventRow = z.object({ at_ms: z.int().nullable() });

const orderColumns = "order_number, idempotency_key, account, total_cents, state";
/** Books from before orders were ever deferred have no such table. */
const plainSql = `SELECT ${orderColumns}, NULL AS taken_at_ms, NULL AS due_at_ms, NULL AS completed_at_ms, 0 AS completions,
  0 AS holds_token, NULL AS cancelled_at_ms, NULL AS last_told_ms
  FROM orders ORDER BY order_number`;
const deferredSql = `SELECT ${orderColumns}, taken_at_ms, due_at_ms, completed_at_ms,
  CASE WHEN taken_at_ms IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM order_events
    WHERE order_events.order_number = orders.order_number AND kind = 'placed') END AS completions,
  card_token IS NOT NULL AS holds_token,
  CASE WHEN taken_at_ms IS NOT NULL THEN (SELECT MAX(at_ms) FROM order_events
    WHERE order_events.order_number = orders.order_number AND kind = 'cancelled') END AS cancelled_at_ms,
  CASE WHEN taken_at_ms IS NOT NULL THEN (SELECT MAX(at_ms) FROM messages
    WHERE messages.order_number = orders.order_number) END AS last_told_ms
  FROM orders LEFT JOIN deferrals USING (order_number) ORDER BY order_number`;

const paymentRow = z.object({
  order_number: z.string(),
  payment_id: z.string(),
  captured_cents: cents,
  refunded_cents: cents,
  reserved_cents: cents,
});

/** Reads both books of `directory`. An EdgeError names the file that is missing or is not what it should be. */
export function readBooks(directory: string): Books {
  const ledger = join(directory, "ledger.sqlite");
  return {
    orders: readLedger(ledger),
    payments: readPayments(join(directory, "payments.sqlite")),
    lastEventMs: readLastEventMs(ledger),
    releasesOwed: readReleasesOwed(ledger),
  };
}

/** Reads the shop's orders, in order of their numbers. */
export function readLedger(path: string): BookOrder[] {
  const findSql = (database: DatabaseSync) => (hasTable(database, "deferrals") ? deferredSql : plainSql);
  return readRows(path, findSql, orderRow).map((row) => ({
    orderNumber: row.order_number,
    key: row.idempotency_key,
    account: row.account,
    totalCents: row.total_cents,
    state: neutralStates[row.state],
    deferral: readDeferral(row),
  }));
}

function readDeferral(row: z.output<typeof orderRow>): Deferral | null {
  const { taken_at_ms: atMs, due_at_ms: dueMs, completed_at_ms: completedAtMs, completions } = row;
  if (atMs === null || dueMs === null) return null;
  const { holds_token, cancelled_at_ms: cancelledAtMs, last_told_ms: lastToldMs } = row;
  return { atMs, dueMs, completedAtMs, completions, holdsToken: holds_token === 1, cancelledAtMs, lastToldMs };
}

function readLastEventMs(path: string): number | null {
  const findSql = (database: DatabaseSync) =>
    hasTable(database, "order_events") ? "SELECT MAX(at_ms) AS at_ms FROM order_events" : "SELECT NULL AS at_ms";
  return readRows(path, findSql, lastEventRow)[0]?.at_ms ?? null;
}

/**
 * What the shop knows that it owes: attempts marked to be voided, and those so young that they may have been under way
 * when the books were closed; cancelled orders that are not paid back. The oldest books mark nothing.
 */
function readReleasesOwed(path: string): Set<string> {
  const findSql = (database: DatabaseSync) => {
    if (!hasTable(database, "payment_intents")) return "SELECT '' AS order_number WHERE 0";
    if (!hasColumn(database, "payment_intents", "is_to_void")) return "SELECT order_number FROM payment_intents";
    return `SELECT order_number FROM payment_intents
      WHERE is_to_void = 1 OR at_ms > (SELECT COALESCE(MAX(at_ms), 0) FROM order_events) - ${underWayMs}
      UNION SELECT order_number FROM orders WHERE is_refund_due = 1`;
  };
  return new Set(readRows(path, findSql, z.object({ order_number: z.string() })).map((row) => row.order_number));
}

/** Reads the provider's payments, in order of their ids. */
export function readPayments(path: string): BookPayment[] {
  const sql = `SELECT order_number, payment_id, captured_cents, refunded_cents,
    CASE WHEN state = 'authorized' THEN authorized_cents ELSE 0 END AS reserved_cents
    FROM payments ORDER BY payment_id`;
  return readRows(path, () => sql, paymentRow).map((row) => ({
    paymentId: row.payment_id,
    orderNumber: row.order_number,
    capturedCents: row.captured_cents,
    refundedCents: row.refunded_cents,
    reservedCents: row.reserved_cents,
  }));
}

type FindSql = (database: DatabaseSync) => string;

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;
}

function hasColumn(database: DatabaseSync, table: string, column: string): boolean {
  return database.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?").get(table, column) !== undefined;
}

function readRows<T>(path: string, findSql: FindSql, schema: z.ZodType<T>): T[] {
  if (!existsSync(path)) {
    throw new EdgeError("the books are missing", {
      where: path,
      hint: "a run directory holds ledger.sqlite and payments.sqlite",
    });
  }
  try {
    return hasOpenLog(path) ? readCopy(path, findSql, schema) : readFile(path, findSql, schema);
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
function readFile<T>(path: string, findSql: FindSql, schema: z.ZodType<T>): T[] {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  return selectAll(new DatabaseSync(url, { readOnly: true }), findSql, schema);
}

function readCopy<T>(path: string, findSql: FindSql, schema: z.ZodType<T>): T[] {
  const directory = mkdtempSync(join(tmpdir(), "tilldrill-books-"));
  try {
    const copy = join(directory, "books.sqlite");
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    return selectAll(new DatabaseSync(copy), findSql, schema);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function selectAll<T>(database: DatabaseSync, findSql: FindSql, schema: z.ZodType<T>): T[] {
  try {
    return database
      .prepare(findSql(database))
      .all()
      .map((row) => schema.parse(row));
  } finally {
    database.close();
  }
}
