// What a comparison says, in words and figures that terminal, Markdown and HTML share. Plain text, not escaped.
import type { ComparedDrill, Comparison, Interval } from "../harness/record/comparison.ts";
import { cleanLine } from "./clean-text.ts";
import { formatBudget, formatCount, formatMoneyShort, formatMs, formatPercent, none, plural } from "./format.ts";

type Show = (value: number) => string;

/** "+1,200 (900 to 1,500)": a difference with its sign and its 95 % interval; a difference of exactly 0 is "no difference". */
export function formatInterval({ value, low, high }: Interval, show: Show): string {
  if (value === 0 && low === 0 && high === 0) return "no difference";
  const signed = (number: number) => (number > 0 ? show(number).replace(/^([A-Z]{3} )?/, "$1+") : show(number));
  return `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

/** "1,200 (900 to 1,500)": the size of a difference whose direction the sentence tells. */
function formatSize({ value, low, high }: Interval, show: Show, what = ""): string {
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

export interface FigureLine {
  readonly name: string;
  /** As it stands in a cell. */
  readonly value: (drill: ComparedDrill, comparison: Comparison) => string;
  /** Difference to the base with its interval; null where none is computed. */
  readonly against: ((drill: ComparedDrill, comparison: Comparison) => string) | null;
}

const money = (cents: number, { currency }: Comparison) => formatMoneyShort(cents, cleanLine(currency));
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

/** The rows of every side-by-side table, in order. */
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

function describeOrders(orders: Interval): string {
  if (isClear(orders)) return formatSize(orders, formatCount, orders.value > 0 ? " more orders" : " fewer orders");
  return orders.value === 0
    ? "no difference in orders"
    : `no clear difference in orders: ${formatInterval(orders, formatCount)}`;
}

function describeLoss(loss: Interval, comparison: Comparison): string {
  const show = (cents: number) => money(cents, comparison);
  if (isClear(loss)) return `net loss ${loss.value < 0 ? "lower" : "higher"} by ${formatSize(loss, show)}`;
  return loss.value === 0
    ? "no difference in the net loss"
    : `no clear difference in the net loss: ${formatInterval(loss, show)}`;
}

/** One drill against the base: "1,200 more orders (95 %: ...); net loss lower by USD 3 million (95 %: ...)". */
export function describeDifference(drill: ComparedDrill, comparison: Comparison): string {
  const { againstBase } = drill;
  if (againstBase === null)
    return `not compared: ${cleanLine(drill.notComparedBecause ?? "it is what the others are held against")}`;
  return `${describeOrders(againstBase.orders)}; ${describeLoss(againstBase.netLossCents, comparison)}`;
}

function describeLatencyCost(comparison: Comparison): string {
  const cost = comparison.addedLatency;
  if (cost === null) return "";
  const show = (ratio: number) => formatPercent(ratio);
  const each = cost.salesLostPer100Ms;
  return `${formatCount(cost.addedMs)} ms more on every page cost ${show(cost.salesLostRatio.value)} of sales (95 %: ${show(cost.salesLostRatio.low)} to ${show(cost.salesLostRatio.high)}), that is ${show(each.value)} for each 100 ms (${show(each.low)} to ${show(each.high)}); a known study says 1 %.`;
}

function describeOne(drill: ComparedDrill, base: ComparedDrill, comparison: Comparison): string {
  const label = cleanLine(drill.label);
  if (drill.againstBase === null)
    return `${label} could not be compared: ${cleanLine(drill.notComparedBecause ?? "")}.`;
  const { orders, netLossCents } = drill.againstBase;
  const show = (cents: number) => money(cents, comparison);
  const averted = computeAverted(drill, base);
  const share = averted !== null && averted > 0 && isClear(netLossCents) ? `; ${formatPercent(averted)} averted` : "";
  const change = isClear(netLossCents)
    ? formatSize(netLossCents, show, netLossCents.value < 0 ? " less" : " more")
    : `no clear difference, ${formatInterval(netLossCents, show)}`;
  return `With ${label}, the same customers: ${describeOrders(orders)}. The net loss was ${show(drill.figures.netLossCents)} instead of ${show(base.figures.netLossCents)}: ${change}${share}.`;
}

/** Who saved most alone, and what all together saved. */
function describeMany(others: readonly ComparedDrill[], base: ComparedDrill, comparison: Comparison): string {
  const compared = others.filter(({ againstBase }) => againstBase !== null);
  const saved = (drill: ComparedDrill) => -(drill.againstBase?.netLossCents.value ?? 0);
  const alone = compared.filter(({ defences }) => defences.length === 1);
  const ranked = alone.toSorted((a, b) => saved(b) - saved(a));
  const clear = ranked.filter(
    (drill) => saved(drill) > 0 && drill.againstBase !== null && isClear(drill.againstBase.netLossCents),
  );
  const together = compared.filter(({ defences }) => defences.length > 1).toSorted((a, b) => saved(b) - saved(a))[0];
  const name = (drill: ComparedDrill) => {
    const averted = computeAverted(drill, base);
    return `${cleanLine(drill.label)} (${averted === null ? none : formatPercent(averted)} averted)`;
  };
  const best = clear[0];
  const first =
    best === undefined
      ? `None of ${plural(alone.length, "defence")} alone lowered the net loss of ${money(base.figures.netLossCents, comparison)} beyond chance`
      : `Of a net loss of ${money(base.figures.netLossCents, comparison)}, ${name(best)} helped most of ${plural(alone.length, "defence")} drilled alone`;
  const left = alone.length - clear.length;
  const rest = best !== undefined && left > 0 ? `; ${plural(left, "other")} changed it by no more than chance` : "";
  return `${first}${rest}${together === undefined ? "" : `; ${name(together)}`}.`;
}

/** What the comparison comes to, in a sentence or two. Never empty. */
export function describeComparison(comparison: Comparison): string {
  const { base, others } = splitBase(comparison);
  if (comparison.addedLatency !== null) return describeLatencyCost(comparison);
  const [only] = others;
  if (only === undefined)
    return `Only one drill of this plan ran (${cleanLine(base.label)}): there is nothing to hold it against.`;
  return others.length === 1 ? describeOne(only, base, comparison) : describeMany(others, base, comparison);
}

/** What intervals and scale mean; stands under every table. */
export function describeMethod(comparison: Comparison): string {
  return `The same ${formatCount(comparison.customers)} rehearsed customers would have bought in each drill; one stands for ${formatCount(comparison.weight)}. Differences are to “${cleanLine(comparison.base)}”, at full scale; in brackets the 95 % interval of a paired bootstrap over customers (${formatCount(comparison.resamples)} resamples).`;
}
