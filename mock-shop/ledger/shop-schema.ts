export const schemaVersion = 1;

/**
 * The first column of every table about orders is the number that the customer saw. Nothing here forbids a lost or a
 * doubled order (no foreign keys, no UNIQUE on keys, DELETE is allowed): the books must be able to show the bugs
 * that an audit has to find.
 */
export const schema = `
CREATE TABLE IF NOT EXISTS orders (
  order_number TEXT PRIMARY KEY, idempotency_key TEXT NOT NULL, account TEXT NOT NULL, total_cents INTEGER NOT NULL,
  currency TEXT NOT NULL, state TEXT NOT NULL, payment_id TEXT, placed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_key ON orders (idempotency_key);
CREATE INDEX IF NOT EXISTS orders_to_capture ON orders (placed_at_ms) WHERE state = 'placed';
CREATE TABLE IF NOT EXISTS order_lines (
  order_number TEXT NOT NULL, line INTEGER NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL,
  quantity INTEGER NOT NULL, unit_cents INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS lines_by_order ON order_lines (order_number, line);
CREATE TABLE IF NOT EXISTS order_events (
  order_number TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, detail TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS events_by_order ON order_events (order_number, sequence);
CREATE TABLE IF NOT EXISTS payment_intents (
  order_number TEXT PRIMARY KEY, total_cents INTEGER NOT NULL, at_ms INTEGER NOT NULL
) STRICT;
`;
