// What a comparison comes to, in a sentence or two that terminal, Markdown and HTML share. Plain text, not escaped.
import type { ComparedDrill, Comparison } from "../harness/record/comparison.ts";
import { cleanLine } from "./clean-text.ts";
import {
  computeAverted,
  computeDamageAverted,
  describeOrders,
  formatInterval,
  formatSize,
  isClear,
  money,
  splitBase,
} from "./comparison-words.ts";
import { formatCount, formatPercent, joinNames, plural } from "./format.ts";

const saved = (drill: ComparedDrill) => -(drill.againstBase?.netLossCents.value ?? 0);

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
  return `With ${label}, the same customers: ${describeOrders(orders)}. The net loss was ${show(drill.figures.netLossCents)} instead of ${show(base.figures.netLossCents)}: ${change}${share}.${describeDamageOf(drill, base, comparison)}`;
}

/** " The deal’s damage was EUR 9,000 instead of EUR 1.1 million: ... less; 99 % averted."; empty without a deal. */
function describeDamageOf(drill: ComparedDrill, base: ComparedDrill, comparison: Comparison): string {
  const [before, after] = [base.figures.deal?.damageCents, drill.figures.deal?.damageCents];
  const difference = drill.againstBase?.damageCents;
  if (typeof before !== "number" || typeof after !== "number" || difference === undefined) return "";
  const averted = computeDamageAverted(drill, base);
  const share = averted !== null && averted > 0 && isClear(difference) ? `; ${formatPercent(averted)} averted` : "";
  const show = (cents: number) => money(cents, comparison);
  const change = isClear(difference)
    ? formatSize(difference, show, difference.value < 0 ? " less" : " more")
    : `no clear difference, ${formatInterval(difference, show)}`;
  return ` The deal’s damage was ${show(after)} instead of ${show(before)}: ${change}${share}.`;
}

/** Who averted most of the damage alone, and what all together did; empty where there was no damage to avert. */
function describeDamageOfMany(others: readonly ComparedDrill[], base: ComparedDrill, comparison: Comparison): string {
  const before = base.figures.deal?.damageCents ?? 0;
  const known = others.flatMap((drill) => {
    const [share, difference] = [computeDamageAverted(drill, base), drill.againstBase?.damageCents];
    return share === null || difference === undefined ? [] : [{ drill, share, isSure: isClear(difference) }];
  });
  if (before <= 0 || known.length === 0) return "";
  const ranked = known.toSorted((a, b) => b.share - a.share);
  const show = ({ drill, share, isSure }: (typeof known)[number]) =>
    `${cleanLine(drill.label)} (${isSure ? formatPercent(share) : "no clear difference"})`;
  const sure = ranked.filter(({ share, isSure }) => isSure && share > 0);
  const lost = money(before, comparison);
  return sure.length === 0
    ? ` Of the damage of ${lost} none of them averted anything beyond chance.`
    : ` Of the damage of ${lost} each averted: ${joinNames(ranked.map(show))}.`;
}

/** Nothing of several drills can be told apart: why, once for those with the same reason. */
function describeNone(others: readonly ComparedDrill[], base: ComparedDrill): string {
  const reasons = Map.groupBy(others, ({ notComparedBecause }) =>
    cleanLine(notComparedBecause ?? "no reason is known"),
  );
  const [only, ...more] = [...reasons.keys()];
  const why =
    more.length === 0
      ? only
      : [...reasons]
          .map(([reason, drills]) => `${joinNames(drills.map(({ label }) => cleanLine(label)))}: ${reason}`)
          .join("; ");
  return `None of ${plural(others.length, "drill")} can be held against “${cleanLine(base.label)}”, so nothing is said of what they are worth: ${why}.`;
}

/** Who saved most alone, of those that were drilled alone and compared; empty without one. */
function describeAlone(alone: readonly ComparedDrill[], base: ComparedDrill, comparison: Comparison): string[] {
  if (alone.length === 0) return [];
  const clear = alone.filter(
    (drill) => saved(drill) > 0 && drill.againstBase !== null && isClear(drill.againstBase.netLossCents),
  );
  const lost = money(base.figures.netLossCents, comparison);
  const best = clear.toSorted((a, b) => saved(b) - saved(a))[0];
  if (best === undefined)
    return [`None of ${plural(alone.length, "defence")} alone lowered the net loss of ${lost} beyond chance`];
  const left = alone.length - clear.length;
  return [
    `Of a net loss of ${lost}, ${nameAverted(best, base)} helped most of ${plural(alone.length, "defence")} drilled alone`,
    ...(left > 0 ? [`${plural(left, "other")} changed it by no more than chance`] : []),
  ];
}

/** "status-message (2 % averted)"; no share where the difference may be chance. */
function nameAverted(drill: ComparedDrill, base: ComparedDrill): string {
  const averted = computeAverted(drill, base);
  const isChance = drill.againstBase === null || !isClear(drill.againstBase.netLossCents);
  const share = isChance
    ? "no clear difference"
    : averted === null
      ? "nothing was lost that it could avert"
      : `${formatPercent(averted)} averted`;
  return `${cleanLine(drill.label)} (${share})`;
}

/** What several drills come to: the best alone, the best together, and what could not be compared. */
function describeMany(others: readonly ComparedDrill[], base: ComparedDrill, comparison: Comparison): string {
  const compared = others.filter(({ againstBase }) => againstBase !== null);
  if (compared.length === 0) return describeNone(others, base);
  const alone = compared.filter(({ defences }) => defences.length === 1);
  const together = compared.filter(({ defences }) => defences.length > 1).toSorted((a, b) => saved(b) - saved(a))[0];
  const missing = others.filter(({ againstBase }) => againstBase === null).map(({ label }) => cleanLine(label));
  const found = [
    ...describeAlone(alone, base, comparison),
    ...(together === undefined ? [] : [nameAverted(together, base)]),
  ];
  // Drills of several causes as they happened: there is no best of them.
  const told = found.length > 0 ? found : compared.map((drill) => nameAverted(drill, base));
  const damage = describeDamageOfMany(compared, base, comparison);
  return `${[...told, ...(missing.length === 0 ? [] : [`${joinNames(missing)} could not be compared`])].join("; ")}.${damage}`;
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
