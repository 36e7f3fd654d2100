// What the books of a viral deal allow to be said afterwards: which orders a shop could have found and cancelled, what was
// cancelled, and what pulling the plug cost. Cents are integers; minutes are on the incident clock.
import type { Interval } from "./comparison.ts";

/** The same figure of the rehearsed drill, and at full scale (times the weight, rounded once). */
export interface Amount {
  readonly rehearsed: number;
  readonly full: number;
}

/** Like Amount, with 95 % intervals of a bootstrap over accounts. */
export interface EstimatedAmount {
  readonly rehearsed: Interval;
  readonly full: Interval;
}

/** Raw number of orders, and a sum of cents about them. */
export interface OrdersAndCents {
  readonly orders: number;
  readonly cents: Amount;
}

export type FilterName = "any-discount" | "eligibility" | "eligibility-and-behaviour";

/** What a shop keeps: how each basket came about, or only what was in it at the end. */
export type BooksKept = "with-history" | "final-basket";

/**
 * How a filter that sees only books did against the truth that only the harness knows. Counts are raw orders. Affected:
 * placed by somebody who came for the deal, with a discount that the voucher was not meant to give. Good: placed by a buyer,
 * with whatever discount; a windfall is a good order with such a discount.
 */
export interface FilterScore {
  readonly filter: FilterName;
  readonly booksKept: BooksKept;
  /** selected = affectedSelected + goodSelected + otherSelected. */
  readonly selected: number;
  readonly affectedSelected: number;
  readonly goodSelected: number;
  /** Of goodSelected. */
  readonly windfallsSelected: number;
  /** Neither: rightful orders of the deal's customers, and orders that nobody is known to have placed. */
  readonly otherSelected: number;
  /** Selected share of the affected, and affected share of the selected, 0 to 1, Wilson 95 %; null without any. */
  readonly recall: Interval | null;
  readonly precision: Interval | null;
  /** Good orders selected whose goods were still there: they would be cancelled wrongly. `worth`: their totals. */
  readonly goodCancelled: EstimatedAmount;
  readonly goodCancelledWorthCents: EstimatedAmount;
  /**
   * Discounts of all affected orders: saved + missed + sunk. Saved: selected, goods still there. Missed: not selected, goods
   * still there. Sunk: shipped or delivered by then, selected or not.
   */
  readonly savedCents: EstimatedAmount;
  readonly missedCents: EstimatedAmount;
  readonly sunkCents: EstimatedAmount;
}

/** The deed as it was carried out in the drill; raw orders. */
export interface CancellationRecord {
  readonly filter: FilterName;
  /** Orders in the books at that moment, and how many of them stood and were selected. */
  readonly lookedAt: number;
  readonly selected: number;
  readonly cancelled: number;
  /** Selected, and the shop refused to cancel them when it was asked: their goods had left by then. */
  readonly tooLate: number;
  readonly startedMinute: number;
  /** From the first look at the books to the last answer of the shop. */
  readonly tookMinutes: number;
}

/** One minute at which the plug might have been pulled; cents at full scale. */
export interface PlugPoint {
  readonly minute: number;
  /** Undeserved discounts up to then. */
  readonly damageCents: number;
  /** Good orders that a plug of the same length from then on would have lost. */
  readonly refusedCents: number;
}

/** First and last minute of the curve that cost at most so much more than the best: 0.05 for 5 %. */
export interface NearBest {
  readonly withinRatio: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What pausing all orders cost, and what it spared. Customers are raw; assumptions are said in `assumes`. */
export interface PlugReport {
  readonly pausedAtMinute: number;
  readonly resumedAtMinute: number;
  readonly mendedAtMinute: number;
  /** Buyers who met the maintenance page and never bought, and those who did later. `valueCents`: of their baskets. */
  readonly refused: { readonly customers: number; readonly valueCents: Amount };
  readonly delayed: { readonly customers: number; readonly valueCents: Amount };
  readonly damageBefore: OrdersAndCents;
  /** Placed while the plug stopped damage (begun before it), and later (orders taken again, and no mend). Older records: none. */
  readonly damageDuring?: OrdersAndCents;
  readonly damageAfter?: OrdersAndCents;
  /** Mean undeserved cents a minute in the last minutes before the plug, and what that comes to until the mend or resumption. */
  readonly damagePerMinuteCents: Amount;
  readonly damageStoppedCents: Amount;
  /** Null where there was no undeserved order. `asItWas` is the point of `pausedAtMinute`. */
  readonly asItWas: PlugPoint | null;
  readonly best: PlugPoint | null;
  /** Which minute is best is noise: those that cost about as little. Null as `best`; older records have none. */
  readonly nearBest?: NearBest | null;
  /** In order of minutes, at most 241. */
  readonly curve: readonly PlugPoint[];
  readonly killSwitch: KillSwitchEstimate | null;
  /** Plain sentences. */
  readonly assumes: readonly string[];
}

/** What switching the voucher off at its limit would have come to: no order is refused by it. */
export interface KillSwitchEstimate {
  /** Uses a minute at full scale that it tolerates, over a window of so many minutes. */
  readonly usesPerMinute: number;
  readonly windowMinutes: number;
  /** Null where the limit was never exceeded. */
  readonly actsAtMinute: number | null;
  readonly damage: OrdersAndCents;
  /** Rightful discounts after it: what its customers pay for it. */
  readonly rightfulAfter: OrdersAndCents;
}

export interface DealReport {
  readonly weight: number;
  /** The moment that sums and scores refer to: when affected orders were, or were to be, cancelled. Later orders are in none. */
  readonly asOfMinute: number;
  /** The filter that is carried out. */
  readonly chosenFilter: FilterName;
  readonly discounted: OrdersAndCents;
  readonly affected: OrdersAndCents;
  readonly windfalls: OrdersAndCents;
  readonly filters: readonly FilterScore[];
  /** Null where nobody cancelled anything in the drill. */
  readonly cancellation: CancellationRecord | null;
  /** Null where ordering was never paused. */
  readonly plug: PlugReport | null;
}

/** The scores of the filter that is carried out, on books with histories; null where there are none. */
export function findChosenScore({ filters, chosenFilter }: DealReport): FilterScore | null {
  return filters.find(({ filter, booksKept }) => filter === chosenFilter && booksKept === "with-history") ?? null;
}
