// Orders and money over time: what the facts of an incident ask. Weighted cents are rounded once; minutes are [from, to).
import type { CustomerHistory } from "../record/customer-history.ts";
import { sumCents, type ValuedCustomer } from "./customer-value.ts";
import { boughtAtFirstVisit } from "./money.ts";

/** Raw number of orders, and their value in weighted cents. */
export interface OrderSum {
  readonly orders: number;
  readonly cents: number;
}

/** Acknowledged orders in the books whose place-order step started in [from, to); of all populations. */
export function sumSoldBetween(valued: readonly ValuedCustomer[], fromMinute: number, toMinute: number): OrderSum {
  let orders = 0;
  let cents = 0;
  for (const { history, sold } of valued) {
    for (const order of sold) {
      if (!order.isAcknowledged || !isWithin(order.startedMinute, fromMinute, toMinute)) continue;
      orders++;
      cents += history.weight * order.cents;
    }
  }
  return { orders, cents: Math.round(cents) };
}

/** Orders that the counterfactual places in [from, to): one a customer who buys, at the value of `valueCustomers`. */
export function sumCounterfactualBetween(
  valued: readonly ValuedCustomer[],
  fromMinute: number,
  toMinute: number,
): OrderSum {
  const placed = valued.filter(
    ({ history }) => history.buys && isWithin(history.counterfactualMinute, fromMinute, toMinute),
  );
  return { orders: placed.length, cents: sumWeighted(placed, (customer) => customer.valueCents) };
}

/** Weighted value of customers whose first visit failed in [from, to) and who did not buy at it. */
export function sumLostBetween(valued: readonly ValuedCustomer[], fromMinute: number, toMinute: number): number {
  const lost = valued.filter(
    (customer) =>
      customer.history.buys &&
      !boughtAtFirstVisit(customer) &&
      isWithin(findFailureMinute(customer.history), fromMinute, toMinute),
  );
  return sumWeighted(lost, (customer) => customer.valueCents);
}

/** Weighted cents sold in [from, to), at a later visit, to customers who did not get their order at the first. */
export function sumRegainedBetween(valued: readonly ValuedCustomer[], fromMinute: number, toMinute: number): number {
  const late = valued.filter((customer) => customer.history.buys && !boughtAtFirstVisit(customer));
  return sumWeighted(late, ({ sold }) =>
    sumCents(sold.filter((order) => isWithin(order.startedMinute, fromMinute, toMinute))),
  );
}

/** Customers who met a failed step before `beforeMinute` and bought in [from, to), at a later visit; raw. */
export function countBoughtAfterFailing(
  valued: readonly ValuedCustomer[],
  fromMinute: number,
  toMinute: number,
  beforeMinute: number,
): number {
  const returned = valued.filter(({ history, sold }) => {
    const failureMinute = findFailureMinute(history);
    if (failureMinute === null || failureMinute >= beforeMinute) return false;
    return sold.some((order) => order.visit >= 2 && isWithin(order.startedMinute, fromMinute, toMinute));
  });
  return returned.length;
}

/** When each customer saw a first error page, in order of time; each stands for `weight` customers. */
export function listFirstErrors(histories: readonly CustomerHistory[]): { minute: number; weight: number }[] {
  return histories
    .flatMap(({ firstErrorMinute, weight }) =>
      firstErrorMinute === null ? [] : [{ minute: firstErrorMinute, weight }],
    )
    .sort((a, b) => a.minute - b.minute);
}

/**
 * When a customer's first visit failed: start of its last bad step, on any page; without one, the end of a customer who left
 * because it was slow. Null if it did not fail.
 */
export function findFailureMinute(history: CustomerHistory): number | null {
  return history.firstVisitFailedMinute ?? (history.end === "left-slow" ? history.endMinute : null);
}

function sumWeighted(customers: readonly ValuedCustomer[], pick: (customer: ValuedCustomer) => number): number {
  return Math.round(customers.reduce((sum, customer) => sum + customer.history.weight * pick(customer), 0));
}

function isWithin(minute: number | null, fromMinute: number, toMinute: number): boolean {
  return minute !== null && minute >= fromMinute && minute < toMinute;
}
