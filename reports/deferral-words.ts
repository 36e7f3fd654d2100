// Orders that were taken before their payment, in words.
import type { DeferralReport } from "../harness/record/run-record.ts";
import { formatClockDay, formatCount, plural } from "./format.ts";

/** What makes an order one of `completedOutOfOrder`. */
export const outOfOrderMeaning = "over ten seconds of real time from their place in the line";

/** Raw; older records did not count them. */
export function countOutOfOrder({ completedOutOfOrder }: DeferralReport): number {
  return completedOutOfOrder ?? 0;
}

/** "858 orders were taken before their payment: 851 completed (all by their deadline), 7 cancelled, 0 still waiting"; those completed out of order where there are any. */
export function describeDeferrals(report: DeferralReport, minuteZeroOfDay: number): string {
  const { taken, completed, completedByDeadline, cancelled, waiting } = report;
  if (taken === 0) return "no order was taken before its payment";
  const late = completed - completedByDeadline;
  const deadline =
    completed === 0
      ? ""
      : late === 0
        ? ", all by their deadline"
        : `, ${formatCount(late)} of them after their deadline`;
  const at = (minute: number | null) => formatClockDay(minute, minuteZeroOfDay);
  const times =
    report.firstCompletedMinute === null
      ? ""
      : `; completed from ${at(report.firstCompletedMinute)} to ${at(report.lastCompletedMinute)}`;
  const outOfOrder = countOutOfOrder(report);
  const order = outOfOrder === 0 ? "" : `; ${formatCount(outOfOrder)} out of order, ${outOfOrderMeaning}`;
  return `${plural(taken, "order was", "orders were")} taken before their payment: ${formatCount(completed)} completed${deadline}, ${formatCount(cancelled)} cancelled, ${formatCount(waiting)} still waiting${times}${order}`;
}
