// Parcels and stock.
import { changeOne, type Mutation, pick, run, select } from "./mutation.ts";

const withParcel = "SELECT * FROM orders WHERE parcel_number IS NOT NULL ORDER BY order_number";

export const mutationsOfGoods: readonly Mutation[] = [
  {
    name: "a parcel number is used twice",
    expects: "parcel",
    damage: (books) => {
      const rows = select(books.ledger, withParcel);
      const one = pick(books, rows);
      const other = pick(
        books,
        rows.filter((row) => row !== one),
      );
      if (one === undefined || other === undefined) return null;
      run(
        books.ledger,
        "UPDATE orders SET parcel_number = ? WHERE order_number = ?",
        String(one.parcel_number),
        String(other.order_number),
      );
      run(
        books.ledger,
        "UPDATE order_events SET detail = ? WHERE order_number = ? AND kind = 'packed'",
        String(one.parcel_number),
        String(other.order_number),
      );
      return `orders ${one.order_number} and ${other.order_number}`;
    },
  },
  {
    name: "an order without goods to pack has a parcel",
    expects: "parcel",
    damage: changeOne(
      `SELECT * FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_lines
        WHERE order_lines.order_number = orders.order_number AND kind = 'physical') ORDER BY order_number`,
      "UPDATE orders SET parcel_number = 'P-0000-1' WHERE order_number = ?",
    ),
  },
  {
    name: "a packed order has lost its parcel number",
    expects: "parcel",
    damage: changeOne(withParcel, "UPDATE orders SET parcel_number = NULL WHERE order_number = ?"),
  },
  {
    name: "a stock is negative",
    expects: "stock",
    damage: (books) => {
      const article = pick(books, select(books.ledger, "SELECT product_id FROM stock ORDER BY product_id"))?.product_id;
      if (article === undefined) return null;
      run(books.ledger, "PRAGMA ignore_check_constraints = ON");
      run(
        books.ledger,
        "UPDATE stock SET initial = initial - available - 1, available = -1 WHERE product_id = ?",
        String(article),
      );
      return `article ${article}`;
    },
  },
  {
    name: "a piece of an article is gone",
    expects: "stock",
    damage: (books) => {
      const article = pick(books, select(books.ledger, "SELECT product_id FROM stock ORDER BY product_id"))?.product_id;
      if (article === undefined) return null;
      run(books.ledger, "UPDATE stock SET available = available - 1 WHERE product_id = ?", String(article));
      return `article ${article}`;
    },
  },
  {
    name: "a piece of an article is held for an attempt to order that never ended",
    expects: "held-by-nobody",
    damage: (books) => {
      if (!books.terms.isSettled) return null;
      const left = "SELECT product_id FROM stock WHERE available > 0 ORDER BY product_id";
      const article = pick(books, select(books.ledger, left))?.product_id;
      if (article === undefined) return null;
      run(books.ledger, "UPDATE stock SET available = available - 1 WHERE product_id = ?", String(article));
      run(
        books.ledger,
        `INSERT INTO payment_intents (order_number, total_cents, at_ms, demands, is_to_void)
          SELECT 'T-9999-000000', 100, MIN(at_ms), ?, 0 FROM order_events`,
        JSON.stringify([{ productId: article, quantity: 1 }]),
      );
      return `article ${article}`;
    },
  },
];
