// When a voucher bug was in force, by the record: what was drilled explains a discount only while it was in.
import type { FaultResult } from "../record/drill-result.ts";
import type { ChangeLogEntry } from "../record/run-record.ts";

/** `kept`: the discount outlives its article; `everyone`: the banner's price is the price. */
export type BugStage = "kept" | "everyone";

/** Minutes on the incident clock; `untilMinute` null: to the end of the books. */
export interface BugWindow {
  readonly stage: BugStage;
  readonly fromMinute: number;
  readonly untilMinute: number | null;
}

const stages: readonly BugStage[] = ["kept", "everyone"];
const settingKey = "voucher.bug";
/** Also their keys in the change log. */
const faultKinds: Readonly<Record<BugStage, string>> = { kept: "voucher-kept", everyone: "voucher-everyone" };

/** What the change log says of a fault that begins; every other entry of its key ends it. */
const beginnings: readonly string[] = ["rolled out", "rolled out further"];

/**
 * Windows of both stages, from all that the record tells: the shop's setting, leased faults as the shop logged them, and
 * as the harness saw them. They may overlap; an order is explained by any of them.
 */
export function listBugWindows(changeLog: readonly ChangeLogEntry[], faults: readonly FaultResult[]): BugWindow[] {
  return stages.flatMap((stage) => [
    ...listPeriods(
      stage,
      changeLog.filter(({ key }) => key === settingKey),
      ({ value }) => value === stage,
    ),
    ...listPeriods(
      stage,
      changeLog.filter(({ key }) => key === faultKinds[stage]),
      ({ says }) => beginnings.includes(says),
    ),
    ...faults
      .filter(({ kind }) => kind === faultKinds[stage])
      .flatMap(({ injectedAtMinute, restoredAtMinute }): BugWindow[] =>
        injectedAtMinute === null ? [] : [{ stage, fromMinute: injectedAtMinute, untilMinute: restoredAtMinute }],
      ),
  ]);
}

function listPeriods(
  stage: BugStage,
  entries: readonly ChangeLogEntry[],
  begins: (entry: ChangeLogEntry) => boolean,
): BugWindow[] {
  const windows: BugWindow[] = [];
  let fromMinute: number | null = null;
  for (const entry of entries.toSorted((a, b) => a.atMinute - b.atMinute)) {
    if (begins(entry)) fromMinute ??= entry.atMinute;
    else if (fromMinute !== null) {
      windows.push({ stage, fromMinute, untilMinute: entry.atMinute });
      fromMinute = null;
    }
  }
  return fromMinute === null ? windows : [...windows, { stage, fromMinute, untilMinute: null }];
}
