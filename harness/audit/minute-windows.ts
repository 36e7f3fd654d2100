// When something was so, by the shop's change log.
import type { ChangeLogEntry } from "../record/run-record.ts";

/** Minutes on the incident clock; `untilMinute` null: to the end of the books. */
export interface MinuteWindow {
  readonly fromMinute: number;
  readonly untilMinute: number | null;
}

/** From each entry that begins it to the next one that does not, in the order of time. */
export function listMinuteWindows(
  entries: readonly ChangeLogEntry[],
  begins: (entry: ChangeLogEntry) => boolean,
): MinuteWindow[] {
  const windows: MinuteWindow[] = [];
  let fromMinute: number | null = null;
  for (const entry of entries.toSorted((a, b) => a.atMinute - b.atMinute)) {
    if (begins(entry)) fromMinute ??= entry.atMinute;
    else if (fromMinute !== null) {
      windows.push({ fromMinute, untilMinute: entry.atMinute });
      fromMinute = null;
    }
  }
  return fromMinute === null ? windows : [...windows, { fromMinute, untilMinute: null }];
}
