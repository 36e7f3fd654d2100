import type { DatabaseSync } from "node:sqlite";
import {
  type Decision,
  decideCapture,
  decideRefund,
  decideVoid,
  type Payment,
  type PaymentState,
} from "./payment-rules.ts";

export const schemaVersion = 1;

export const schema = `
CREATE TABLE IF NOT EXISTS payments (
  order_number TEXT NOT NULL, payment_id TEXT PRIMARY KEY, idempotency_key TEXT NOT NULL, state TEXT NOT NULL,
  authorized_cents INTEGER NOT NULL, captured_cents INTEGER NOT NULL, refunded_cents INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS payments_by_key ON payments (idempotency_key);
CREATE INDEX IF NOT EXISTS payments_by_order ON payments (order_number);
CREATE TABLE IF NOT EXISTS payment_events (
  order_number TEXT NOT NULL, payment_id TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL,
  at_ms INTEGER NOT NULL, cents INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS events_by_payment ON payment_events (payment_id, sequence);
`;

export interface Authorization {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly idempotencyKey: string;
  readonly amountCents: number;
  readonly isDeclined: boolean;
  readonly atMs: number;
}

export interface PaymentChange {
  readonly paymentId: string;
  readonly amountCents: number;
  readonly atMs: number;
}

export type PaymentAnswer =
  | { readonly kind: "done"; readonly payment: Payment }
  | { readonly kind: "refused"; readonly says: string }
  | { readonly kind: "unknown-payment" };

/** What the provider can ask of its books; the only writer, so a repeated key is decided without a race. */
export function buildOperations(database: DatabaseSync) {
  const findById = database.prepare("SELECT * FROM payments WHERE payment_id = ?");
  const findByKey = database.prepare("SELECT * FROM payments WHERE idempotency_key = ?");
  const insert = database.prepare("INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const update = database.prepare(
    "UPDATE payments SET state = ?, captured_cents = ?, refunded_cents = ? WHERE payment_id = ?",
  );
  const insertEvent = database.prepare(
    "INSERT INTO payment_events SELECT ?, ?, 1 + (SELECT COUNT(*) FROM payment_events WHERE payment_id = ?), ?, ?, ?",
  );

  const appendEvent = (payment: Payment, kind: string, atMs: number, cents: number): void => {
    insertEvent.run(payment.orderNumber, payment.paymentId, payment.paymentId, kind, atMs, cents);
  };
  const create = (input: Authorization, state: PaymentState): Payment => {
    const { orderNumber, paymentId, idempotencyKey, amountCents, atMs } = input;
    const authorizedCents = state === "authorized" ? amountCents : 0;
    insert.run(orderNumber, paymentId, idempotencyKey, state, authorizedCents, 0, 0, atMs);
    const payment = readPayment(findById.get(paymentId) as Row);
    appendEvent(payment, state, atMs, amountCents);
    return payment;
  };
  const apply = (payment: Payment, decision: Decision, kind: string, atMs: number, cents: number): PaymentAnswer => {
    if (decision.kind === "refused") return decision;
    if (decision.kind === "same") return { kind: "done", payment };
    const { state, capturedCents, refundedCents, paymentId } = decision.payment;
    update.run(state, capturedCents, refundedCents, paymentId);
    appendEvent(payment, kind, atMs, cents);
    return { kind: "done", payment: decision.payment };
  };
  const changeById = (input: PaymentChange, kind: string, decide: (payment: Payment) => Decision): PaymentAnswer => {
    const row = findById.get(input.paymentId) as Row | undefined;
    if (!row) return { kind: "unknown-payment" };
    const payment = readPayment(row);
    return apply(payment, decide(payment), kind, input.atMs, input.amountCents);
  };

  return {
    authorize: (input: Authorization): PaymentAnswer => {
      const row = findByKey.get(input.idempotencyKey) as Row | undefined;
      if (!row) return { kind: "done", payment: create(input, input.isDeclined ? "declined" : "authorized") };
      const payment = readPayment(row);
      if (payment.state === "voided") return { kind: "refused", says: "this key was voided" };
      const isSame = payment.orderNumber === input.orderNumber && isSameAmount(payment, input.amountCents);
      if (!isSame) return { kind: "refused", says: "this key was used for another authorization" };
      return { kind: "done", payment };
    },
    capture: (input: PaymentChange) =>
      changeById(input, "captured", (payment) => decideCapture(payment, input.amountCents)),
    void: (input: PaymentChange) => changeById(input, "voided", decideVoid),
    refund: (input: PaymentChange) =>
      changeById(input, "refunded", (payment) => decideRefund(payment, input.amountCents)),

    /** Voids whatever a key authorized, and bars the key if its authorization is still on its way. */
    voidByKey: (input: Authorization): PaymentAnswer => {
      const row = findByKey.get(input.idempotencyKey) as Row | undefined;
      if (!row) return { kind: "done", payment: create(input, "voided") };
      const payment = readPayment(row);
      return apply(payment, decideVoid(payment), "voided", input.atMs, payment.authorizedCents);
    },
  };
}

export type ProviderOperations = ReturnType<typeof buildOperations>;

type Row = Record<string, string | number>;

function isSameAmount(payment: Payment, amountCents: number): boolean {
  return payment.state === "declined" || payment.authorizedCents === amountCents;
}

function readPayment(row: Row): Payment {
  return {
    orderNumber: String(row.order_number),
    paymentId: String(row.payment_id),
    idempotencyKey: String(row.idempotency_key),
    state: String(row.state) as PaymentState,
    authorizedCents: Number(row.authorized_cents),
    capturedCents: Number(row.captured_cents),
    refundedCents: Number(row.refunded_cents),
    createdAtMs: Number(row.created_at_ms),
  };
}
