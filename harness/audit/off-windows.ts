// When all vouchers were switched off, by the shop's change log: an operator's deed, or the kill switch's.
import type { ChangeLogEntry } from "../record/run-record.ts";
import { listMinuteWindows, type MinuteWindow } from "./minute-windows.ts";

const settingKey = "voucher.isOff";

/** In the order of time. `voucher-kill-switch` sets what the operator sets, so the log tells of both alike. */
export function listOffWindows(changeLog: readonly ChangeLogEntry[]): MinuteWindow[] {
  const entries = changeLog.filter(({ key }) => key === settingKey);
  return listMinuteWindows(entries, ({ value }) => value === "true");
}
