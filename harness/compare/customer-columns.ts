// What each customer of the counterfactual came to in one drill, as columns that the bootstrap can resample.
import { sumCents, type ValuedCustomer } from "../audit/customer-value.ts";
import type { Column } from "./resample.ts";

/** At full scale: each customer counts by their weight. Money in cents, not rounded. Same order as the customers given. */
export interface CustomerColumns {
  readonly weights: Column;
  readonly orders: Column;
  readonly soldCents: Column;
  readonly netLossCents: Column;
  readonly customersLost: Column;
}

/** Numbers of the customers who would have bought without the incident, as any of the histories of one plan knows them. */
export function listCounterfactual(histories: readonly (readonly ValuedCustomer[] | null)[]): number[] {
  const numbers = histories.flatMap((valued) =>
    (valued ?? []).flatMap(({ history }) => (history.buys ? [history.customer] : [])),
  );
  return [...new Set(numbers)];
}

/**
 * Columns over these customers, by number. Null where there are none, or one of them is missing from the history. Lost is who has no order in
 * the books that stands: the same customers whose value makes the net loss (DESIGN.md, money).
 */
export function buildCustomerColumns(
  customers: readonly number[],
  valued: readonly ValuedCustomer[] | null,
): CustomerColumns | null {
  if (valued === null || customers.length === 0) return null;
  const byNumber = new Map(valued.map((one) => [one.history.customer, one]));
  const found = customers.map((customer) => byNumber.get(customer));
  if (found.includes(undefined)) return null;
  const build = (read: (one: ValuedCustomer) => number): Column =>
    Float64Array.from(found as ValuedCustomer[], (one) => one.history.weight * read(one));
  return {
    weights: build(() => 1),
    orders: build(({ sold }) => sold.length),
    soldCents: build(({ sold }) => sumCents(sold)),
    netLossCents: build(({ sold, valueCents }) => (sold.length > 0 ? 0 : valueCents)),
    customersLost: build(({ sold }) => (sold.length > 0 ? 0 : 1)),
  };
}

/** What a difference is computed of. */
export const differenceNames = ["orders", "soldCents", "netLossCents", "customersLost"] as const;
export type DifferenceName = (typeof differenceNames)[number];

/**
 * The largest that one customer's difference between two drills of these customers can be, by column, at full scale: the
 * orders and the money of the customer with most of them in either drill; one customer at the largest weight.
 */
export function findLargestEffects(one: CustomerColumns, other: CustomerColumns): Record<DifferenceName, number> {
  const most = (read: (columns: CustomerColumns, index: number) => number) =>
    [one, other].reduce(
      (largest, columns) => columns.weights.reduce((found, _, index) => Math.max(found, read(columns, index)), largest),
      0,
    );
  const customersLost = most(({ weights }, i) => weights[i] as number);
  const orders = Math.max(
    customersLost,
    most((columns, i) => columns.orders[i] as number),
  );
  // Who bought has no net loss, who did not is worth what they would have bought.
  const cents = most(({ soldCents, netLossCents }, i) => (soldCents[i] as number) + (netLossCents[i] as number));
  return { orders, soldCents: cents, netLossCents: cents, customersLost };
}
