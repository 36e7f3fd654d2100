// What a comparison says, in words and figures that terminal, Markdown and HTML share. Plain text, not escaped.
import type { ComparedDeal, ComparedDrill, Comparison, Interval } from "../harness/record/comparison.ts";
import { cleanLine } from "./clean-text.ts";
import { formatBudget, formatCount, formatMoneyShort, formatMs, none } from "./format.ts";

type Show = (value: number) => string;

/** "+1,200 (+900 to +1,500)": a difference with its sign and its 95 % interval; "0 (−1,500 to +1,500)" where nobody differed. */
export function formatInterval({ value, low, high }: Interval, show: Show): string {
  const signed = (number: number) => (number > 0 ? show(number).replace(/^([A-Z]{3} )?/, "$1+") : show(number));
  return `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

/** "1,200 (900 to 1,500)": the size of a difference whose direction the sentence tells. */
export function formatSize({ value, low, high }: Interval, show: Show, what = ""): string {
  const [from, to] = value < 0 ? [-high, -low] : [low, high];
  return `${show(Math.abs(value))}${what} (95 %: ${show(from)} to ${show(to)})`;
}

/** Whether the interval keeps to one side of 0. */
export function isClear({ low, high }: Interval): boolean {
  return low > 0 || high < 0;
}

/** The drill that the others are held against, and the others. */
export function splitBase(comparison: Comparison): { base: ComparedDrill; others: readonly ComparedDrill[] } {
  const base =
    comparison.drills.find(({ label }) => label === comparison.base) ?? (comparison.drills[0] as ComparedDrill);
  return { base, others: comparison.drills.filter((drill) => drill !== base) };
}

/** Share of the base's net loss that a drill averted: 0.8 for 80 %; null where the base lost nothing, or nothing is compared. */
export function computeAverted(drill: ComparedDrill, base: ComparedDrill): number | null {
  if (drill.againstBase === null || base.figures.netLossCents <= 0) return null;
  return -drill.againstBase.netLossCents.value / base.figures.netLossCents;
}

/** Share of the damage of the base's deal that a drill averted; null where the base had none, or nothing is compared. */
export function computeDamageAverted(drill: ComparedDrill, base: ComparedDrill): number | null {
  const before = base.figures.deal?.damageCents ?? 0;
  const difference = drill.againstBase?.damageCents;
  return difference === undefined || before <= 0 ? null : -difference.value / before;
}

/** Whether the drills had a deal that could do damage. */
export function comparesDeal({ drills }: Comparison): boolean {
  return drills.some(({ figures }) => figures.deal !== undefined);
}

export interface FigureLine {
  readonly name: string;
  /** As it stands in a cell. */
  readonly value: (drill: ComparedDrill, comparison: Comparison) => string;
  /** Difference to the base with its interval; null where none is computed. */
  readonly against: ((drill: ComparedDrill, comparison: Comparison) => string) | null;
}

/** Cents in short, in the currency of the comparison. */
export const money = (cents: number, { currency }: Comparison) => formatMoneyShort(cents, cleanLine(currency));
const differ = (
  read: (drill: NonNullable<ComparedDrill["againstBase"]>) => Interval,
  show: (value: number, comparison: Comparison) => string,
) =>
  ((drill, comparison) =>
    drill.againstBase === null
      ? none
      : formatInterval(read(drill.againstBase), (value) => show(value, comparison))) satisfies FigureLine["against"];

/** "36.2 ms †": the dagger where fewer than 10 samples lie beyond it. */
function describeP99({ figures }: ComparedDrill): string {
  const p99 = figures.placeOrderOkP99;
  return p99 === null ? none : `${formatMs(p99.ms)} ms${p99.isRough ? " †" : ""}`;
}

/** The rows of every side-by-side table, in order; those of a deal where there was one. */
export function listFigureLines(comparison: Comparison): readonly FigureLine[] {
  return comparesDeal(comparison) ? [...figureLines.slice(0, 3), ...dealLines, ...figureLines.slice(3)] : figureLines;
}

const countOf =
  (read: (deal: ComparedDeal) => number | null): FigureLine["value"] =>
  ({ figures: { deal } }) =>
    formatCount(deal === undefined ? null : read(deal));

/** What a deal came to in each drill. */
export const dealLines: readonly FigureLine[] = [
  {
    name: "damage of the deal",
    value: ({ figures: { deal } }, comparison) =>
      deal === undefined || deal.damageCents === null ? none : money(deal.damageCents, comparison),
    against: (drill, comparison) => {
      const difference = drill.againstBase?.damageCents;
      return difference === undefined ? none : formatInterval(difference, (cents) => money(cents, comparison));
    },
  },
  { name: "uses against the rules", value: countOf(({ uses }) => uses), against: null },
  { name: "deal readers who came", value: countOf(({ readersCame }) => readersCame), against: null },
  { name: "customers turned away", value: countOf(({ turnedAway }) => turnedAway), against: null },
];

/** What every incident came to in each drill. */
export const figureLines: readonly FigureLine[] = [
  {
    name: "orders",
    value: ({ figures }) => formatCount(figures.orders),
    against: differ(({ orders }) => orders, formatCount),
  },
  {
    name: "net loss",
    value: ({ figures }, comparison) => money(figures.netLossCents, comparison),
    against: differ(({ netLossCents }) => netLossCents, money),
  },
  {
    name: "customers lost",
    value: ({ figures }) => formatCount(figures.customersLost),
    against: differ(({ customersLost }) => customersLost, formatCount),
  },
  { name: "error pages", value: ({ figures }) => formatCount(figures.errorPages), against: null },
  {
    name: "other bad pages",
    value: ({ figures }) => formatCount(figures.otherBadPages),
    against: null,
  },
  {
    name: "deferred orders",
    value: ({ figures }) => formatCount(figures.deferredOrders),
    against: null,
  },
  {
    name: "checkout’s 30-day budget spent",
    value: ({ figures }) => formatBudget(figures.checkoutBudgetConsumedRatio),
    against: null,
  },
  { name: "p99 of placing an order", value: describeP99, against: null },
];

/** Nobody differed: the interval is the rule of three's, as far to one side as to the other. */
function isUnseen({ value, low, high }: Interval): boolean {
  return value === 0 && low === -high;
}

function describeUnclear(what: string, difference: Interval, show: Show): string {
  return `no ${isUnseen(difference) ? "" : "clear "}difference in ${what}: ${formatInterval(difference, show)}`;
}

/** "1,200 more orders (95 %: ...)"; "no clear difference in orders: ..."; "no difference ..." where nobody differed. */
export function describeOrders(orders: Interval): string {
  if (isClear(orders)) return formatSize(orders, formatCount, orders.value > 0 ? " more orders" : " fewer orders");
  return describeUnclear("orders", orders, formatCount);
}

function describeLoss(loss: Interval, comparison: Comparison): string {
  const show = (cents: number) => money(cents, comparison);
  if (isClear(loss)) return `net loss ${loss.value < 0 ? "lower" : "higher"} by ${formatSize(loss, show)}`;
  return describeUnclear("the net loss", loss, show);
}

/** One drill against the base: "1,200 more orders (95 %: ...); net loss lower by USD 3 million (95 %: ...)". */
export function describeDifference(drill: ComparedDrill, comparison: Comparison): string {
  const { againstBase } = drill;
  if (againstBase === null)
    return `not compared: ${cleanLine(drill.notComparedBecause ?? "it is what the others are held against")}`;
  const damage =
    againstBase.damageCents === undefined ? "" : `; ${describeDamageChange(againstBase.damageCents, comparison)}`;
  return `${describeOrders(againstBase.orders)}; ${describeLoss(againstBase.netLossCents, comparison)}${damage}`;
}

/** "damage lower by EUR 1.0 million (95 %: ...)"; "no clear difference in the damage: ...". */
function describeDamageChange(damage: Interval, comparison: Comparison): string {
  const show = (cents: number) => money(cents, comparison);
  if (isClear(damage)) return `damage ${damage.value < 0 ? "lower" : "higher"} by ${formatSize(damage, show)}`;
  return describeUnclear("the damage", damage, show);
}

const hasUnseen = (comparison: Comparison): boolean =>
  comparison.drills.some(({ againstBase }) => againstBase !== null && Object.values(againstBase).some(isUnseen)) ||
  (comparison.addedLatency !== null && isUnseen(comparison.addedLatency.salesLostRatio));

/** A crowd that follows a forum depends on itself. */
const dealMethod =
  " Damage is resampled by account of buyers and deal’s customers. Who comes follows what others wrote, so two drills of a deal differ by more than these intervals say.";

/** What intervals and scale mean; stands under every table. */
export function describeMethod(comparison: Comparison): string {
  const unseen = hasUnseen(comparison)
    ? " Where no customer differed, it is what that leaves possible (rule of three): 3 customers who do, each by the largest basket."
    : "";
  return `The same ${formatCount(comparison.customers)} rehearsed customers would have bought in each drill; one stands for ${formatCount(comparison.weight)}. Differences are to “${cleanLine(comparison.base)}”, at full scale; in brackets the 95 % interval of a paired bootstrap over customers (${formatCount(comparison.resamples)} resamples).${unseen}${comparesDeal(comparison) ? dealMethod : ""}`;
}
