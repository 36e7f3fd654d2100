// What a deal that spread on a forum came to, from history, books and what was recorded of the forum. Pure.
import type { DealFigures } from "../../scenarios/figures.ts";
import { computeWeight } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import type { AuditTerms } from "../audit/audit-terms.ts";
import { buildBookTerms } from "../audit/book-terms.ts";
import type { Books } from "../audit/books.ts";
import { estimateStartMs, listPlacedTimes } from "../audit/start-time.ts";
import { findDeedMinute } from "../deal/deal-times.ts";
import { type CarryingCapacity, describeCarrying } from "../record/carrying-capacity.ts";
import { type DealReport, findChosenScore } from "../record/deal-report.ts";
import { measurePeak } from "./deal-peak.ts";
import { countWhilePaused } from "./orders-while-paused.ts";
import type { Recording } from "./recording.ts";
import { countDiscounts } from "./undeserved-discounts.ts";

/** Null where the incident has no deal, or the books could not be read. */
export function buildDealFigures(
  recording: Recording,
  terms: AuditTerms,
  dealReport: DealReport | null,
): DealFigures | null {
  const { incident, plan, history, books, recorded, actions } = recording;
  if (incident.deal === undefined || books === null) return null;
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const t0Ms = recorded.t0Ms ?? estimateStartMs(history, listPlacedTimes(books.orders), clock);
  const pausedAtMinute = findDeedMinute(incident, actions, "pause-ordering");
  const resumedAtMinute = findDeedMinute(incident, actions, "resume-ordering");
  return {
    weight: computeWeight(plan.pace, plan.share),
    readersCameMinutes: history
      .filter(({ population, cameMinute }) => population === "deal-readers" && cameMinute !== null)
      .map(({ cameMinute }) => cameMinute as number)
      .toSorted((a, b) => a - b),
    firstPostMinute: recorded.forum?.firstPostMinute ?? null,
    posts: recorded.forum?.posts ?? null,
    discounts: countDiscounts({
      history,
      books,
      promotion: buildBookTerms(history, books, terms).promotion,
      pausedAtMs: pausedAtMinute === null || t0Ms === null ? null : t0Ms + clock.wallMsAt(pausedAtMinute),
    }),
    ...measurePeak({ incident, pace: plan.pace, recorded, history, pausedAtMinute }),
    pausedAtMinute,
    resumedAtMinute,
    ...countWhilePaused({
      history,
      books,
      changeLog: recorded.changeLog,
      pausedAtMinute,
      resumedAtMinute,
      minuteOf: t0Ms === null ? null : (epochMs) => clock.minuteAt(epochMs - t0Ms),
    }),
    ...readCarrying(recorded.carryingCapacity),
    filter: readChosenScore(dealReport),
    ...countCancelled(books),
  };
}

/** At full scale; null where nothing was to be found. */
function readChosenScore(report: DealReport | null): DealFigures["filter"] {
  const score = report === null ? null : findChosenScore(report);
  if (!score?.recall || !score.precision) return null;
  return {
    recall: score.recall.value,
    precision: score.precision.value,
    wronglyCancelled: score.goodSelected,
    savedCents: score.savedCents.full.value,
    sunkCents: score.sunkCents.full.value,
  };
}

function readCarrying(
  capacity: CarryingCapacity | undefined,
): Pick<DealFigures, "carryingWorkers" | "carriesWithRightCode" | "carryingTold"> {
  if (capacity === undefined) return { carryingWorkers: null, carriesWithRightCode: null };
  const { tooFew, enough, workers, withRightCode } = capacity;
  return {
    carryingWorkers: { above: tooFew, atMost: enough, own: workers },
    carriesWithRightCode: withRightCode,
    carryingTold: describeCarrying(capacity),
  };
}

/** `cancelledTold` null where the books keep no messages of a cancelled order. */
function countCancelled({ orders }: Books): Pick<DealFigures, "cancelledOrders" | "cancelledTold"> {
  const cancelled = orders.filter(({ state }) => state === "cancelled");
  const isKnown = cancelled.every(({ details }) => details !== undefined);
  const told = cancelled.filter(({ details }) => (details?.messagesAtMs.length ?? 0) > 0);
  return { cancelledOrders: cancelled.length, cancelledTold: isKnown ? told.length : null };
}
