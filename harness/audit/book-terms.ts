// The terms of a drill in the books' own time.
import { buildIncidentClock } from "../../scenarios/time.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { AuditTerms, PromotionTerms } from "./audit-terms.ts";
import type { Books } from "./books.ts";
import type { BugStage } from "./bug-windows.ts";
import type { MinuteWindow } from "./minute-windows.ts";
import { estimateStartMs, listPlacedTimes } from "./start-time.ts";

/** Wall clock, epoch ms, both ends included. */
export interface BookPeriod {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A stage of the bug in force. */
export interface BugPeriod extends BookPeriod {
  readonly stage: BugStage;
}

/** Like AuditTerms, with times as the books keep them. */
export interface BookTerms extends Omit<AuditTerms, "promotion"> {
  readonly promotion: BookPromotionTerms | null;
}

/**
 * Periods null: nothing tells what the books' times are on the incident clock, so nobody knows when it was so.
 * `offPeriods`: all vouchers were switched off. `startErrorMs`: wall ms by which the periods may be off.
 */
export interface BookPromotionTerms extends Omit<PromotionTerms, "bug" | "off" | "phases" | "startMs"> {
  readonly bugPeriods: readonly BugPeriod[] | null;
  readonly offPeriods: readonly BookPeriod[] | null;
  readonly startErrorMs: number;
}

/** What a recorded start leaves: times are rounded, and the harness notes a fault some ms after the shop has it. */
const recordedStartErrorMs = 50;
/** What an estimated start may be off by: answers that were slow on their way. */
const estimatedStartErrorMs = 1_000;

/** Translates incident minutes into the books' wall time: by the recorded start, else by the orders that customers were shown. */
export function buildBookTerms(histories: readonly CustomerHistory[], books: Books, terms: AuditTerms): BookTerms {
  const { promotion, ...others } = terms;
  if (promotion === undefined) return { ...others, promotion: null };
  const { bug, off, phases: _phases, startMs, ...rest } = promotion;
  const translate = bug.length + off.length === 0 ? null : buildTranslation(histories, books, terms);
  return {
    ...others,
    promotion: {
      ...rest,
      bugPeriods: bug.length === 0 ? [] : translate && bug.map((one) => ({ stage: one.stage, ...translate(one) })),
      offPeriods: off.length === 0 ? [] : translate && off.map(translate),
      startErrorMs: startMs === null ? estimatedStartErrorMs : recordedStartErrorMs,
    },
  };
}

type Translation = (window: MinuteWindow) => BookPeriod;

/** Null where pace, phases or start are not known. */
function buildTranslation(
  histories: readonly CustomerHistory[],
  { orders }: Books,
  { pace, promotion }: AuditTerms,
): Translation | null {
  if (promotion === undefined || pace === null || promotion.phases.length === 0) return null;
  const clock = buildIncidentClock(promotion.phases, pace);
  const startMs = promotion.startMs ?? estimateStartMs(histories, listPlacedTimes(orders), clock);
  if (startMs === null) return null;
  return ({ fromMinute, untilMinute }) => ({
    fromMs: startMs + clock.wallMsAt(fromMinute),
    untilMs: untilMinute === null ? Number.POSITIVE_INFINITY : startMs + clock.wallMsAt(untilMinute),
  });
}
