// What the audit knows of the drill whose books it reads.
import type { ClockPhase } from "../../scenarios/time.ts";
import type { FaultResult, MoneyResult } from "../record/drill-result.ts";
import type { RecordedVoucher } from "../record/recorded-promotion.ts";
import type { Recorded } from "../record/run-record.ts";
import { type BugWindow, listBugWindows } from "./bug-windows.ts";
import type { MinuteWindow } from "./minute-windows.ts";
import { listOffWindows } from "./off-windows.ts";

export interface AuditTerms {
  /** True where the drill ran to its end and the shop had nothing left to capture, void or refund. */
  readonly isSettled: boolean;
  /** Incident seconds that passed in one wall second; null where nobody knows. */
  readonly pace: number | null;
  /** Of the drilled shop, ISO 4217; absent where nobody knows. */
  readonly currency?: string;
  /** Absent where the record does not tell what the shop was told of its vouchers. */
  readonly promotion?: PromotionTerms;
}

/** What holds for discounts. `bug`, `off` (all vouchers switched off): minutes on the incident clock of these phases. */
export interface PromotionTerms {
  readonly vouchers: readonly RecordedVoucher[];
  /** Whether a defence or the shop's own check holds the cap, also against parallel orders. */
  readonly isCapEnforced: boolean;
  /** Most cents of discount at a time by the defence `voucher-budget`; null where it was off. */
  readonly guardBudgetCents: number | null;
  readonly bug: readonly BugWindow[];
  readonly off: readonly MinuteWindow[];
  readonly phases: readonly ClockPhase[];
  /** T0 in epoch ms; null where the record does not tell: then it is estimated from the history. */
  readonly startMs: number | null;
}

/** Books of which nothing more is known: rules that need a drill's end, its pace or its vouchers are not held against them. */
export const unknownTerms: AuditTerms = { isSettled: false, pace: null };

/** How the drill's warning ends when its shop was not done; a count stands before it. */
export const pendingPaymentsSays = "payments were still to be captured, voided or refunded when the drill ended";

/** What of a record says under which terms its books are audited. */
export interface DrilledTerms {
  readonly recorded: Pick<Recorded, "complete" | "warnings"> &
    Partial<Pick<Recorded, "promotion" | "changeLog" | "t0Ms">>;
  readonly pace: number;
  readonly money?: Pick<MoneyResult, "currency">;
  readonly phases?: readonly ClockPhase[];
  readonly faults?: readonly FaultResult[];
  readonly defences?: readonly string[];
}

/** The terms of a drill that was recorded. */
export function buildAuditTerms(drilled: DrilledTerms): AuditTerms {
  const { recorded, pace, money, phases = [], faults = [], defences = [] } = drilled;
  const { complete, warnings, promotion, changeLog = [], t0Ms } = recorded;
  const isSettled = complete && !warnings.some((warning) => warning.endsWith(pendingPaymentsSays));
  const told = { isSettled, pace, ...(money === undefined ? {} : { currency: money.currency }) };
  if (promotion === undefined) return told;
  const isBudgetOn = defences.includes("voucher-budget");
  return {
    ...told,
    promotion: {
      vouchers: promotion.vouchers,
      isCapEnforced: defences.includes("voucher-cap") || promotion.capCheck === "atomic",
      guardBudgetCents: isBudgetOn ? promotion.guardBudgetCents : null,
      bug: listBugWindows({ changeLog, faults, defences }),
      off: listOffWindows(changeLog),
      phases,
      startMs: t0Ms ?? null,
    },
  };
}
