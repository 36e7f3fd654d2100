import { DatabaseSync } from "node:sqlite";
import type { BookOrder } from "../audit/books.ts";
import { buildLedgerPart } from "../audit/ledger-details.ts";
import { detailQueries, ordersAndDeferrals, type TableQuery } from "../audit/ledger-rows.ts";
import { EdgeError } from "../errors.ts";

const busyTimeoutMs = 2000;

/**
 * The orders of our own shop while it runs, as of one moment, out of its books: the control API's list has no lines and no
 * baskets. For another shop this is the one function to replace.
 */
export function readRunningOrders(ledgerPath: string): readonly BookOrder[] {
  try {
    using database = new DatabaseSync(ledgerPath, { readOnly: true, timeout: busyTimeoutMs });
    // One transaction, so that an order is not read with another moment's events.
    database.exec("BEGIN");
    const read = <T>({ sql, schema }: TableQuery<T>) =>
      database
        .prepare(sql)
        .all()
        .map((row) => schema.parse(row));
    const { heads, lines, events, messages } = detailQueries;
    return buildLedgerPart(read(ordersAndDeferrals), {
      heads: read(heads),
      lines: read(lines),
      events: read(events),
      messages: read(messages),
      uses: [],
      promotions: [],
      stock: [],
      intents: [],
    }).orders;
  } catch (cause) {
    throw new EdgeError("the running shop's books cannot be read", { where: ledgerPath, cause });
  }
}
