import type { DatabaseSync } from "node:sqlite";

export type ShopStatements = ReturnType<typeof prepareShopStatements>;

export function prepareShopStatements(database: DatabaseSync) {
  return {
    findByKey: database.prepare("SELECT order_number FROM orders WHERE idempotency_key = ? LIMIT 1"),
    findOrder: database.prepare("SELECT * FROM orders WHERE order_number = ?"),
    insertOrder: database.prepare("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    setPaid: database.prepare("UPDATE orders SET state = 'paid' WHERE order_number = ? AND state = 'placed'"),
    listUncaptured: database.prepare(
      "SELECT order_number, payment_id, total_cents FROM orders WHERE state = 'placed' AND payment_id IS NOT NULL ORDER BY placed_at_ms LIMIT ?",
    ),
    insertLine: database.prepare("INSERT INTO order_lines VALUES (?, ?, ?, ?, ?, ?)"),
    listLines: database.prepare("SELECT * FROM order_lines WHERE order_number = ? ORDER BY line"),
    insertEvent: database.prepare(
      "INSERT INTO order_events SELECT ?, 1 + (SELECT COUNT(*) FROM order_events WHERE order_number = ?), ?, ?, ?",
    ),
    insertIntent: database.prepare("INSERT INTO payment_intents VALUES (?, ?, ?)"),
    deleteIntent: database.prepare("DELETE FROM payment_intents WHERE order_number = ?"),
    listIntents: database.prepare("SELECT * FROM payment_intents ORDER BY at_ms LIMIT ?"),
    readMeta: database.prepare("SELECT value FROM meta WHERE key = ?"),
    writeMeta: database.prepare(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ),
  };
}
