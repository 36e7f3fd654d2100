import type { DatabaseSync } from "node:sqlite";
import type { PaymentState } from "../payment-rules.ts";

/** One event that the endpoint has not taken yet. */
export interface Delivery {
  readonly deliveryId: number;
  readonly orderNumber: string;
  readonly paymentId: string;
  /** Counts the events of this payment from 1. */
  readonly sequence: number;
  readonly kind: PaymentState;
  readonly atMs: number;
  readonly cents: number;
  readonly attempts: number;
}

export interface FailedDeliveries {
  readonly deliveryIds: readonly number[];
  readonly attemptLimit: number;
  readonly queueLimit: number;
}

/** What can be asked about the outbox. A parked delivery is kept, and tried again once an endpoint is registered. */
export function buildWebhookOperations(database: DatabaseSync) {
  const readUrl = database.prepare("SELECT value FROM meta WHERE key = 'webhook_url'");
  const writeUrl = database.prepare(
    "INSERT INTO meta (key, value) VALUES ('webhook_url', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const unpark = database.prepare("UPDATE webhook_deliveries SET is_parked = 0, attempts = 0 WHERE is_parked = 1");
  const list = database.prepare(
    "SELECT * FROM webhook_deliveries WHERE delivery_id > ? AND is_parked = 0 ORDER BY delivery_id LIMIT ?",
  );
  const drop = database.prepare("DELETE FROM webhook_deliveries WHERE delivery_id = ?");
  const countFailure = database.prepare(
    "UPDATE webhook_deliveries SET attempts = attempts + 1, is_parked = attempts + 1 >= ? WHERE delivery_id = ?",
  );
  const parkOverflow =
    database.prepare(`UPDATE webhook_deliveries SET is_parked = 1 WHERE is_parked = 0 AND delivery_id <=
    (SELECT delivery_id FROM webhook_deliveries WHERE is_parked = 0 ORDER BY delivery_id DESC LIMIT 1 OFFSET ?)`);
  const countAll = database.prepare(
    "SELECT COUNT(*) AS count, COALESCE(SUM(is_parked), 0) AS parked FROM webhook_deliveries",
  );
  return {
    readWebhookUrl: (_input: null): string | null => {
      const row = readUrl.get();
      return row ? String(row.value) : null;
    },
    registerWebhook: (input: { url: string }): null => {
      writeUrl.run(input.url);
      unpark.run();
      return null;
    },
    listDeliveries: (input: { after: number; limit: number }): Delivery[] =>
      list.all(input.after, input.limit).map((row) => ({
        deliveryId: Number(row.delivery_id),
        orderNumber: String(row.order_number),
        paymentId: String(row.payment_id),
        sequence: Number(row.sequence),
        kind: String(row.kind) as PaymentState,
        atMs: Number(row.at_ms),
        cents: Number(row.cents),
        attempts: Number(row.attempts),
      })),
    dropDeliveries: (input: { deliveryIds: readonly number[] }): null => {
      for (const deliveryId of input.deliveryIds) drop.run(deliveryId);
      return null;
    },
    /** Parks what was tried `attemptLimit` times, and the oldest beyond `queueLimit`. */
    countFailedDeliveries: (input: FailedDeliveries): null => {
      for (const deliveryId of input.deliveryIds) countFailure.run(input.attemptLimit, deliveryId);
      parkOverflow.run(input.queueLimit);
      return null;
    },
    countDeliveries: (_input: null): { pending: number; parked: number } => {
      const { count, parked } = countAll.get() as { count: number; parked: number };
      return { pending: count - parked, parked };
    },
  };
}
