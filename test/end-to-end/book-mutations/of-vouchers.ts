// Discounts, their uses and what their promotion has spent. The worst are those where everything else adds up.
import {
  changeOne,
  type DamagedBooks,
  damageOne,
  isCalm,
  type Mutation,
  pick,
  type Row,
  run,
  select,
} from "./mutation.ts";

const anyUse = `SELECT * FROM voucher_uses WHERE state = 'used' ORDER BY order_number`;

/** Changes an order's discount and everything that follows from it: total, use, promotion, payment, and its history. */
function changeDiscount({ ledger, payments }: DamagedBooks, orderNumber: string, byCents: number): void {
  const update = (database: typeof ledger, sql: string) => run(database, sql, byCents, orderNumber);
  run(
    ledger,
    "UPDATE orders SET discount_cents = discount_cents + ?, total_cents = total_cents - ? WHERE order_number = ?",
    byCents,
    byCents,
    orderNumber,
  );
  update(ledger, "UPDATE voucher_uses SET discount_cents = discount_cents + ? WHERE order_number = ?");
  run(
    ledger,
    `UPDATE promotions SET spent_cents = spent_cents + ?
      WHERE code = (SELECT code FROM voucher_uses WHERE order_number = ? AND state = 'used')`,
    byCents,
    orderNumber,
  );
  for (const column of ["authorized_cents", "captured_cents"])
    update(payments, `UPDATE payments SET ${column} = ${column} - ? WHERE order_number = ? AND captured_cents > 0`);
}

/** Gives an order that has none a discount by the first voucher, at the rate that the voucher is worth. */
function giveDiscount(books: DamagedBooks, row: Row): number {
  const [voucher] = books.promotion?.vouchers ?? [];
  if (voucher === undefined) return 0;
  const orderNumber = String(row.order_number);
  const cents = Math.min(voucher.discountCents, Number(row.total_cents));
  run(books.ledger, "UPDATE orders SET voucher_code = ? WHERE order_number = ?", voucher.code, orderNumber);
  run(
    books.ledger,
    "INSERT INTO voucher_uses SELECT order_number, ?, account, 0, placed_at_ms, 'used' FROM orders WHERE order_number = ?",
    voucher.code,
    orderNumber,
  );
  run(books.ledger, "INSERT OR IGNORE INTO promotions VALUES (?, 0)", voucher.code);
  changeDiscount(books, orderNumber, cents);
  return cents;
}

/** Orders without a discount, of which neither articles nor history give a reason for one; none is cancelled. */
const plainOrders = `SELECT * FROM orders WHERE discount_cents = 0 AND total_cents > 0
  AND state NOT IN ('deferred', 'cancelled', 'refunded')
  AND NOT EXISTS (SELECT 1 FROM order_lines WHERE order_lines.order_number = orders.order_number
    AND category_slug IN ('offers', 'own-brand'))
  AND NOT EXISTS (SELECT 1 FROM order_events WHERE order_events.order_number = orders.order_number
    AND kind IN ('basket-voucher-granted', 'basket-voucher-refused', 'basket-removed')) ORDER BY order_number`;

/** Moves an order and its use to another account. */
function moveToAccount({ ledger }: DamagedBooks, orderNumber: string, account: string): void {
  run(ledger, "UPDATE orders SET account = ? WHERE order_number = ?", account, orderNumber);
  run(ledger, "UPDATE voucher_uses SET account = ? WHERE order_number = ?", account, orderNumber);
}

export const mutationsOfVouchers: readonly Mutation[] = [
  {
    name: "a discount is a cent too small, and all sums follow",
    expects: "voucher-value",
    damage: (books) =>
      books.promotion === null
        ? null
        : damageOne(anyUse, (_, orderNumber) => {
            changeDiscount(books, orderNumber, -1);
            return null;
          })(books),
  },
  {
    name: "a discount that nothing explains, and all sums follow",
    expects: "wrong-discount",
    damage: (books) =>
      books.promotion === null
        ? null
        : damageOne(
            plainOrders,
            (_, orderNumber, row) => `order ${orderNumber}, ${giveDiscount(books, row)} cents`,
          )(books),
  },
  {
    name: "a discount whose code nobody typed, the history renumbered",
    expects: "wrong-discount",
    damage: (books) => {
      if (books.promotion === null) return null;
      const typed = select(
        books.ledger,
        `SELECT order_number, sequence, placed_at_ms FROM order_events JOIN orders USING (order_number)
          WHERE kind = 'basket-voucher-granted' AND discount_cents > 0 ORDER BY order_number`,
      ).filter(({ placed_at_ms }) => isCalm(books, Number(placed_at_ms)));
      const row = pick(books, typed);
      if (row === undefined) return null;
      const orderNumber = String(row.order_number);
      const sequence = Number(row.sequence);
      run(
        books.ledger,
        "DELETE FROM order_events WHERE order_number = ? AND kind LIKE 'basket-voucher-%'",
        orderNumber,
      );
      const left = select(
        books.ledger,
        "SELECT rowid FROM order_events WHERE order_number = ? ORDER BY sequence",
        orderNumber,
      );
      for (const [index, { rowid }] of left.entries())
        run(books.ledger, "UPDATE order_events SET sequence = ? WHERE rowid = ?", index + 1, Number(rowid));
      return `order ${orderNumber}, entry ${sequence}`;
    },
  },
  {
    name: "a discount without the article that earned it, and all sums follow",
    expects: "wrong-discount",
    damage: (books) => {
      if (books.promotion === null) return null;
      const rows = select(
        books.ledger,
        "SELECT order_number, placed_at_ms FROM orders WHERE discount_cents > 0 ORDER BY order_number",
      ).filter(({ placed_at_ms }) => isCalm(books, Number(placed_at_ms)));
      const orderNumber = pick(books, rows)?.order_number;
      if (orderNumber === undefined) return null;
      run(books.ledger, "UPDATE order_lines SET category_slug = 'books' WHERE order_number = ?", String(orderNumber));
      return `order ${orderNumber}`;
    },
  },
  {
    name: "a discount while vouchers are switched off, and all sums follow",
    expects: "discount-while-off",
    damage: (books) => {
      const isOff = (atMs: number) => books.offMs.some(([fromMs, untilMs]) => atMs > fromMs && atMs < untilMs);
      const placed = select(books.ledger, plainOrders).filter(({ placed_at_ms }) => isOff(Number(placed_at_ms)));
      const row = pick(books, placed);
      return row === undefined ? null : `order ${row.order_number}, ${giveDiscount(books, row)} cents`;
    },
  },
  {
    name: "the use of a discount is lost",
    expects: "voucher-use",
    damage: changeOne(anyUse, "DELETE FROM voucher_uses WHERE order_number = ?"),
  },
  {
    name: "a use is of a cent more than the discount",
    expects: "voucher-use",
    damage: changeOne(anyUse, "UPDATE voucher_uses SET discount_cents = discount_cents + 1 WHERE order_number = ?"),
  },
  {
    name: "a discount was used an hour before its order",
    expects: "order-times",
    damage: changeOne(anyUse, "UPDATE voucher_uses SET at_ms = at_ms - 3600000 WHERE order_number = ?"),
  },
  {
    name: "a discount was used an hour after its order",
    expects: "order-times",
    damage: changeOne(anyUse, "UPDATE voucher_uses SET at_ms = at_ms + 3600000 WHERE order_number = ?"),
  },
  {
    name: "a promotion has spent a cent that nobody got",
    expects: "promotion-spent",
    damage: (books) => {
      const code = pick(books, select(books.ledger, "SELECT code FROM promotions ORDER BY code"))?.code;
      if (code === undefined) return null;
      run(books.ledger, "UPDATE promotions SET spent_cents = spent_cents + 1 WHERE code = ?", String(code));
      return `promotion ${code}`;
    },
  },
  {
    name: "a discount is held for an attempt to order that was given up",
    expects: "held-by-nobody",
    damage: holdDiscount,
  },
  { name: "the cap of an account is broken by one", expects: "voucher-cap", damage: breakCap },
  { name: "a budget is broken by one discount", expects: "promotion-budget", damage: breakBudget },
];

/** The intent is marked to be voided, which gives everything back; its discount stayed. */
function holdDiscount(books: DamagedBooks): string | null {
  const use = pick(books, select(books.ledger, anyUse));
  if (use === undefined || !books.terms.isSettled) return null;
  const [orderNumber, code, cents] = ["T-9999-000000", String(use.code), Number(use.discount_cents)];
  run(
    books.ledger,
    `INSERT INTO voucher_uses SELECT ?, code, 'somebody@example.test', discount_cents, at_ms, 'reserved'
      FROM voucher_uses WHERE order_number = ?`,
    orderNumber,
    String(use.order_number),
  );
  run(books.ledger, "UPDATE promotions SET spent_cents = spent_cents + ? WHERE code = ?", cents, code);
  run(
    books.ledger,
    `INSERT INTO payment_intents (order_number, total_cents, at_ms, demands, is_to_void)
      SELECT ?, 100, MAX(at_ms), '[]', 1 FROM order_events`,
    orderNumber,
  );
  return `${cents} cents of ${code}`;
}

function breakCap(books: DamagedBooks): string | null {
  if (books.promotion?.isCapEnforced !== true) return null;
  const uses = select(books.ledger, anyUse);
  const first = pick(books, uses);
  if (first === undefined) return null;
  const cap = books.promotion.vouchers.find(({ code }) => code === first.code)?.capPerAccount ?? 0;
  const own = uses.filter(({ account, code }) => account === first.account && code === first.code).length;
  const others = uses.filter(({ account, code }) => account !== first.account && code === first.code);
  const missing = cap + 1 - own;
  if (others.length < missing) return null;
  for (const { order_number } of others.slice(0, missing))
    moveToAccount(books, String(order_number), String(first.account));
  return `account ${first.account}`;
}

/** Gives discounts away until one is too many. */
function breakBudget(books: DamagedBooks): string | null {
  const { promotion } = books;
  const [voucher] = promotion?.vouchers ?? [];
  const budgetCents = promotion?.guardBudgetCents ?? voucher?.promotionBudgetCents ?? null;
  if (voucher === undefined || budgetCents === null) return null;
  const [row] = select(books.ledger, "SELECT SUM(spent_cents) AS cents FROM promotions");
  let spentCents = Number(row?.cents ?? 0);
  let given = 0;
  for (const order of select(books.ledger, plainOrders)) {
    if (spentCents > budgetCents) break;
    spentCents += giveDiscount(books, order);
    given += 1;
  }
  return spentCents > budgetCents ? `${given} discounts more` : null;
}
