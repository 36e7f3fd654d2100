// When a voucher bug was in force, by the record: what was drilled explains a discount only while it was in.
import type { FaultResult } from "../record/drill-result.ts";
import type { ChangeLogEntry } from "../record/run-record.ts";
import { listMinuteWindows, type MinuteWindow } from "./minute-windows.ts";

/** `kept`: the discount outlives its article; `everyone`: the banner's price is the price. */
export type BugStage = "kept" | "everyone";

/** A time in which a discount may be the bug's doing. */
export interface BugWindow extends MinuteWindow {
  readonly stage: BugStage;
}

const stages: readonly BugStage[] = ["kept", "everyone"];
const settingKey = "voucher.bug";
/** Also their keys in the change log. */
const faultKinds: Readonly<Record<BugStage, string>> = { kept: "voucher-kept", everyone: "voucher-everyone" };

/** What the change log says of a fault that begins; every other entry of its key ends it. */
const beginnings: readonly string[] = ["rolled out", "rolled out further"];

/** With this defence the right code has the last word when an order is placed, whatever bug is in. */
const revalidation = "voucher-revalidation";

/** What of a record tells of the bug; `defences`: those that were on from the start. */
interface BugTold {
  readonly changeLog: readonly ChangeLogEntry[];
  readonly faults: readonly FaultResult[];
  readonly defences?: readonly string[];
}

/**
 * Windows of both stages, from all that the record tells: the shop's setting, leased faults as the shop logged them, and
 * as the harness saw them. They may overlap; an order is explained by any of them. None where `voucher-revalidation` was
 * on throughout: then no bug explains a discount.
 */
export function listBugWindows({ changeLog, faults, defences = [] }: BugTold): BugWindow[] {
  if (defences.includes(revalidation) && !changeLog.some(({ key }) => key === `defence.${revalidation}`)) return [];
  return stages.flatMap((stage): BugWindow[] =>
    [
      ...listMinuteWindows(
        changeLog.filter(({ key }) => key === settingKey),
        ({ value }) => value === stage,
      ),
      ...listMinuteWindows(
        changeLog.filter(({ key }) => key === faultKinds[stage]),
        ({ says }) => beginnings.includes(says),
      ),
      ...faults
        .filter(({ kind }) => kind === faultKinds[stage])
        .flatMap(({ injectedAtMinute, restoredAtMinute }): MinuteWindow[] =>
          injectedAtMinute === null ? [] : [{ fromMinute: injectedAtMinute, untilMinute: restoredAtMinute }],
        ),
    ].map((window) => ({ stage, ...window })),
  );
}
