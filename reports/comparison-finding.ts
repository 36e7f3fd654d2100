// What a comparison comes to, in a sentence or two that terminal, Markdown and HTML share. Plain text, not escaped.
import type { ComparedDrill, Comparison } from "../harness/record/comparison.ts";
import { cleanLine } from "./clean-text.ts";
import {
  computeAverted,
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
  return `With ${label}, the same customers: ${describeOrders(orders)}. The net loss was ${show(drill.figures.netLossCents)} instead of ${show(base.figures.netLossCents)}: ${change}${share}.`;
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
  return `${[...told, ...(missing.length === 0 ? [] : [`${joinNames(missing)} could not be compared`])].join("; ")}.`;
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
