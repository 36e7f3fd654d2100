import type { DatabaseSync } from "node:sqlite";
import type { Currency } from "../rules/cents.ts";
import {
  type Decision,
  decideCapture,
  decideRefund,
  decideVoid,
  type Payment,
  type PaymentState,
} from "./payment-rules.ts";

export interface Authorization {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly idempotencyKey: string;
  readonly amountCents: number;
  readonly currency: Currency;
  /** The token, also when the number was sent: one card is one card. */
  readonly card: string;
  readonly isDeclined: boolean;
  readonly atMs: number;
}

export type VoidByKey = Pick<Authorization, "orderNumber" | "paymentId" | "idempotencyKey" | "atMs">;

export interface PaymentChange {
  readonly paymentId: string;
  readonly amountCents: number;
  readonly atMs: number;
}

/** `isNew` is false when the call had been made before, and changed nothing. */
export type PaymentAnswer =
  | { readonly kind: "done"; readonly payment: Payment; readonly isNew: boolean }
  | { readonly kind: "refused"; readonly says: string }
  | { readonly kind: "unknown-payment" };

/** What can be asked about payments. The only writer, so a repeated key is decided without a race. */
export function buildPaymentOperations(database: DatabaseSync) {
  const findById = database.prepare("SELECT * FROM payments WHERE payment_id = ?");
  const findByKey = database.prepare("SELECT * FROM payments WHERE idempotency_key = ?");
  const list = database.prepare("SELECT * FROM payments WHERE rowid > ? ORDER BY rowid LIMIT ?");
  const findPlace = database.prepare("SELECT rowid AS place FROM payments WHERE payment_id = ?");
  const { create, change } = prepareWrites(database);

  const find = (paymentId: string): Payment | undefined => {
    const row = findById.get(paymentId) as Row | undefined;
    return row && readPayment(row);
  };
  const apply = (
    payment: Payment,
    decision: Decision,
    kind: PaymentState,
    atMs: number,
    cents: number,
  ): PaymentAnswer => {
    if (decision.kind === "refused") return decision;
    if (decision.kind === "same") return { kind: "done", payment, isNew: false };
    change(decision.payment, kind, atMs, cents);
    return { kind: "done", payment: decision.payment, isNew: true };
  };
  const changeById = (
    input: PaymentChange,
    kind: PaymentState,
    decide: (payment: Payment) => Decision,
  ): PaymentAnswer => {
    const payment = find(input.paymentId);
    if (!payment) return { kind: "unknown-payment" };
    return apply(payment, decide(payment), kind, input.atMs, input.amountCents);
  };
  const capture = (input: PaymentChange): PaymentAnswer =>
    changeById(input, "captured", (payment) => decideCapture(payment, input.amountCents));

  return {
    authorize: (input: Authorization): PaymentAnswer => {
      const row = findByKey.get(input.idempotencyKey) as Row | undefined;
      if (!row) {
        return { kind: "done", payment: create(input, input.isDeclined ? "declined" : "authorized"), isNew: true };
      }
      const payment = readPayment(row);
      if (payment.state === "voided") return { kind: "refused", says: "this key was voided" };
      if (!isSameRequest(row, input)) return { kind: "refused", says: "this key was used for another authorization" };
      return { kind: "done", payment, isNew: false };
    },
    capture,
    captureMany: (input: { captures: readonly PaymentChange[] }): PaymentAnswer[] => input.captures.map(capture),
    void: (input: PaymentChange) => changeById(input, "voided", decideVoid),
    refund: (input: PaymentChange) =>
      changeById(input, "refunded", (payment) => decideRefund(payment, input.amountCents)),

    /** Voids whatever a key authorized, and bars the key if its authorization is still on its way. */
    voidByKey: (input: VoidByKey): PaymentAnswer => {
      const row = findByKey.get(input.idempotencyKey) as Row | undefined;
      if (!row) return { kind: "done", payment: create(input, "voided"), isNew: true };
      const payment = readPayment(row);
      return apply(payment, decideVoid(payment), "voided", input.atMs, payment.authorizedCents);
    },

    /** In order of creation, those after one (null: from the first); null when there is no such payment. */
    listPayments: (input: { after: string | null; limit: number }): Payment[] | null => {
      const place = input.after === null ? 0 : findPlace.get(input.after)?.place;
      return place === undefined ? null : list.all(place, input.limit).map((row) => readPayment(row as Row));
    },
  };
}

/** Each change is an update, an event of the history and, where somebody asked for webhooks, an entry of the outbox. */
function prepareWrites(database: DatabaseSync) {
  const insert = database.prepare("INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const update = database.prepare(
    "UPDATE payments SET state = ?, captured_cents = ?, refunded_cents = ? WHERE payment_id = ?",
  );
  const countEvents = database.prepare("SELECT COUNT(*) AS count FROM payment_events WHERE payment_id = ?");
  const insertEvent = database.prepare("INSERT INTO payment_events VALUES (?, ?, ?, ?, ?, ?)");
  const insertDelivery = database.prepare(
    "INSERT INTO webhook_deliveries SELECT ?, NULL, ?, ?, ?, ?, ?, 0, 0 WHERE EXISTS (SELECT 1 FROM meta WHERE key = 'webhook_url')",
  );
  const append = (payment: Payment, sequence: number, kind: PaymentState, atMs: number, cents: number): void => {
    const { orderNumber, paymentId } = payment;
    insertEvent.run(orderNumber, paymentId, sequence, kind, atMs, cents);
    insertDelivery.run(orderNumber, paymentId, sequence, kind, atMs, cents);
  };
  return {
    create: (input: Authorization | VoidByKey, state: PaymentState): Payment => {
      const { orderNumber, paymentId, idempotencyKey, atMs } = input;
      const asked = "amountCents" in input ? input : undefined;
      const amountCents = asked?.amountCents ?? 0;
      const payment: Payment = {
        orderNumber,
        paymentId,
        idempotencyKey,
        state,
        authorizedCents: state === "authorized" ? amountCents : 0,
        capturedCents: 0,
        refundedCents: 0,
        createdAtMs: atMs,
      };
      const request = [asked?.amountCents ?? null, asked?.currency ?? null, asked?.card ?? null];
      insert.run(orderNumber, paymentId, idempotencyKey, state, payment.authorizedCents, 0, 0, atMs, ...request);
      append(payment, 1, state, atMs, amountCents);
      return payment;
    },
    change: (payment: Payment, kind: PaymentState, atMs: number, cents: number): void => {
      update.run(payment.state, payment.capturedCents, payment.refundedCents, payment.paymentId);
      append(payment, 1 + Number(countEvents.get(payment.paymentId)?.count), kind, atMs, cents);
    },
  };
}

type Row = Record<string, string | number | null>;

/** Payments from before the second version of these books did not keep currency and card. */
function isSameRequest(row: Row, input: Authorization): boolean {
  const requested = row.requested_cents ?? (row.state === "declined" ? input.amountCents : row.authorized_cents);
  return (
    row.order_number === input.orderNumber &&
    requested === input.amountCents &&
    (row.currency ?? input.currency) === input.currency &&
    (row.card ?? input.card) === input.card
  );
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
