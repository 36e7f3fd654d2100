// What a deal came to in drills of one plan, and what a defence averted of its damage.
import { isAfterDeal } from "../../scenarios/plan.ts";
import type { AuditTerms } from "../audit/audit-terms.ts";
import type { Books } from "../audit/books.ts";
import type { ValuedCustomer } from "../audit/customer-value.ts";
import { listDamagingOrders } from "../audit/damage.ts";
import { buildOwnerFinder } from "../deal/ground-truth.ts";
import type { ComparedDeal, Interval } from "../record/comparison.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { RunRecord } from "../record/run-record.ts";
import { type Column, computeDifferenceInterval, resampleSums, subtractColumn } from "./resample.ts";

const readers = "deal-readers";

/** Raw cents of damage by customer's number; null where nobody knows what the shop was told of its vouchers. */
export function computeDamageByCustomer(
  histories: readonly CustomerHistory[],
  books: Books,
  terms: AuditTerms,
): ReadonlyMap<number, number> | null {
  const orders = listDamagingOrders(histories, books, terms);
  if (orders === null) return null;
  const findOwner = buildOwnerFinder(histories);
  const cents = new Map<number, number>();
  for (const order of orders) {
    const owner = findOwner(order)?.customer;
    if (owner !== undefined) cents.set(owner, (cents.get(owner) ?? 0) + order.details.discountCents);
  }
  return cents;
}

/** Buyers and the deal's customers: who can have a discount. */
function canHaveDiscount({ history }: ValuedCustomer): boolean {
  return history.buys || isAfterDeal({ name: history.population as typeof readers });
}

/** What the deal came to, at full scale; null where the incident has none. */
export function buildComparedDeal(record: RunRecord, valued: readonly ValuedCustomer[] | null): ComparedDeal | null {
  const population = record.populations.find(({ name }) => name === readers);
  if (population === undefined) return null;
  const { damage } = record.recorded;
  return {
    damageCents: damage === undefined ? null : Math.round(damage.total.cents * record.weight),
    uses: damage === undefined ? null : Math.round(damage.total.uses * record.weight),
    readersCame: Math.round(population.came * population.weight),
    readersPlanned: Math.round(population.planned * population.weight),
    turnedAway: countTurnedAway(valued),
  };
}

function countTurnedAway(valued: readonly ValuedCustomer[] | null): number | null {
  const came = (valued ?? []).filter((one) => canHaveDiscount(one) && one.history.cameMinute !== null);
  if (came.length === 0 || came.some(({ history }) => history.firstTurnedAwayMinute === undefined)) return null;
  return Math.round(
    came.reduce((sum, { history }) => (history.firstTurnedAwayMinute === null ? sum : sum + history.weight), 0),
  );
}

/** A drill's damage and the customers that it was drawn with. */
export interface DealDrill {
  readonly valued: readonly ValuedCustomer[] | null;
  readonly damage?: ReadonlyMap<number, number> | null;
}

/**
 * Difference of the damage to the base's, drill minus base, cents at full scale, with the middle 95 % of a seeded bootstrap
 * over the accounts of the plan (a hunter's tabs share one). Null where either drill's damage is not known.
 */
export function compareDamage(base: DealDrill, drill: DealDrill, resamples: number, seed: number): Interval | null {
  const customers = (base.valued ?? []).filter(canHaveDiscount);
  const accounts = [...new Set(customers.map(({ history }) => history.account))];
  if (!base.damage || !drill.damage || accounts.length === 0) return null;
  const rows = new Map(accounts.map((account, index) => [account, index]));
  const sumByAccount = (damage: ReadonlyMap<number, number>): Column => {
    const column = new Float64Array(accounts.length);
    for (const { history } of customers) {
      const row = rows.get(history.account) as number;
      column[row] = (column[row] as number) + (damage.get(history.customer) ?? 0) * history.weight;
    }
    return column;
  };
  const [before, after] = [sumByAccount(base.damage), sumByAccount(drill.damage)];
  const column = subtractColumn(after, before);
  const most = [...before, ...after].reduce((largest, cents) => Math.max(largest, cents), 0);
  const [sums] = resampleSums([column], resamples, seed);
  const { value, low, high } = computeDifferenceInterval(column, sums as Float64Array, most);
  return { value: Math.round(value), low: Math.round(low), high: Math.round(high) };
}
