// What the provider says of a payment besides its sums: whose it is, in which state, in which currency. All sums stay.
import type { SQLInputValue } from "node:sqlite";
import { type DamagedBooks, type Mutation, pick, run } from "./mutation.ts";
import { captured, damagePayment, listPayments, refunded } from "./of-payments.ts";

type Column = "order_number" | "idempotency_key";

/** Two captured payments of one amount have each other's values in these columns. */
function exchange(...columns: readonly Column[]): Mutation["damage"] {
  return (books: DamagedBooks) => {
    const rows = listPayments(books, captured);
    const counts = new Map<unknown, number>();
    for (const { captured_cents } of rows) counts.set(captured_cents, (counts.get(captured_cents) ?? 0) + 1);
    const one = pick(
      books,
      rows.filter(({ captured_cents }) => (counts.get(captured_cents) ?? 0) > 1),
    );
    const other = pick(
      books,
      rows.filter((row) => row !== one && row.captured_cents === one?.captured_cents),
    );
    if (one === undefined || other === undefined) return null;
    const set = columns.map((column) => `${column} = ?`).join(", ");
    for (const [to, from] of [
      [one, other],
      [other, one],
    ] as const) {
      const values = columns.map((column) => from[column] as SQLInputValue);
      run(books.payments, `UPDATE payments SET ${set} WHERE payment_id = ?`, ...values, String(to.payment_id));
    }
    return `payments ${one.payment_id} and ${other.payment_id}, ${one.captured_cents} cents each`;
  };
}

function setState(sql: string, state: string): Mutation["damage"] {
  return damagePayment(sql, ({ payments }, paymentId) =>
    run(payments, "UPDATE payments SET state = ? WHERE payment_id = ?", state, paymentId),
  );
}

export const mutationsOfProviderRows: readonly Mutation[] = [
  {
    name: "two payments of one amount are of each other's orders",
    expects: "payment-of-order",
    damage: exchange("order_number"),
  },
  {
    name: "two payments of one amount have each other's keys",
    expects: "payment-of-order",
    damage: exchange("idempotency_key"),
  },
  {
    name: "two payments of one amount are of each other's orders, and their keys follow",
    expects: "payment-of-order",
    damage: exchange("order_number", "idempotency_key"),
  },
  {
    name: "a captured payment is said to be voided",
    expects: "payment-state",
    damage: setState(captured, "voided"),
  },
  {
    name: "a captured payment is said to be refunded",
    expects: "payment-state",
    damage: setState(captured, "refunded"),
  },
  {
    name: "a refunded payment is said to be captured",
    expects: "payment-state",
    damage: setState(refunded, "captured"),
  },
  {
    name: "a payment took more than it was asked for, and gave it back",
    expects: "payment-state",
    damage: damagePayment(captured, ({ payments }, paymentId) =>
      run(
        payments,
        `UPDATE payments SET captured_cents = captured_cents + 100, refunded_cents = refunded_cents + 100
          WHERE payment_id = ?`,
        paymentId,
      ),
    ),
  },
  {
    name: "a payment is in another currency than its order",
    expects: "currency",
    damage: damagePayment(captured, ({ payments }, paymentId) =>
      run(payments, "UPDATE payments SET currency = 'XTS' WHERE payment_id = ?", paymentId),
    ),
  },
];
