// A drill of a deal in three to five lines, for a terminal and a step summary; not escaped.
import type { CarryingCapacity } from "../harness/record/carrying-capacity.ts";
import type { DamageReport } from "../harness/record/damage-report.ts";
import { type DealReport, findChosenScore, type PlugReport } from "../harness/record/deal-report.ts";
import type { ForumRecord, RunRecord } from "../harness/record/run-record.ts";
import { cleanLine } from "./clean-text.ts";
import { describeNearBest, scaleMoney, showMoney } from "./deal-words.ts";
import { formatClockDay, formatCount, formatPercent, plural } from "./format.ts";

function noteDamage(record: RunRecord, damage: DamageReport): string {
  const { total, undeserved, freeOrders, accounts } = damage;
  if (total.uses === 0) return "damage: none";
  const windfalls = record.recorded.dealReport?.windfalls.orders;
  return `damage: ${scaleMoney(record, total.cents)} at full scale, ${plural(total.uses, "use")} in the twin; ${formatCount(undeserved.uses)} undeserved: ${plural(freeOrders, "order")} for nothing, ${plural(accounts.overThirty, "account")} with over 30${windfalls === undefined ? "" : `, ${plural(windfalls, "windfall")}`}`;
}

function noteForum(record: RunRecord, { posts, votes, firstPostMinute }: ForumRecord): string {
  const readers = record.populations.find(({ name }) => name === "deal-readers");
  const came =
    readers === undefined
      ? ""
      : `; ${formatCount(readers.came)} of ${plural(readers.planned, "reader")} went to the shop`;
  if (firstPostMinute === null) return `forum: nobody wrote about the deal${came}`;
  const at = formatClockDay(firstPostMinute, record.recorded.minuteZeroOfDay);
  return `forum: first post at ${at}, ${plural(posts, "post")}, ${plural(votes, "vote")}${came}`;
}

function noteCancelling(record: RunRecord, report: DealReport): string {
  const { affected, cancellation } = report;
  const score = findChosenScore(report);
  const done =
    cancellation === null
      ? "nobody cancelled an order"
      : `${plural(cancellation.cancelled, "order")} cancelled, ${formatCount(cancellation.tooLate)} too late`;
  if (affected.orders === 0) return `cancelling: no order was affected; ${done}`;
  if (score === null || score.recall === null) return `cancelling: no filter was scored; ${done}`;
  const right =
    score.precision === null
      ? "selects nothing"
      : `is right in ${formatPercent(score.precision.value)} of what it selects`;
  return `cancelling: ${cleanLine(score.filter)} finds ${formatPercent(score.recall.value)} of the affected orders and ${right}; ${done}; ${showMoney(record, score.savedCents.full.value)} can be saved, ${showMoney(record, score.sunkCents.full.value)} is gone with the goods`;
}

function notePlug(record: RunRecord, plug: PlugReport): string {
  const { refused, damageStoppedCents, best, killSwitch } = plug;
  const when = describeNearBest(record, plug);
  const bestAt =
    best === null || when === null
      ? ""
      : `; least ${when} (about ${showMoney(record, best.damageCents + best.refusedCents)} of both)`;
  const instead =
    killSwitch === null
      ? ""
      : `; a kill switch would have left ${showMoney(record, killSwitch.damage.cents.full)} of damage`;
  return `the plug: ${showMoney(record, refused.valueCents.full)} of good orders lost, ${showMoney(record, damageStoppedCents.full)} of damage stopped${bestAt}${instead}`;
}

function noteCapacity({ workers, tooFew, enough, withRightCode }: CarryingCapacity): string {
  const larger =
    enough === null
      ? `even ${plural(tooFew, "worker")} would not have carried it`
      : enough <= workers
        ? "its own workers carry it"
        : `${plural(enough, "worker")} would have carried it, ${formatCount(tooFew)} not`;
  return `a larger shop: ${larger}, it has ${formatCount(workers)}; with the voucher decided rightly its own ${withRightCode ? "would have done" : "would still have been too few"}`;
}

/** Damage, forum, cancelling, plug, capacity: a line for each that the record knows of; empty where the drill had no deal. */
export function listDealNotes(record: RunRecord): string[] {
  const { damage, dealReport, forum, carryingCapacity } = record.recorded;
  return [
    ...(damage === undefined ? [] : [noteDamage(record, damage)]),
    ...(forum === undefined ? [] : [noteForum(record, forum)]),
    ...(dealReport === undefined ? [] : [noteCancelling(record, dealReport)]),
    ...(dealReport?.plug ? [notePlug(record, dealReport.plug)] : []),
    ...(carryingCapacity === undefined ? [] : [noteCapacity(carryingCapacity)]),
  ];
}

/** The same as names and plain numbers, for machines that read properties; empty where the drill had no deal. */
export function listDealProperties(record: RunRecord): (readonly [name: string, value: string])[] {
  const { damage, dealReport, forum, carryingCapacity } = record.recorded;
  const score = dealReport === undefined ? null : findChosenScore(dealReport);
  const values: readonly (readonly [name: string, value: number | null | undefined])[] = [
    ["damageUses", damage?.total.uses],
    ["damageCents", damage && Math.round(damage.total.cents * record.weight)],
    ["posts", forum?.posts],
    ["affectedOrders", dealReport?.affected.orders],
    ["windfalls", dealReport?.windfalls.orders],
    ["recall", score?.recall?.value],
    ["precision", score?.precision?.value],
    ["cancelledOrders", dealReport?.cancellation?.cancelled],
    ["plugRefusedCents", dealReport?.plug?.refused.valueCents.full],
    ["plugStoppedCents", dealReport?.plug?.damageStoppedCents.full],
    ["workersTooFew", carryingCapacity?.tooFew],
    ["workersEnough", carryingCapacity?.enough],
  ];
  return values.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[`deal.${name}`, String(value)] as const],
  );
}
