// The terms of a drill in the books' own time.
import { buildIncidentClock } from "../../scenarios/time.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { AuditTerms, PromotionTerms } from "./audit-terms.ts";
import type { Books } from "./books.ts";
import type { BugStage } from "./bug-windows.ts";
import { estimateStartMs, listPlacedTimes } from "./start-time.ts";

/** A stage of the bug in force; wall clock, epoch ms, both ends included. */
export interface BugPeriod {
  readonly stage: BugStage;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Like AuditTerms, with the bug's times as the books keep them. */
export interface BookTerms extends Omit<AuditTerms, "promotion"> {
  readonly promotion: BookPromotionTerms | null;
}

/** `bugPeriods` null: nothing tells what the books' times are on the incident clock, so nobody knows when it was in. */
export interface BookPromotionTerms extends Omit<PromotionTerms, "bug" | "phases" | "startMs"> {
  readonly bugPeriods: readonly BugPeriod[] | null;
}

/** Translates incident minutes into the books' wall time, by the orders that customers were shown. */
export function buildBookTerms(histories: readonly CustomerHistory[], books: Books, terms: AuditTerms): BookTerms {
  const { isSettled, pace, promotion } = terms;
  if (promotion === undefined) return { isSettled, pace, promotion: null };
  const { bug: _bug, phases: _phases, startMs: _startMs, ...rest } = promotion;
  return { isSettled, pace, promotion: { ...rest, bugPeriods: listBugPeriods(histories, books, terms) } };
}

function listBugPeriods(
  histories: readonly CustomerHistory[],
  { orders }: Books,
  { pace, promotion }: AuditTerms,
): BugPeriod[] | null {
  if (promotion === undefined) return null;
  const { bug, phases, startMs: knownStartMs } = promotion;
  if (bug.length === 0) return [];
  if (pace === null || phases.length === 0) return null;
  const clock = buildIncidentClock(phases, pace);
  const startMs = knownStartMs ?? estimateStartMs(histories, listPlacedTimes(orders), clock);
  if (startMs === null) return null;
  return bug.map(({ stage, fromMinute, untilMinute }) => ({
    stage,
    fromMs: startMs + clock.wallMsAt(fromMinute),
    untilMs: untilMinute === null ? Number.POSITIVE_INFINITY : startMs + clock.wallMsAt(untilMinute),
  }));
}
