// Orders, their lines and their history.
import {
  changeOne,
  copyRows,
  type DamagedBooks,
  damageOne,
  type Mutation,
  orderTables,
  pick,
  run,
  select,
} from "./mutation.ts";

const anyOrder = "SELECT * FROM orders ORDER BY order_number";

function copyOrder(books: DamagedBooks, changes: Record<string, string>): string | null {
  const shown = new Set(books.shown);
  // Who was told no and has a cancelled order got what they were told.
  const standing = select(books.ledger, "SELECT order_number FROM orders WHERE state NOT IN ('cancelled', 'refunded')");
  const from = pick(
    books,
    standing.map(({ order_number }) => String(order_number)).filter((orderNumber) => shown.has(orderNumber)),
  );
  if (from === undefined) return null;
  const to = `${from}-copy`;
  copyRows(books.ledger, "orders", from, to, changes);
  for (const table of ["order_lines", "order_events", "messages"]) copyRows(books.ledger, table, from, to);
  for (const { payment_id } of select(books.payments, "SELECT payment_id FROM payments WHERE order_number = ?", from)) {
    const paymentId = String(payment_id);
    copyRows(books.payments, "payments", from, to, { payment_id: `${paymentId}-copy` });
    run(books.ledger, "UPDATE orders SET payment_id = ? WHERE order_number = ?", `${paymentId}-copy`, to);
  }
  return `order ${from} as ${to}`;
}

/** A cent more for each piece of one line: the total, and what was paid and given back, are of the new price. */
function raisePrice(books: DamagedBooks): string | null {
  const { ledger, payments } = books;
  const orderNumber = pick(books, books.shownWithTotal);
  if (orderNumber === undefined) return null;
  const line = pick(
    books,
    select(ledger, "SELECT rowid, quantity FROM order_lines WHERE order_number = ?", orderNumber),
  );
  if (line === undefined) return null;
  const cents = Number(line.quantity);
  run(ledger, "UPDATE order_lines SET unit_cents = unit_cents + 1 WHERE rowid = ?", Number(line.rowid));
  run(ledger, "UPDATE orders SET total_cents = total_cents + ? WHERE order_number = ?", cents, orderNumber);
  for (const column of ["authorized_cents", "captured_cents", "refunded_cents"])
    run(
      payments,
      `UPDATE payments SET ${column} = ${column} + ? WHERE order_number = ? AND ${column} > 0`,
      cents,
      orderNumber,
    );
  return `order ${orderNumber}, ${cents} cents`;
}

export const mutationsOfOrders: readonly Mutation[] = [
  {
    name: "an order is deleted, its rows are left",
    expects: "lost",
    damage: (books) => {
      const orderNumber = pick(books, books.shown);
      if (orderNumber === undefined) return null;
      run(books.ledger, "DELETE FROM orders WHERE order_number = ?", orderNumber);
      return `order ${orderNumber}`;
    },
  },
  {
    name: "the rows of a deleted order are left",
    expects: "stray-rows",
    damage: changeOne(anyOrder, "DELETE FROM orders WHERE order_number = ?"),
  },
  {
    name: "an order is deleted with all its rows and its payment",
    expects: "lost",
    damage: (books) => {
      const orderNumber = pick(books, books.shown);
      if (orderNumber === undefined) return null;
      for (const table of orderTables) run(books.ledger, `DELETE FROM ${table} WHERE order_number = ?`, orderNumber);
      run(books.payments, "DELETE FROM payments WHERE order_number = ?", orderNumber);
      return `order ${orderNumber}`;
    },
  },
  {
    name: "an order is there twice, under one key",
    expects: "duplicated",
    damage: (books) => copyOrder(books, {}),
  },
  {
    name: "an order that nobody placed",
    expects: "unexpected",
    damage: (books) => copyOrder(books, { idempotency_key: "a key that nobody used" }),
  },
  {
    name: "an order of a customer who was told no, and nothing else",
    expects: "ordered-despite-error",
    damage: (books) => {
      const key = pick(books, books.refusedKeys);
      return key === undefined ? null : copyOrder(books, { idempotency_key: key });
    },
  },
  {
    name: "an order costs more than its customer saw, and all sums follow",
    expects: "wrong-total",
    damage: raisePrice,
  },
  {
    name: "an order has the key of another",
    expects: "lost",
    damage: (books) => {
      const orderNumber = pick(books, books.shown);
      if (orderNumber === undefined) return null;
      run(books.ledger, "UPDATE orders SET idempotency_key = 'another' WHERE order_number = ?", orderNumber);
      return `order ${orderNumber}`;
    },
  },
  {
    name: "an order is of another account",
    expects: "wrong-account",
    damage: (books) => {
      const orderNumber = pick(books, books.shown);
      if (orderNumber === undefined) return null;
      run(books.ledger, "UPDATE orders SET account = 'somebody@example.test' WHERE order_number = ?", orderNumber);
      return `order ${orderNumber}`;
    },
  },
  {
    name: "a cent more on the total",
    expects: "totals",
    damage: changeOne(anyOrder, "UPDATE orders SET total_cents = total_cents + 1 WHERE order_number = ?"),
  },
  {
    name: "a line is lost",
    expects: "totals",
    damage: damageOne("SELECT rowid, * FROM order_lines ORDER BY rowid", ({ ledger }, orderNumber, { rowid }) => {
      run(ledger, "DELETE FROM order_lines WHERE rowid = ?", Number(rowid));
      return `a line of order ${orderNumber}`;
    }),
  },
  {
    name: "a line is of another article at the same price",
    expects: "basket",
    damage: damageOne(
      `SELECT rowid, * FROM order_lines WHERE EXISTS (SELECT 1 FROM order_events
        WHERE order_events.order_number = order_lines.order_number AND kind = 'basket-added') ORDER BY rowid`,
      ({ ledger }, orderNumber, { rowid }) => {
        run(ledger, "UPDATE order_lines SET product_id = product_id || '-other' WHERE rowid = ?", Number(rowid));
        return `a line of order ${orderNumber}`;
      },
    ),
  },
  {
    name: "an order stands where its history did not bring it",
    expects: "order-stage",
    damage: damageOne(anyOrder, ({ ledger }, orderNumber, { state }) => {
      const wrong = state === "picked" ? "paid" : "picked";
      run(ledger, "UPDATE orders SET state = ? WHERE order_number = ?", wrong, orderNumber);
      return `order ${orderNumber}, ${state} to ${wrong}`;
    }),
  },
  {
    name: "the last entry of a history is lost",
    expects: "order-stage",
    damage: damageOne(
      `SELECT order_number, MAX(sequence) AS sequence FROM order_events GROUP BY order_number
        HAVING kind IN ('placed', 'deferred', 'paid', 'picked', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded')
        ORDER BY order_number`,
      ({ ledger }, orderNumber, { sequence }) => {
        run(ledger, "DELETE FROM order_events WHERE order_number = ? AND sequence = ?", orderNumber, Number(sequence));
        return null;
      },
    ),
  },
  {
    name: "an entry from the middle of a history is lost",
    expects: "whole-history",
    damage: damageOne(
      `SELECT * FROM order_events WHERE sequence < (SELECT MAX(sequence) FROM order_events AS other
        WHERE other.order_number = order_events.order_number) ORDER BY order_number, sequence`,
      ({ ledger }, orderNumber, { sequence, kind }) => {
        run(ledger, "DELETE FROM order_events WHERE order_number = ? AND sequence = ?", orderNumber, Number(sequence));
        return `${kind} of order ${orderNumber}`;
      },
    ),
  },
  {
    name: "an order was placed an hour after its history says so",
    expects: "order-times",
    damage: changeOne(anyOrder, "UPDATE orders SET placed_at_ms = placed_at_ms + 3600000 WHERE order_number = ?"),
  },
  {
    name: "an order was placed a millisecond before its history says so",
    expects: "order-times",
    damage: changeOne(anyOrder, "UPDATE orders SET placed_at_ms = placed_at_ms - 1 WHERE order_number = ?"),
  },
  {
    name: "an entry of a history is an hour older than the ones before it",
    expects: "order-times",
    damage: damageOne(
      "SELECT * FROM order_events WHERE sequence > 1 ORDER BY order_number, sequence",
      ({ ledger }, orderNumber, { sequence, kind }) => {
        run(
          ledger,
          "UPDATE order_events SET at_ms = at_ms - 3600000 WHERE order_number = ? AND sequence = ?",
          orderNumber,
          Number(sequence),
        );
        return `${kind} of order ${orderNumber}`;
      },
    ),
  },
  {
    name: "an order is in another currency, and its payment follows",
    expects: "currency",
    damage: damageOne(anyOrder, ({ ledger, payments }, orderNumber) => {
      run(ledger, "UPDATE orders SET currency = 'XTS' WHERE order_number = ?", orderNumber);
      run(payments, "UPDATE payments SET currency = 'XTS' WHERE order_number = ?", orderNumber);
      return null;
    }),
  },
  {
    name: "the message about a cancelled order is lost",
    expects: "not-told",
    damage: changeOne(
      "SELECT * FROM orders WHERE state IN ('cancelled', 'refunded') ORDER BY order_number",
      "DELETE FROM messages WHERE order_number = ?",
    ),
  },
];
