// What each customer of the counterfactual came to in one drill, as columns that the bootstrap can resample.
import { sumCents, type ValuedCustomer } from "../audit/customer-value.ts";
import type { Column } from "./resample.ts";

/** At full scale: each customer counts by their weight. Money in cents, not rounded. Same order as the customers given. */
export interface CustomerColumns {
  readonly orders: Column;
  readonly soldCents: Column;
  readonly netLossCents: Column;
  readonly customersLost: Column;
}

/** Numbers of the customers who would have bought without the incident, in the order of the history. */
export function listCounterfactual(valued: readonly ValuedCustomer[]): number[] {
  return valued.flatMap(({ history }) => (history.buys ? [history.customer] : []));
}

/**
 * Columns over these customers, by number. Null where one of them is missing from the history. Lost is who has no order in
 * the books that stands: the same customers whose value makes the net loss (DESIGN.md, money).
 */
export function buildCustomerColumns(
  customers: readonly number[],
  valued: readonly ValuedCustomer[],
): CustomerColumns | null {
  const byNumber = new Map(valued.map((one) => [one.history.customer, one]));
  const found = customers.map((customer) => byNumber.get(customer));
  if (found.includes(undefined)) return null;
  const build = (read: (one: ValuedCustomer) => number): Column =>
    Float64Array.from(found as ValuedCustomer[], (one) => one.history.weight * read(one));
  return {
    orders: build(({ sold }) => sold.length),
    soldCents: build(({ sold }) => sumCents(sold)),
    netLossCents: build(({ sold, valueCents }) => (sold.length > 0 ? 0 : valueCents)),
    customersLost: build(({ sold }) => (sold.length > 0 ? 0 : 1)),
  };
}
