// Orders that were taken before their payment, in words.
import type { DeferralReport } from "../harness/record/run-record.ts";
import { formatClockDay, formatCount, plural } from "./format.ts";

/** "858 orders were taken before their payment: 851 completed (all by their deadline), 7 cancelled, 0 still waiting". */
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
  return `${plural(taken, "order was", "orders were")} taken before their payment: ${formatCount(completed)} completed${deadline}, ${formatCount(cancelled)} cancelled, ${formatCount(waiting)} still waiting${times}`;
}
