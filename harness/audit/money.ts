// What the incident cost: sold, lost, regained, gone to a competitor; raw and at full scale.
import type { CustomerHistory } from "../record/customer-history.ts";
import type { MoneyResult, RehearsedMoney } from "../record/drill-result.ts";
import type { Books } from "./books.ts";
import { sumCents, type ValuedCustomer, valueCustomers } from "./customer-value.ts";

/**
 * Money over the customers of the counterfactual (`buys`), in cents: at full scale (weighted) and raw in `rehearsed`.
 * `lost`: value of those who did not buy at their first visit; `regained`: of these, bought later;
 * netLoss = lost − regained = counterfactual − sold, exactly: the disjoint parts (sold at once, sold later, never sold)
 * are rounded once each and added up. `damageCents` is 0 until an incident causes damage. Source: DESIGN.md, money.
 */
export function computeMoney(
  histories: readonly CustomerHistory[],
  books: Books | null,
  currency: string,
): MoneyResult {
  return computeMoneyOf(valueCustomers(histories, books), currency);
}

/** The same over customers that are valued already. */
export function computeMoneyOf(valued: readonly ValuedCustomer[], currency: string): MoneyResult {
  const ours = valued.filter(({ history }) => history.buys);
  return {
    currency,
    ...addUp(ours, ({ history }) => history.weight),
    rehearsed: addUp(ours, () => 1),
  };
}

/** Whether a customer got their order at the first visit. */
export function boughtAtFirstVisit({ sold }: ValuedCustomer): boolean {
  return sold.some((order) => order.visit <= 1);
}

function addUp(ours: readonly ValuedCustomer[], weigh: (customer: ValuedCustomer) => number): RehearsedMoney {
  let soldAtOnce = 0;
  let soldLater = 0;
  let neverSold = 0;
  let defected = 0;
  for (const customer of ours) {
    const weight = weigh(customer);
    if (boughtAtFirstVisit(customer)) soldAtOnce += weight * sumCents(customer.sold);
    else if (customer.sold.length > 0) soldLater += weight * sumCents(customer.sold);
    else {
      neverSold += weight * customer.valueCents;
      if (customer.history.end === "competitor") defected += weight * customer.valueCents;
    }
  }
  const [atOnceCents, laterCents, neverCents] = [soldAtOnce, soldLater, neverSold].map(Math.round) as [
    number,
    number,
    number,
  ];
  return {
    counterfactualCents: atOnceCents + laterCents + neverCents,
    soldCents: atOnceCents + laterCents,
    lostCents: laterCents + neverCents,
    regainedCents: laterCents,
    netLossCents: neverCents,
    defectedCents: Math.round(defected),
    damageCents: 0,
  };
}
