import type { Order, OrderStart, VoucherRefusal } from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";

// The cap of a voucher per account, in two forms.
//
// BROKEN, read-then-write: the shop asks `countVoucherUses` in a transaction of its own, decides, and the use is
// written by `useVoucher` when the order is placed. Between the two there is a payment. Orders that are placed at the
// same time all read the count from before, and all get the discount.
//
// RIGHT, atomic: `reserveVoucher` counts and writes in one transaction, before money is asked for. There is one
// writer, so the second of two parallel orders sees the first one's reservation.

/** BROKEN, first half: how often this account used it until now. */
export function countVoucherUses(sql: ShopStatements, account: string, code: string): number {
  return Number(sql.countVoucherUses.get(account, code)?.count);
}

/**
 * BROKEN, second half: whatever was read before, the use is written; one that was reserved is only marked. While an
 * order is deferred, its use stays reserved.
 */
export function useVoucher(sql: ShopStatements, order: Order): void {
  const { orderNumber, account, voucherCode, discountCents, placedAtMs, state } = order;
  if (voucherCode === null) return;
  if (!sql.findVoucherUse.get(orderNumber)) {
    writeUse(sql, { orderNumber, account, code: voucherCode, discountCents, atMs: placedAtMs });
  }
  if (state !== "deferred") sql.setVoucherUse.run("used", orderNumber);
}

/** RIGHT: counts and reserves at once. Budgets, where there are some, are always decided like this. */
export function reserveVoucher(sql: ShopStatements, start: OrderStart): VoucherRefusal | undefined {
  const { voucher, orderNumber, account, atMs } = start;
  if (voucher === null) return undefined;
  const { code, discountCents, capPerAccount, promotionBudgetCents, allBudgetCents, isCapAtomic } = voucher;
  if (isCapAtomic && countVoucherUses(sql, account, code) >= capPerAccount) return "cap";
  const spentCents = Number(sql.findPromotion.get(code)?.spent_cents ?? 0);
  if (promotionBudgetCents !== null && spentCents + discountCents > promotionBudgetCents) return "budget";
  const allSpentCents = Number(sql.sumPromotions.get()?.spent_cents);
  if (allBudgetCents !== null && allSpentCents + discountCents > allBudgetCents) return "all-spent";
  if (isCapAtomic || promotionBudgetCents !== null || allBudgetCents !== null) {
    writeUse(sql, { orderNumber, account, code, discountCents, atMs });
  }
  return undefined;
}

/** The order was not placed, or only deferred: the account may use the voucher again. */
export function releaseVoucher(sql: ShopStatements, orderNumber: string): void {
  const use = sql.findVoucherUse.get(orderNumber);
  if (use?.state !== "reserved") return;
  sql.spendPromotion.run(String(use.code), -Number(use.discount_cents));
  sql.deleteVoucherUse.run(orderNumber);
}

/** The order was cancelled: the promotion has its money back, but the account used the voucher up. */
export function cancelVoucher(sql: ShopStatements, orderNumber: string): void {
  const use = sql.findVoucherUse.get(orderNumber);
  if (use?.state !== "used") return;
  sql.spendPromotion.run(String(use.code), -Number(use.discount_cents));
  sql.setVoucherUse.run("cancelled", orderNumber);
}

interface VoucherUse {
  readonly orderNumber: string;
  readonly account: string;
  readonly code: string;
  readonly discountCents: number;
  readonly atMs: number;
}

function writeUse(sql: ShopStatements, { orderNumber, account, code, discountCents, atMs }: VoucherUse): void {
  sql.insertVoucherUse.run(orderNumber, code, account, discountCents, atMs);
  sql.spendPromotion.run(code, discountCents);
}
