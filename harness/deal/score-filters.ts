// How well filters that see only books find the affected orders, held against the truth that only the harness knows.
import type { BookOrder } from "../audit/books.ts";
import { type DiscountedOrder, listDiscounted } from "../audit/discount-origins.ts";
import { isGone } from "../audit/order-way.ts";
import type { BooksKept, EstimatedAmount, FilterScore } from "../record/deal-report.ts";
import { estimateSums, type Measure } from "./estimate-sums.ts";
import { type OrderFilter, orderFilters } from "./filters.ts";
import { keepFinalBaskets } from "./final-basket.ts";
import type { OrderTruth } from "./ground-truth.ts";
import type { VoucherTerms } from "./voucher-terms.ts";
import { computeWilsonInterval } from "./wilson-interval.ts";

/**
 * What scores are computed from. `asOfMs`: wall clock, epoch ms; what left the shop by then cannot be got back. `accounts`: of
 * all who could have had a discount, whether or not they had one.
 */
export interface ScoreParts {
  readonly orders: readonly BookOrder[];
  readonly vouchers: readonly VoucherTerms[];
  readonly truths: ReadonlyMap<string, OrderTruth>;
  readonly accounts: ReadonlySet<string>;
  readonly asOfMs: number;
  readonly weight: number;
  readonly seed: number;
}

interface Judged {
  readonly order: DiscountedOrder;
  readonly truth: OrderTruth;
  readonly isGone: boolean;
}

interface Selection {
  readonly filter: OrderFilter;
  readonly booksKept: BooksKept;
  readonly selected: ReadonlySet<string>;
}

/** What is added up of each order, raw: `amount` where it `holds`, else 0; `whose`: the orders that it can be of at all. */
interface Column {
  readonly whose: (truth: OrderTruth) => boolean;
  readonly amount: (order: DiscountedOrder) => number;
  readonly holds: (isSelected: boolean, isGone: boolean) => boolean;
}

const discountOf = ({ details }: DiscountedOrder) => details.discountCents;
const isAffected = (truth: OrderTruth) => truth === "affected";
const isGood = (truth: OrderTruth) => truth === "good" || truth === "windfall";

const columns = {
  goodCancelled: { whose: isGood, amount: () => 1, holds: (isSelected, gone) => isSelected && !gone },
  goodCancelledWorthCents: {
    whose: isGood,
    amount: ({ totalCents }) => totalCents,
    holds: (isSelected, gone) => isSelected && !gone,
  },
  savedCents: { whose: isAffected, amount: discountOf, holds: (isSelected, gone) => isSelected && !gone },
  missedCents: { whose: isAffected, amount: discountOf, holds: (isSelected, gone) => !isSelected && !gone },
  sunkCents: { whose: isAffected, amount: discountOf, holds: (_, gone) => gone },
} as const satisfies Record<string, Column>;
const columnNames = Object.keys(columns) as (keyof typeof columns)[];

/**
 * Each filter on books with histories, then on final baskets alone; money with intervals of one bootstrap over accounts. Orders
 * that were placed later than the moment are left out.
 */
export function scoreFilters(parts: ScoreParts): FilterScore[] {
  const { vouchers, truths, asOfMs } = parts;
  const orders = keepPlaced(parts.orders, asOfMs);
  const judged = listDiscounted(orders).map((order): Judged => {
    const before = order.details.events.filter(({ atMs }) => atMs <= asOfMs);
    return { order, truth: truths.get(order.orderNumber) ?? "other", isGone: isGone(before) };
  });
  const books: readonly [BooksKept, readonly BookOrder[]][] = [
    ["with-history", orders],
    ["final-basket", keepFinalBaskets(orders)],
  ];
  const selections = books.flatMap(([booksKept, kept]) =>
    orderFilters.map((filter): Selection => ({ filter, booksKept, selected: new Set(filter.select(kept, vouchers)) })),
  );
  const amounts = estimateSums(
    judged,
    ({ order }) => order.account,
    selections.flatMap(({ selected }) => columnNames.map((name) => buildMeasure(columns[name], selected))),
    parts,
  );
  return selections.map((selection, index) => {
    const at = index * columnNames.length;
    return scoreSelection(selection, judged, amounts.slice(at, at + columnNames.length));
  });
}

/** Orders that were placed by then; of those without details nobody knows. */
export function keepPlaced(orders: readonly BookOrder[], asOfMs: number): BookOrder[] {
  return orders.filter(({ details }) => details === undefined || details.placedAtMs <= asOfMs);
}

function buildMeasure({ whose, amount, holds }: Column, selected: ReadonlySet<string>): Measure<Judged> {
  const atMost = ({ order, truth }: Judged) => (whose(truth) ? amount(order) : 0);
  return {
    of: (one) => (holds(selected.has(one.order.orderNumber), one.isGone) ? atMost(one) : 0),
    atMost,
  };
}

function scoreSelection(
  { filter, booksKept, selected }: Selection,
  judged: readonly Judged[],
  amounts: readonly EstimatedAmount[],
): FilterScore {
  const picked = judged.filter(({ order }) => selected.has(order.orderNumber));
  const count = (list: readonly Judged[], fits: (truth: OrderTruth) => boolean) =>
    list.filter(({ truth }) => fits(truth)).length;
  const affectedSelected = count(picked, isAffected);
  const goodSelected = count(picked, isGood);
  const amountOf = (name: keyof typeof columns) => amounts[columnNames.indexOf(name)] as EstimatedAmount;
  return {
    filter: filter.name,
    booksKept,
    selected: picked.length,
    affectedSelected,
    goodSelected,
    windfallsSelected: count(picked, (truth) => truth === "windfall"),
    otherSelected: picked.length - affectedSelected - goodSelected,
    recall: computeWilsonInterval(affectedSelected, count(judged, isAffected)),
    precision: computeWilsonInterval(affectedSelected, picked.length),
    goodCancelled: amountOf("goodCancelled"),
    goodCancelledWorthCents: amountOf("goodCancelledWorthCents"),
    savedCents: amountOf("savedCents"),
    missedCents: amountOf("missedCents"),
    sunkCents: amountOf("sunkCents"),
  };
}
