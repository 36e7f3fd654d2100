/** The first column of every table is the number of the order that was paid for. */
const first = `
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

/**
 * What was asked for, to know a key that is used for something else; and the outbox, written with the change that it
 * tells and emptied when the endpoint took it.
 */
const withWebhooks = `
ALTER TABLE payments ADD COLUMN requested_cents INTEGER;
ALTER TABLE payments ADD COLUMN currency TEXT;
ALTER TABLE payments ADD COLUMN card TEXT;
CREATE TABLE webhook_deliveries (
  order_number TEXT NOT NULL, delivery_id INTEGER PRIMARY KEY AUTOINCREMENT, payment_id TEXT NOT NULL,
  sequence INTEGER NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, cents INTEGER NOT NULL,
  attempts INTEGER NOT NULL, is_parked INTEGER NOT NULL
) STRICT;
`;

export const schemaSteps: readonly string[] = [first, withWebhooks];
