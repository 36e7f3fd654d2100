import type { DatabaseSync, StatementSync } from "node:sqlite";

export type ShopStatements = ReturnType<typeof prepareShopStatements>;

export function prepareShopStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return { ...prepareOrders(prepare), ...prepareDeferrals(prepare), ...prepareMoneyAndStock(prepare) };
}

type Prepare = (sql: string) => StatementSync;

function prepareOrders(prepare: Prepare) {
  return {
    findByKey: prepare("SELECT order_number FROM orders WHERE idempotency_key = ? LIMIT 1"),
    findOrder: prepare("SELECT * FROM orders WHERE order_number = ?"),
    insertOrder: prepare(
      `INSERT INTO orders (order_number, idempotency_key, account, total_cents, currency, state, payment_id, placed_at_ms,
       discount_cents, voucher_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    updateView: prepare(
      `UPDATE orders SET state = ?, payment_id = ?, parcel_number = ?, next_step_at_ms = ?, is_refund_due = ?
       WHERE order_number = ?`,
    ),
    listUncaptured: prepare(
      "SELECT order_number, payment_id, total_cents FROM orders WHERE state = 'placed' ORDER BY placed_at_ms LIMIT ?",
    ),
    countUncaptured: prepare("SELECT COUNT(*) AS count FROM orders WHERE state = 'placed'"),
    listRefundsDue: prepare(
      `SELECT order_number, payment_id, total_cents, EXISTS (SELECT 1 FROM order_events
       WHERE order_events.order_number = orders.order_number AND kind = 'paid') AS is_captured
       FROM orders WHERE is_refund_due = 1 ORDER BY placed_at_ms LIMIT ?`,
    ),
    countRefundsDue: prepare("SELECT COUNT(*) AS count FROM orders WHERE is_refund_due = 1"),
    listStepsDue: prepare(
      "SELECT order_number, state FROM orders WHERE next_step_at_ms <= ? ORDER BY next_step_at_ms LIMIT ?",
    ),
    clearStep: prepare("UPDATE orders SET next_step_at_ms = NULL WHERE order_number = ?"),
    findNextStepAt: prepare("SELECT MIN(next_step_at_ms) AS at_ms FROM orders WHERE next_step_at_ms IS NOT NULL"),
    findLastRow: prepare("SELECT MAX(rowid) AS row FROM orders"),
    listRows: prepare("SELECT rowid AS row, * FROM orders WHERE rowid > ? AND rowid <= ?"),

    insertLine: prepare(
      `INSERT INTO order_lines (order_number, line, product_id, name, quantity, unit_cents, category_slug, kind)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    listLines: prepare(`SELECT * FROM order_lines WHERE order_number = ? ORDER BY line`),
    listKinds: prepare(`SELECT DISTINCT kind FROM order_lines WHERE order_number = ?`),
    listDemands: prepare(`SELECT product_id, quantity FROM order_lines WHERE order_number = ?`),

    insertEvent: prepare("INSERT INTO order_events VALUES (?, ?, ?, ?, ?)"),
    countEvents: prepare(`SELECT MAX(sequence) AS count FROM order_events WHERE order_number = ?`),
    listEvents: prepare(`SELECT kind, at_ms, detail FROM order_events WHERE order_number = ? ORDER BY sequence`),
    insertMessage: prepare("INSERT INTO messages VALUES (?, ?, ?, ?)"),
    listMessages: prepare("SELECT at_ms, subject, body FROM messages WHERE order_number = ? ORDER BY rowid"),
  };
}

function prepareDeferrals(prepare: Prepare) {
  const waiting = "deferrals JOIN orders USING (order_number) WHERE card_token IS NOT NULL AND state = 'deferred'";
  return {
    insertDeferral: prepare("INSERT INTO deferrals VALUES (?, ?, ?, NULL, ?)"),
    findDeferral: prepare("SELECT due_at_ms FROM deferrals WHERE order_number = ?"),
    endDeferral: prepare("UPDATE deferrals SET card_token = NULL, completed_at_ms = ? WHERE order_number = ?"),
    dropToken: prepare("UPDATE deferrals SET card_token = NULL WHERE order_number = ?"),
    listDeferrals: prepare(
      `SELECT order_number, total_cents, currency, card_token, due_at_ms FROM ${waiting} ORDER BY taken_at_ms LIMIT ?`,
    ),
    listOverdue: prepare(`SELECT order_number FROM ${waiting} AND due_at_ms <= ? ORDER BY due_at_ms LIMIT ?`),
    countDeferrals: prepare(`SELECT COUNT(*) AS count FROM ${waiting}`),
  };
}

function prepareMoneyAndStock(prepare: Prepare) {
  return {
    insertIntent: prepare("INSERT INTO payment_intents VALUES (?, ?, ?, ?, 0)"),
    insertIntentToVoid: prepare("INSERT INTO payment_intents VALUES (?, ?, ?, '[]', 1)"),
    findIntent: prepare("SELECT * FROM payment_intents WHERE order_number = ?"),
    deleteIntent: prepare("DELETE FROM payment_intents WHERE order_number = ?"),
    parkIntent: prepare("UPDATE payment_intents SET demands = '[]', is_to_void = 1 WHERE order_number = ?"),
    listOpenIntents: prepare("SELECT order_number FROM payment_intents WHERE is_to_void = 0 LIMIT ?"),
    listIntentsToVoid: prepare("SELECT order_number FROM payment_intents WHERE is_to_void = 1 ORDER BY at_ms LIMIT ?"),
    countIntentsToVoid: prepare("SELECT COUNT(*) AS count FROM payment_intents WHERE is_to_void = 1"),

    insertStock: prepare("INSERT INTO stock VALUES (?, ?, ?) ON CONFLICT (product_id) DO NOTHING"),
    listStock: prepare("SELECT product_id, available, total_changes() AS version FROM stock"),
    findStock: prepare("SELECT available FROM stock WHERE product_id = ?"),
    changeStock: prepare(
      `UPDATE stock SET available = available + ? WHERE product_id = ?
       RETURNING product_id, available, total_changes() AS version`,
    ),

    countVoucherUses: prepare("SELECT COUNT(*) AS count FROM voucher_uses WHERE account = ? AND code = ?"),
    insertVoucherUse: prepare("INSERT INTO voucher_uses VALUES (?, ?, ?, ?, ?, 'reserved')"),
    findVoucherUse: prepare("SELECT * FROM voucher_uses WHERE order_number = ?"),
    setVoucherUse: prepare("UPDATE voucher_uses SET state = ? WHERE order_number = ?"),
    deleteVoucherUse: prepare("DELETE FROM voucher_uses WHERE order_number = ?"),
    findPromotion: prepare("SELECT spent_cents FROM promotions WHERE code = ?"),
    sumPromotions: prepare("SELECT COALESCE(SUM(spent_cents), 0) AS spent_cents FROM promotions"),
    spendPromotion: prepare(
      "INSERT INTO promotions VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET spent_cents = spent_cents + excluded.spent_cents",
    ),

    deleteMeta: prepare("DELETE FROM meta WHERE key = ?"),
    readMeta: prepare("SELECT value FROM meta WHERE key = ?"),
    writeMeta: prepare(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ),
  };
}
