// What a deal that spread cost, and what could be done about it, in sentences for the report's page; not escaped.
import type { Interval } from "../harness/record/comparison.ts";
import type { DamageReport } from "../harness/record/damage-report.ts";
import type { CancellationRecord, DealReport, OrdersAndCents, PlugReport } from "../harness/record/deal-report.ts";
import type { ForumRecord, RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import {
  formatClockDay,
  formatCount,
  formatDuration,
  formatFigure,
  formatMoneyShort,
  formatPercent,
  plural,
} from "./format.ts";

/** Raw cents times the weight, rounded once, for a headline: "EUR 850,936". */
export function scaleMoney(record: RunRecord, rawCents: number): string {
  return formatMoneyShort(Math.round(rawCents * record.weight), cleanLine(record.money.currency));
}

/** Cents at full scale for a headline. */
export function showMoney(record: RunRecord, cents: number): string {
  return formatMoneyShort(cents, cleanLine(record.money.currency));
}

/** "87.2 % (85.1 % to 89 %)"; null stays null. */
export function describeInterval(interval: Interval | null): string | null {
  if (interval === null) return null;
  return `${formatPercent(interval.value)} (${formatPercent(interval.low)} to ${formatPercent(interval.high)})`;
}

/**
 * What the bug gave away: money at full scale, uses raw and at full scale. Orders for nothing and the busiest accounts are
 * told of the undeserved alone, as VD-3 and VD-8 count them; the sum holds what was over the cap as well.
 */
export function describeDamage(record: RunRecord, { total, undeserved, freeOrders, accounts }: DamageReport): string {
  if (total.uses === 0) return "The voucher bug cost nothing: nobody had a discount against the rules.";
  const often =
    accounts.overThirty === 0
      ? "no account has more than 30 of them"
      : `${plural(accounts.overThirty, "account has", "accounts have")} more than 30 each`;
  const free = `${plural(freeOrders, "order")} had nothing left to pay`;
  const [given, overCap] = [formatCount(undeserved.uses), total.uses - undeserved.uses];
  const which =
    overCap === 0
      ? "All of them were undeserved"
      : `${given} of them were undeserved, the other ${formatCount(overCap)} were only over the cap of an account. Of the undeserved ones`;
  return `The voucher bug cost ${scaleMoney(record, total.cents)} at full scale: ${plural(total.uses, "discount")} against the rules in the twin, ${formatCount(total.uses * record.weight)} at full scale. ${which}: ${often}, and ${free}.`;
}

/** Buyers who came for nothing of the kind, and were given the banner's price. */
export function describeWindfalls(record: RunRecord, { windfalls }: DealReport): string {
  if (windfalls.orders === 0) return "No buyer had such a discount without looking for it.";
  return `${plural(windfalls.orders, "windfall")} (${formatCount(windfalls.orders * record.weight)} at full scale): buyers who did nothing for their discount and had it all the same.`;
}

/** When the first post came, what followed, and how many of its readers went to the shop. */
export function describeSpread(record: RunRecord, { posts, votes, firstPostMinute }: ForumRecord): string {
  const readers = record.populations.find(({ name }) => name === "deal-readers");
  const came =
    readers === undefined
      ? ""
      : ` Of ${plural(readers.planned, "rehearsed reader")} ${formatCount(readers.came)} went to the shop.`;
  if (firstPostMinute === null) return `Nobody wrote about the deal.${came}`;
  const at = formatClockDay(firstPostMinute, record.recorded.minuteZeroOfDay);
  return `The first post came at ${at}; the twin’s forum holds ${plural(posts, "post")} and ${plural(votes, "vote")} (${formatCount(posts * record.weight)} and ${formatCount(votes * record.weight)} at full scale).${came}`;
}

/** The deed; raw counts of the twin. */
export function describeCancellation(record: RunRecord, done: CancellationRecord | null): string {
  if (done === null) return "Nobody cancelled an order in this drill.";
  const at = formatClockDay(done.startedMinute, record.recorded.minuteZeroOfDay);
  return `At ${at} the operator looked at ${plural(done.lookedAt, "order")} of the twin, selected ${formatCount(done.selected)} and cancelled ${formatCount(done.cancelled)}; ${formatCount(done.tooLate)} were asked for too late: the shop did not cancel them, as their goods had left.`;
}

/** What part of the affected discounts was still to be had; the same for every filter. Null where no order was affected. */
export function describeStillThere(record: RunRecord, { filters, asOfMinute }: DealReport): string | null {
  const [score] = filters;
  if (score === undefined) return null;
  const thereCents = score.savedCents.full.value + score.missedCents.full.value;
  const allCents = thereCents + score.sunkCents.full.value;
  if (allCents === 0) return null;
  const at = formatClockDay(asOfMinute, record.recorded.minuteZeroOfDay);
  return `At ${at} the goods of ${formatPercent(thereCents / allCents)} of the affected discounts were still in the shop: ${showMoney(record, thereCents)} of ${showMoney(record, allCents)}. No filter could save more, however well it finds them.`;
}

/** What the plug stopped against what it refused; "it cost 5 times what it stopped". */
export function describePlug(record: RunRecord, plug: PlugReport): string {
  const { refused, delayed, damageStoppedCents, pausedAtMinute, resumedAtMinute } = plug;
  const at = (minute: number) => formatClockDay(minute, record.recorded.minuteZeroOfDay);
  return `From ${at(pausedAtMinute)} to ${at(resumedAtMinute)} (${formatDuration(Math.round((resumedAtMinute - pausedAtMinute) * 10) / 10)}) no new order was taken; those begun before went through.${describeAfter(record, plug)} ${plural(refused.customers, "buyer")} of the twin met the maintenance page and never bought: ${showMoney(record, refused.valueCents.full)} at full scale; ${formatCount(delayed.customers)} bought later (${showMoney(record, delayed.valueCents.full)}). It stopped damage of ${showMoney(record, damageStoppedCents.full)}, had that gone on at its last rate${comparePlug(plug)}.${describeBest(record, plug)}`;
}

function describeAfter(record: RunRecord, { damageDuring, damageAfter }: PlugReport): string {
  const tell = (done: OrdersAndCents | undefined, when: string) =>
    done === undefined || done.orders === 0
      ? ""
      : ` ${plural(done.orders, "order")} of the twin still had the discount ${when} (${showMoney(record, done.cents.full)} at full scale).`;
  return `${tell(damageDuring, "while it was in")}${tell(damageAfter, "after it, the voucher not being mended")}`;
}

function describeBest(record: RunRecord, plug: PlugReport): string {
  const { best } = plug;
  const when = describeNearBest(record, plug);
  if (best === null || when === null) return "";
  const leastCents = best.damageCents + best.refusedCents;
  const runsOnCents = sumWithoutPlug(plug);
  const none =
    runsOnCents < leastCents
      ? ` No plug at all, at that rate, would have cost less than at any minute: ${showMoney(record, runsOnCents)}.`
      : "";
  return ` Pulled ${when} it would have cost about ${showMoney(record, leastCents)} of both.${none}`;
}

/** What the voucher would have cost had nobody pulled the plug, at the last rate; cents at full scale. */
export function sumWithoutPlug({ damageBefore, damageStoppedCents, damageAfter }: PlugReport): number {
  return damageBefore.cents.full + damageStoppedCents.full + (damageAfter?.cents.full ?? 0);
}

/** "between 18:40 and 18:58": when the plug costs about as little as at its best minute; null without a curve. */
export function describeNearBest(record: RunRecord, { best, nearBest }: PlugReport): string | null {
  if (best === null) return null;
  const at = (minute: number) => formatClockDay(minute, record.recorded.minuteZeroOfDay);
  const { fromMinute, toMinute } = nearBest ?? { fromMinute: best.minute, toMinute: best.minute };
  return fromMinute === toMinute ? `at ${at(fromMinute)}` : `between ${at(fromMinute)} and ${at(toMinute)}`;
}

function comparePlug({ refused, damageStoppedCents }: PlugReport): string {
  if (!(damageStoppedCents.full > 0) || !(refused.valueCents.full > 0)) return "";
  const ratio = refused.valueCents.full / damageStoppedCents.full;
  return ratio >= 1
    ? `: it cost ${formatFigure(Math.round(ratio * 10) / 10)} times what it stopped`
    : `: it cost ${formatPercent(ratio)} of what it stopped`;
}
