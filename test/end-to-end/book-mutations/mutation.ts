// A way to damage the books of a finished drill, and what it works on.
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { AuditTerms } from "../../../harness/audit/audit-terms.ts";

/** Both books of a copy, open for writing, and what is known of their drill. */
export interface DamagedBooks {
  readonly ledger: DatabaseSync;
  readonly payments: DatabaseSync;
  /** Numbers of orders that a customer was shown, in order. */
  readonly shown: readonly string[];
  /** Of these, orders whose customer saw a total. */
  readonly shownWithTotal: readonly string[];
  /** Keys whose every attempt was told no. */
  readonly refusedKeys: readonly string[];
  readonly terms: AuditTerms;
  /** Drills without a recorded promotion say nothing of vouchers. */
  readonly promotion: NonNullable<AuditTerms["promotion"]> | null;
  /** Wall ms between which no order is certain to have been placed without a bug; see `isCalm`. */
  readonly bugMs: readonly (readonly [fromMs: number, untilMs: number])[];
  /** Wall ms between which every order certainly got its price while vouchers were switched off. */
  readonly offMs: readonly (readonly [fromMs: number, untilMs: number])[];
  /** The next uniform number in (0, 1). */
  readonly draw: () => number;
}

/** `expects`: the invariant that has to be named. `damage` says what it did; null where there is nothing of the kind. */
export interface Mutation {
  readonly name: string;
  readonly expects: string;
  readonly damage: (books: DamagedBooks) => string | null;
}

export type Row = Record<string, unknown>;

/** A row by chance; undefined where there is none. */
export function pick<T>({ draw }: DamagedBooks, rows: readonly T[]): T | undefined {
  return rows[Math.floor(draw() * rows.length)];
}

export function select(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): Row[] {
  return database.prepare(sql).all(...values);
}

export function run(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): void {
  database.prepare(sql).run(...values);
}

/** A mutation of one row that `sql` of the ledger offers: its first column is an order number. */
export function damageOne(
  sql: string,
  damage: (books: DamagedBooks, orderNumber: string, row: Row) => string | null | undefined,
): Mutation["damage"] {
  return (books) => {
    const row = pick(books, select(books.ledger, sql));
    if (row === undefined) return null;
    const orderNumber = String(row.order_number);
    return damage(books, orderNumber, row) ?? `order ${orderNumber}`;
  };
}

/** A mutation of one row that `sql` of the ledger offers, by one statement there that takes the order's number. */
export function changeOne(sql: string, statement: string): Mutation["damage"] {
  return damageOne(sql, ({ ledger }, orderNumber) => {
    run(ledger, statement, orderNumber);
    return null;
  });
}

/** Copies the rows of an order under another number. */
export function copyRows(database: DatabaseSync, table: string, from: string, to: string, changes: Row = {}): void {
  const columns = select(database, "SELECT name FROM pragma_table_info(?)", table).map(({ name }) => String(name));
  const values: Row = { order_number: to, ...changes };
  const sources = columns.map((column) => (column in values ? "?" : column));
  const given = columns.filter((column) => column in values).map((column) => values[column] as SQLInputValue);
  run(
    database,
    `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${sources.join(", ")} FROM ${table} WHERE order_number = ?`,
    ...given,
    from,
  );
}

/** Every table of the shop's ledger about orders that an order leaves rows in. */
export const orderTables = ["orders", "order_lines", "order_events", "messages", "voucher_uses", "deferrals"] as const;

/** Whether no bug was in while an order that was placed then can have got its price. */
export function isCalm({ bugMs }: DamagedBooks, placedAtMs: number): boolean {
  return bugMs.every(([fromMs, untilMs]) => placedAtMs < fromMs - 10_000 || placedAtMs > untilMs + 10_000);
}
