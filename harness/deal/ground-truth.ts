// What only the harness knows: who placed each order, and whether they came for the deal.
import { isAfterDeal } from "../../scenarios/plan.ts";
import type { BookOrder } from "../audit/books.ts";
import { type DiscountedOrder, listDiscounted } from "../audit/discount-origins.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import { isRightful, type VoucherTerms } from "./voucher-terms.ts";

/**
 * `affected`: somebody who came for the deal, and a discount that the voucher was not meant to give. `windfall`: such a
 * discount, and a buyer. `good`: any other order of a buyer. `other`: the rest; nobody is known to have placed some of them.
 */
export type OrderTruth = "affected" | "windfall" | "good" | "other";

/** The truth about each order of the books, by number. An order belongs to who used its key, else to who was shown its number. */
export function findTruths(
  orders: readonly BookOrder[],
  histories: readonly CustomerHistory[],
  vouchers: readonly VoucherTerms[],
): Map<string, OrderTruth> {
  const findOwner = buildOwnerFinder(histories);
  const discounted = new Map(listDiscounted(orders).map((order) => [order.orderNumber, order]));
  return new Map(
    orders.map((order) => {
      const undeserved = isUndeserved(discounted.get(order.orderNumber), vouchers);
      return [order.orderNumber, judge(findOwner(order), undeserved)];
    }),
  );
}

/** Accounts of all who came and could have had a discount: buyers and the deal's customers, with those they changed to. */
export function listAccounts(histories: readonly CustomerHistory[]): Set<string> {
  const came = histories.filter(
    ({ population, buys, cameMinute }) =>
      cameMinute !== null && (buys || isAfterDeal({ name: population as "hunters" })),
  );
  return new Set(
    came.flatMap(({ account, attempts }) => [account, ...attempts.flatMap((attempt) => attempt.account ?? [])]),
  );
}

/** A discount that the voucher was not meant to give; false without a discount. */
export function isUndeserved(order: DiscountedOrder | undefined, vouchers: readonly VoucherTerms[]): boolean {
  return order !== undefined && !isRightful(order, vouchers);
}

function judge(owner: CustomerHistory | undefined, undeserved: boolean): OrderTruth {
  if (owner === undefined) return "other";
  if (isAfterDeal({ name: owner.population as "deal-readers" })) return undeserved ? "affected" : "other";
  if (!owner.buys) return "other";
  return undeserved ? "windfall" : "good";
}

/** Who placed an order: who used its key, else who was shown its number. */
export function buildOwnerFinder(
  histories: readonly CustomerHistory[],
): (order: BookOrder) => CustomerHistory | undefined {
  const byKey = new Map<string, CustomerHistory>();
  const byNumber = new Map<string, CustomerHistory>();
  for (const history of histories) {
    for (const { key, orderNumber } of history.attempts) {
      if (key !== "" && !byKey.has(key)) byKey.set(key, history);
      if (orderNumber !== null && !byNumber.has(orderNumber)) byNumber.set(orderNumber, history);
    }
  }
  return ({ key, orderNumber }) => byKey.get(key) ?? byNumber.get(orderNumber);
}
