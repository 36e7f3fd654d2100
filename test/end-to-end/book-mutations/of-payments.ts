// Money: what was captured, refunded and set aside; and orders that waited for theirs.
import { copyRows, type DamagedBooks, type Mutation, pick, type Row, run, select } from "./mutation.ts";

export const captured = "SELECT * FROM payments WHERE captured_cents > 0 AND refunded_cents = 0 ORDER BY payment_id";
export const refunded = "SELECT * FROM payments WHERE refunded_cents > 0 ORDER BY payment_id";

/** Payments that `sql` of the provider's books offers and by which an order stands, or was cancelled: a second one of the same order goes another way. */
export function listPayments({ ledger, payments }: DamagedBooks, sql: string): Row[] {
  return select(payments, sql).filter(({ payment_id, order_number, refunded_cents }) => {
    const [order] = select(ledger, "SELECT * FROM orders WHERE order_number = ?", String(order_number));
    const isCancelled = order?.state === "cancelled" || order?.state === "refunded";
    return order?.payment_id === payment_id && isCancelled === (refunded_cents !== 0);
  });
}

/** A mutation of one of the payments that `sql` of the provider's books offers. */
export function damagePayment(
  sql: string,
  damage: (books: DamagedBooks, paymentId: string, row: Row) => void,
): Mutation["damage"] {
  return (books) => {
    const row = pick(books, listPayments(books, sql));
    if (row === undefined) return null;
    const paymentId = String(row.payment_id);
    damage(books, paymentId, row);
    return `payment ${paymentId} of order ${row.order_number}`;
  };
}

/** Where the drill was settled, both sides of a payment have to be in the books; before, either may be ahead. */
function ifSettled(damage: Mutation["damage"]): Mutation["damage"] {
  return (books) => (books.terms.isSettled ? damage(books) : null);
}

/** A mutation of one order that the shop's ledger offers; its table of deferrals is only in newer books. */
function damageDeferral(where: string, damage: (books: DamagedBooks, orderNumber: string) => void): Mutation["damage"] {
  return (books) => {
    const [table] = select(books.ledger, "SELECT 1 FROM sqlite_master WHERE name = 'deferrals'");
    if (table === undefined) return null;
    const sql = `SELECT order_number FROM deferrals JOIN orders USING (order_number) WHERE ${where} ORDER BY 1`;
    const row = pick(books, select(books.ledger, sql));
    if (row === undefined) return null;
    damage(books, String(row.order_number));
    return `order ${row.order_number}`;
  };
}

export const mutationsOfPayments: readonly Mutation[] = [
  {
    name: "an order is captured twice",
    expects: "paid-too-much",
    damage: damagePayment(captured, ({ payments }, paymentId, { order_number }) => {
      const orderNumber = String(order_number);
      copyRows(payments, "payments", orderNumber, orderNumber, { payment_id: `${paymentId}-again` });
    }),
  },
  {
    name: "a capture is a cent short",
    expects: "paid-too-little",
    damage: damagePayment(captured, ({ payments }, paymentId) =>
      run(payments, "UPDATE payments SET captured_cents = captured_cents - 1 WHERE payment_id = ?", paymentId),
    ),
  },
  {
    name: "a payment is lost",
    expects: "order-without-payment",
    damage: damagePayment(captured, ({ payments }, paymentId) =>
      run(payments, "DELETE FROM payments WHERE payment_id = ?", paymentId),
    ),
  },
  {
    name: "a payment is of an order that does not exist",
    expects: "payment-without-order",
    damage: damagePayment(captured, ({ payments }, paymentId) =>
      run(payments, "UPDATE payments SET order_number = 'T-9999-000000' WHERE payment_id = ?", paymentId),
    ),
  },
  {
    name: "a cancelled order is not refunded",
    expects: "cancelled-not-refunded",
    damage: damagePayment(refunded, ({ payments }, paymentId) =>
      run(payments, "UPDATE payments SET refunded_cents = 0, state = 'captured' WHERE payment_id = ?", paymentId),
    ),
  },
  {
    name: "a refund is a cent short",
    expects: "cancelled-not-refunded",
    damage: damagePayment(refunded, ({ payments }, paymentId) =>
      run(payments, "UPDATE payments SET refunded_cents = refunded_cents - 1 WHERE payment_id = ?", paymentId),
    ),
  },
  {
    name: "an order that stands is refunded",
    expects: "refunded-not-cancelled",
    damage: damagePayment(captured, ({ payments }, paymentId) =>
      run(
        payments,
        "UPDATE payments SET refunded_cents = captured_cents, state = 'refunded' WHERE payment_id = ?",
        paymentId,
      ),
    ),
  },
  {
    name: "money is left reserved for a cancelled order",
    expects: "reserved-not-released",
    damage: ifSettled(
      damagePayment(refunded, ({ payments }, paymentId, { order_number }) => {
        const orderNumber = String(order_number);
        const left = { payment_id: `${paymentId}-left`, state: "authorized", captured_cents: 0, refunded_cents: 0 };
        copyRows(payments, "payments", orderNumber, orderNumber, left);
      }),
    ),
  },
  {
    name: "the shop's books do not have a refund",
    expects: "payment-in-books",
    damage: ifSettled(
      damagePayment(refunded, ({ ledger }, _paymentId, { order_number }) => {
        const orderNumber = String(order_number);
        run(ledger, "DELETE FROM order_events WHERE order_number = ? AND kind = 'refunded'", orderNumber);
        run(ledger, "UPDATE orders SET state = 'cancelled', is_refund_due = 1 WHERE order_number = ?", orderNumber);
      }),
    ),
  },
  {
    name: "a capture and its refund are a cent short",
    expects: "payment-in-books",
    damage: ifSettled(
      damagePayment(refunded, ({ payments }, paymentId) =>
        run(
          payments,
          "UPDATE payments SET captured_cents = captured_cents - 1, refunded_cents = refunded_cents - 1 WHERE payment_id = ?",
          paymentId,
        ),
      ),
    ),
  },
  {
    name: "the provider does not know a payment that was given back",
    expects: "payment-in-books",
    damage: ifSettled(
      damagePayment(refunded, ({ payments }, paymentId) =>
        run(payments, "DELETE FROM payments WHERE payment_id = ?", paymentId),
      ),
    ),
  },
  {
    name: "the shop's books do not have a capture",
    expects: "payment-in-books",
    damage: ifSettled(
      damagePayment(captured, ({ ledger }, _paymentId, { order_number }) => {
        const orderNumber = String(order_number);
        run(
          ledger,
          `DELETE FROM order_events WHERE order_number = ? AND kind IN
            ('paid', 'digital-delivered', 'picked', 'packed', 'shipped', 'delivered')`,
          orderNumber,
        );
        run(ledger, "UPDATE orders SET state = 'placed', parcel_number = NULL WHERE order_number = ?", orderNumber);
      }),
    ),
  },
  {
    name: "a deferred order is completed twice",
    expects: "deferred-completed-twice",
    damage: damageDeferral("completed_at_ms IS NOT NULL", ({ ledger }, orderNumber) =>
      run(
        ledger,
        `INSERT INTO order_events SELECT order_number, MAX(sequence) + 1, 'placed', MAX(at_ms), NULL
          FROM order_events WHERE order_number = ?`,
        orderNumber,
      ),
    ),
  },
  {
    name: "a deferred order still waits after its deadline",
    expects: "deferred-overdue",
    damage: damageDeferral("completed_at_ms IS NOT NULL", ({ ledger }, orderNumber) => {
      run(ledger, "UPDATE orders SET state = 'deferred' WHERE order_number = ?", orderNumber);
      run(
        ledger,
        `UPDATE deferrals SET completed_at_ms = NULL, due_at_ms = (SELECT MAX(at_ms) FROM order_events) - 10000
          WHERE order_number = ?`,
        orderNumber,
      );
    }),
  },
  {
    name: "a deferred order was completed when its history does not say so",
    expects: "order-times",
    damage: damageDeferral("completed_at_ms IS NOT NULL", ({ ledger }, orderNumber) =>
      run(ledger, "UPDATE deferrals SET completed_at_ms = completed_at_ms + 1 WHERE order_number = ?", orderNumber),
    ),
  },
  {
    name: "a deferred order waits since a moment when it was not placed",
    expects: "order-times",
    damage: damageDeferral("1", ({ ledger }, orderNumber) =>
      run(ledger, "UPDATE deferrals SET taken_at_ms = taken_at_ms - 1 WHERE order_number = ?", orderNumber),
    ),
  },
  {
    name: "a card's token is left behind",
    expects: "token-left",
    damage: damageDeferral("card_token IS NULL", ({ ledger }, orderNumber) =>
      run(ledger, "UPDATE deferrals SET card_token = 'tok_visa' WHERE order_number = ?", orderNumber),
    ),
  },
  {
    name: "the message about a completed order is lost",
    expects: "not-told",
    damage: damageDeferral("completed_at_ms IS NOT NULL AND state <> 'deferred'", ({ ledger }, orderNumber) =>
      run(ledger, "DELETE FROM messages WHERE order_number = ?", orderNumber),
    ),
  },
];
