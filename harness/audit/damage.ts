// What a voucher bug cost, by the books and by what was drilled.
import type { CustomerHistory } from "../record/customer-history.ts";
import type { DamageReport, DiscountSum } from "../record/damage-report.ts";
import type { MoneyResult } from "../record/drill-result.ts";
import { type AuditTerms, unknownTerms } from "./audit-terms.ts";
import { buildBookTerms } from "./book-terms.ts";
import type { BookOrder, Books } from "./books.ts";
import { type DiscountedOrder, findDiscountOrigin, listDiscounted } from "./discount-origins.ts";
import { listUsesOverCap } from "./discounts-over-cap.ts";
import { isGone } from "./order-way.ts";

/**
 * Discounts that the drilled bug explains and the shop's rules do not, and those over the cap where nothing enforced it;
 * raw counts and cents. What nothing explains is a violation (`wrong-discount`) and no damage. Null where the record does
 * not tell what the shop was told of its vouchers.
 */
export function computeDamage(
  histories: readonly CustomerHistory[],
  books: Books,
  terms: AuditTerms = unknownTerms,
): DamageReport | null {
  const sorted = sortDiscounts(histories, books, terms);
  if (sorted === null) return null;
  const { byTrick, byBanner, unknown, undeserved, overCap, total } = sorted;
  const isSunk = ({ details }: DiscountedOrder) => isGone(details.events);
  const isRecovered = (order: DiscountedOrder) => order.state === "cancelled" && !isSunk(order);
  return {
    undeserved: sum(undeserved),
    byTrick: sum(byTrick),
    byBanner: sum(byBanner),
    overCap: sum(overCap),
    total: sum(total),
    firstOrderNumber: findOldest(total)?.orderNumber ?? null,
    accounts: countAccounts(undeserved),
    freeOrders: undeserved.filter(({ totalCents }) => totalCents === 0).length,
    sunk: sum(total.filter(isSunk)),
    recovered: sum(total.filter(isRecovered)),
    recoverable: sum(total.filter((order) => !isSunk(order) && !isRecovered(order))),
    notes: unknown.length === 0 ? [] : [describeUnknown(unknown)],
  };
}

/** The orders whose discounts make the damage (`total`), in order of the books; null as `computeDamage` is. */
export function listDamagingOrders(
  histories: readonly CustomerHistory[],
  books: Books,
  terms: AuditTerms,
): readonly DiscountedOrder[] | null {
  return sortDiscounts(histories, books, terms)?.total ?? null;
}

function sortDiscounts(histories: readonly CustomerHistory[], books: Books, terms: AuditTerms) {
  const { promotion } = buildBookTerms(histories, books, terms);
  if (promotion === null) return null;
  const discounted = listDiscounted(books.orders);
  const byOrigin = Map.groupBy(discounted, (order) => findDiscountOrigin(order, promotion));
  const byTrick = byOrigin.get("trick") ?? [];
  const byBanner = byOrigin.get("banner") ?? [];
  const undeserved = new Set([...byTrick, ...byBanner]);
  const tooMany = new Set(promotion.isCapEnforced ? [] : listUsesOverCap(books, promotion).map(listOrderNumber));
  return {
    byTrick,
    byBanner,
    unknown: byOrigin.get("unknown") ?? [],
    undeserved: [...undeserved],
    overCap: discounted.filter(({ orderNumber }) => tooMany.has(orderNumber)),
    total: discounted.filter((order) => undeserved.has(order) || tooMany.has(order.orderNumber)),
  };
}

/** The damage as part of the money: weighted, rounded once; raw in `rehearsed`. Null: nothing is known of any. */
export function addDamage(money: MoneyResult, damage: DamageReport | null, weight: number): MoneyResult {
  if (damage === null) return money;
  const { cents } = damage.total;
  return {
    ...money,
    damageCents: Math.round(cents * weight),
    rehearsed: { ...money.rehearsed, damageCents: cents },
  };
}

function listOrderNumber({ use }: ReturnType<typeof listUsesOverCap>[number]): string {
  return use.orderNumber;
}

function sum(orders: readonly DiscountedOrder[]): DiscountSum {
  return { uses: orders.length, cents: orders.reduce((cents, { details }) => cents + details.discountCents, 0) };
}

function findOldest(orders: readonly DiscountedOrder[]): DiscountedOrder | undefined {
  return orders.toSorted((a, b) => a.details.placedAtMs - b.details.placedAtMs)[0];
}

/** Accounts by how many of these orders they placed. */
export function countAccounts(orders: readonly Pick<BookOrder, "account">[]): DamageReport["accounts"] {
  const counts = [...Map.groupBy(orders, ({ account }) => account).values()].map(({ length }) => length);
  const count = (from: number, to: number) => counts.filter((uses) => uses >= from && uses <= to).length;
  return {
    once: count(1, 1),
    twoToFive: count(2, 5),
    sixToThirty: count(6, 30),
    overThirty: count(31, Number.POSITIVE_INFINITY),
  };
}

function describeUnknown({ length }: readonly DiscountedOrder[]): string {
  const discounts = length === 1 ? "1 discount is" : `${length} discounts are`;
  return `${discounts} against the shop's rules, and nothing tells whether a bug was in at the time`;
}
