/**
 * The steps that made these books what they are; step n brings books of version n - 1 to version n, and a released
 * step is never changed. The first column of every table about orders is the number that the customer saw. Nothing here
 * forbids a lost or a doubled order (no foreign keys, no UNIQUE on keys, DELETE is allowed): the books must be able to
 * show the bugs that an audit has to find.
 */
export const schemaSteps: readonly string[] = [
  `
CREATE TABLE orders (
  order_number TEXT PRIMARY KEY, idempotency_key TEXT NOT NULL, account TEXT NOT NULL, total_cents INTEGER NOT NULL,
  currency TEXT NOT NULL, state TEXT NOT NULL, payment_id TEXT, placed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_by_key ON orders (idempotency_key);
CREATE INDEX orders_to_capture ON orders (placed_at_ms) WHERE state = 'placed';
CREATE TABLE order_lines (
  order_number TEXT NOT NULL, line INTEGER NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL,
  quantity INTEGER NOT NULL, unit_cents INTEGER NOT NULL
) STRICT;
CREATE INDEX lines_by_order ON order_lines (order_number, line);
CREATE TABLE order_events (
  order_number TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, detail TEXT
) STRICT;
CREATE INDEX events_by_order ON order_events (order_number, sequence);
CREATE TABLE payment_intents (
  order_number TEXT PRIMARY KEY, total_cents INTEGER NOT NULL, at_ms INTEGER NOT NULL
) STRICT;
`,
  `
ALTER TABLE orders ADD COLUMN discount_cents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN voucher_code TEXT;
ALTER TABLE orders ADD COLUMN parcel_number TEXT;
ALTER TABLE orders ADD COLUMN next_step_at_ms INTEGER;
ALTER TABLE orders ADD COLUMN is_refund_due INTEGER NOT NULL DEFAULT 0;
CREATE INDEX orders_to_fulfil ON orders (next_step_at_ms) WHERE next_step_at_ms IS NOT NULL;
CREATE INDEX orders_to_refund ON orders (placed_at_ms) WHERE is_refund_due = 1;
UPDATE orders SET next_step_at_ms = placed_at_ms WHERE state = 'paid';
ALTER TABLE order_lines ADD COLUMN category_slug TEXT NOT NULL DEFAULT '';
ALTER TABLE order_lines ADD COLUMN kind TEXT NOT NULL DEFAULT 'physical';
UPDATE order_lines SET category_slug = substr(product_id, 1, length(product_id) - 3);
ALTER TABLE payment_intents ADD COLUMN demands TEXT NOT NULL DEFAULT '[]';
ALTER TABLE payment_intents ADD COLUMN is_to_void INTEGER NOT NULL DEFAULT 0;
CREATE INDEX intents_to_void ON payment_intents (at_ms) WHERE is_to_void = 1;
CREATE TABLE messages (
  order_number TEXT NOT NULL, at_ms INTEGER NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_order ON messages (order_number);
CREATE TABLE voucher_uses (
  order_number TEXT PRIMARY KEY, code TEXT NOT NULL, account TEXT NOT NULL, discount_cents INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX voucher_uses_by_account ON voucher_uses (account, code);
CREATE TABLE promotions (code TEXT PRIMARY KEY, spent_cents INTEGER NOT NULL) STRICT;
CREATE TABLE stock (
  product_id TEXT PRIMARY KEY, initial INTEGER NOT NULL, available INTEGER NOT NULL CHECK (available >= 0)
) STRICT;
`,
  // Orders that were taken before their payment. The card's token is there exactly while the order waits.
  `
CREATE TABLE deferrals (
  order_number TEXT PRIMARY KEY, taken_at_ms INTEGER NOT NULL, due_at_ms INTEGER NOT NULL, completed_at_ms INTEGER,
  card_token TEXT
) STRICT;
CREATE INDEX deferrals_waiting ON deferrals (taken_at_ms) WHERE card_token IS NOT NULL;
CREATE INDEX deferrals_due ON deferrals (due_at_ms) WHERE card_token IS NOT NULL;
`,
];
