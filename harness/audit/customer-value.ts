// What each customer's basket was worth, and what of it was sold, at which visit and when.
import type { Assumption } from "../../scenarios/incident.ts";
import type { CustomerHistory, OrderAttempt } from "../record/customer-history.ts";
import type { BookOrder, Books } from "./books.ts";
import { isAcknowledged, isIndeterminate } from "./order-claims.ts";

/** An order sold to a customer. `startedMinute`: of the place-order step that bought it. Cents raw. */
export interface SoldOrder {
  readonly orderNumber: string;
  readonly cents: number;
  readonly visit: number;
  readonly startedMinute: number;
  readonly isAcknowledged: boolean;
}

/** A customer with what they were worth. Cents raw; `valuedBy`: where the value comes from. */
export interface ValuedCustomer {
  readonly history: CustomerHistory;
  readonly sold: readonly SoldOrder[];
  readonly valueCents: number;
  readonly valuedBy: "sold" | "seen" | "listed" | "mean-of-sold";
}

/**
 * Value of a customer: the sum of their orders in the books (neither cancelled nor still deferred: a promise is no sale), else the last total they saw, else the price
 * list's, else the mean of sold baskets (raw, of counterfactual customers, rounded to a cent; 0 when nothing was sold).
 * An order belongs to who used its key; an order with a key nobody used, to who was shown its number. Without books the
 * customers' acknowledged orders stand in for them. Source: DESIGN.md, money.
 */
export function valueCustomers(histories: readonly CustomerHistory[], books: Books | null): ValuedCustomer[] {
  const find = books === null ? null : buildOrderFinder(histories, books);
  const sold = histories.map((history) => (find === null ? listShownOrders(history) : find(history)));
  const baskets = sold
    .filter((orders, index) => orders.length > 0 && histories[index]?.buys === true)
    .map((orders) => sumCents(orders));
  const meanCents =
    baskets.length === 0 ? 0 : Math.round(baskets.reduce((sum, cents) => sum + cents, 0) / baskets.length);
  return histories.map((history, index) => {
    const orders = sold[index] ?? [];
    if (orders.length > 0) return { history, sold: orders, valueCents: sumCents(orders), valuedBy: "sold" };
    if (history.seenCents !== null) return { history, sold: [], valueCents: history.seenCents, valuedBy: "seen" };
    if (history.listCents !== null) return { history, sold: [], valueCents: history.listCents, valuedBy: "listed" };
    return { history, sold: [], valueCents: meanCents, valuedBy: "mean-of-sold" };
  });
}

/** The assumption behind customers of the counterfactual whose value is the mean of sold baskets; none without such. */
export function listValueAssumptions(valued: readonly ValuedCustomer[], currency: string): Assumption[] {
  const guessed = valued.filter(({ history, valuedBy }) => history.buys && valuedBy === "mean-of-sold");
  const [first] = guessed;
  if (first === undefined) return [];
  const buyers = valued.filter(({ history }) => history.buys).length;
  return [
    {
      id: "mean-basket-value",
      value: first.valueCents / 100,
      unit: currency,
      why: `${guessed.length} of ${buyers} rehearsed customers who would have bought saw no total and have no price in the list read before the drill: each is valued at the mean of the baskets that were sold`,
    },
  ];
}

/** Sum of orders in raw cents. */
export function sumCents(orders: readonly SoldOrder[]): number {
  return orders.reduce((sum, order) => sum + order.cents, 0);
}

function buildOrderFinder(
  histories: readonly CustomerHistory[],
  books: Books,
): (history: CustomerHistory) => SoldOrder[] {
  const usedKeys = new Set(histories.flatMap((history) => history.attempts.map((attempt) => attempt.key)));
  const byKey = new Map<string, BookOrder[]>();
  const strayByNumber = new Map<string, BookOrder>();
  for (const order of books.orders) {
    if (order.state === "cancelled" || order.state === "deferred") continue;
    if (!usedKeys.has(order.key)) strayByNumber.set(order.orderNumber, order);
    else byKey.set(order.key, [...(byKey.get(order.key) ?? []), order]);
  }
  const taken = new Set<string>();
  return (history) => {
    const sold: SoldOrder[] = [];
    for (const key of new Set(history.attempts.map((attempt) => attempt.key))) {
      const attempts = history.attempts.filter((attempt) => attempt.key === key);
      const stray = attempts.flatMap(({ orderNumber }) =>
        orderNumber === null ? [] : [strayByNumber.get(orderNumber)],
      );
      for (const order of [...(byKey.get(key) ?? []), ...stray]) {
        if (order === undefined || taken.has(order.orderNumber)) continue;
        taken.add(order.orderNumber);
        sold.push(buildSoldOrder(order, attempts));
      }
    }
    return sold;
  };
}

/** The attempt that bought an order: the one that showed it, else the first of unknown end, else the first. */
function buildSoldOrder(order: BookOrder, attempts: readonly OrderAttempt[]): SoldOrder {
  const shown =
    attempts.find((attempt) => attempt.orderNumber === order.orderNumber) ??
    attempts.find((attempt) => attempt.orderNumber === null && isAcknowledged(attempt));
  const buying = shown ?? attempts.find((attempt) => isIndeterminate(attempt.outcome)) ?? (attempts[0] as OrderAttempt);
  return {
    orderNumber: order.orderNumber,
    cents: order.totalCents,
    visit: buying.visit,
    startedMinute: buying.startedMinute,
    isAcknowledged: shown !== undefined,
  };
}

function listShownOrders(history: CustomerHistory): SoldOrder[] {
  const sold = new Map<string, SoldOrder>();
  for (const attempt of history.attempts) {
    if (!isAcknowledged(attempt) || attempt.outcome === "deferred") continue;
    const orderNumber = attempt.orderNumber ?? `key ${attempt.key}`;
    if (sold.has(orderNumber)) continue;
    const cents = attempt.totalCents ?? history.seenCents ?? 0;
    sold.set(orderNumber, {
      orderNumber,
      cents,
      visit: attempt.visit,
      startedMinute: attempt.startedMinute,
      isAcknowledged: true,
    });
  }
  return [...sold.values()];
}
