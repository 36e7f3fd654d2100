// What a deal that spread on a forum came to, from history, books and what was recorded of the forum. Pure.
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import type { DealFigures } from "../../scenarios/figures.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { computeWeight, isAfterDeal } from "../../scenarios/plan.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import type { AuditTerms } from "../audit/audit-terms.ts";
import { buildBookTerms } from "../audit/book-terms.ts";
import type { BookOrder, Books } from "../audit/books.ts";
import { countAccounts } from "../audit/damage.ts";
import { findDiscountOrigin, listDiscounted } from "../audit/discount-origins.ts";
import { findDeedMinute } from "../deal/deal-times.ts";
import type { CarryingCapacity } from "../record/carrying-capacity.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import { type DealReport, findChosenScore } from "../record/deal-report.ts";
import type { Recording } from "./recording.ts";

/** The hardest stretch is looked for with a window of so many incident minutes. */
const peakWindowMinutes = 5;

/** Null where the incident has no deal, or the books could not be read. */
export function buildDealFigures(
  recording: Recording,
  terms: AuditTerms,
  dealReport: DealReport | null,
): DealFigures | null {
  const { incident, plan, history, books, recorded, actions } = recording;
  if (incident.deal === undefined || books === null) return null;
  const undeserved = listUndeserved(recording, books, terms);
  const byKey = new Map(history.flatMap((one) => one.attempts.map(({ key }) => [key, one] as const)));
  const isOfBuyer = ({ key }: BookOrder) => byKey.get(key)?.buys === true;
  const pausedAtMinute = findDeedMinute(incident, actions, "pause-ordering");
  const resumedAtMinute = findDeedMinute(incident, actions, "resume-ordering");
  const peak = findPeak(recording);
  const cancelled = books.orders.filter(({ state }) => state === "cancelled");
  return {
    weight: computeWeight(plan.pace, plan.share),
    readersCameMinutes: history
      .filter(({ population, cameMinute }) => population === "deal-readers" && cameMinute !== null)
      .map(({ cameMinute }) => cameMinute as number)
      .toSorted((a, b) => a - b),
    firstPostMinute: recorded.forum?.firstPostMinute ?? null,
    posts: recorded.forum?.posts ?? 0,
    trickOrders: undeserved.filter((order) => !hasEligibleLine(incident, order)).length,
    undeservedOrders: undeserved.length,
    undeservedCents: undeserved.reduce((sum, order) => sum + (order.details?.discountCents ?? 0), 0),
    freeOrders: undeserved.filter(({ totalCents }) => totalCents === 0).length,
    windfallOrders: undeserved.filter(isOfBuyer).length,
    usesByAccount: countAccounts(undeserved),
    peakTurnedAwayRatio: peak === null ? null : computeTurnedAway(incident, history, peak.fromMinute),
    peakOfferedRatio: peak?.offeredRatio ?? null,
    pausedAtMinute,
    resumedAtMinute,
    ...countWhilePaused(history, pausedAtMinute, resumedAtMinute),
    parcelsAtPause: pausedAtMinute === null ? 0 : countParcels(recording, undeserved, pausedAtMinute),
    digitalDelivered: undeserved.filter(isDigitalDelivered).length,
    ...readCarrying(recorded.carryingCapacity),
    filter: readChosenScore(dealReport),
    cancelledOrders: cancelled.length,
    cancelledTold: cancelled.filter(({ details }) => (details?.messagesAtMs.length ?? 0) > 0).length,
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
): Pick<DealFigures, "carryingWorkers" | "carriesWithRightCode"> {
  if (capacity === undefined) return { carryingWorkers: null, carriesWithRightCode: null };
  const { tooFew, enough, workers, withRightCode } = capacity;
  return { carryingWorkers: { above: tooFew, atMost: enough, own: workers }, carriesWithRightCode: withRightCode };
}

function hasEligibleLine({ promotion }: Incident, { details }: BookOrder): boolean {
  return details?.lines.some(({ category }) => promotion?.eligibleCategories.includes(category)) ?? false;
}

/** Orders with a discount that the drilled bug explains and the shop's rules do not; none where the promotion is not known. */
function listUndeserved({ history }: Recording, books: Books, terms: AuditTerms): BookOrder[] {
  const { promotion } = buildBookTerms(history, books, terms);
  if (promotion === null) return [];
  const byBug = ["trick", "banner"];
  return listDiscounted(books.orders).filter((order) => byBug.includes(findDiscountOrigin(order, promotion)));
}

/** The window in which most work was offered, before ordering was paused; null without a step. */
function findPeak({ incident, recorded, plan }: Recording): { fromMinute: number; offeredRatio: number } | null {
  // Who came at the very end had no time to be turned away before ordering was paused.
  const until = incident.outageMinute - peakWindowMinutes;
  const offered = new Map<number, number>();
  for (const { fromMinute, step, outcomes } of recorded.timeSlices) {
    const count = Object.values(outcomes).reduce((sum, number) => sum + number, 0);
    offered.set(fromMinute, (offered.get(fromMinute) ?? 0) + count * requestsPerStep[step] * incident.serviceMs);
  }
  const minutes = [...offered.keys()].filter((minute) => minute + peakWindowMinutes <= until).toSorted((a, b) => a - b);
  const capacityMs = computeWallMs(peakWindowMinutes, plan.pace) * recorded.shopWorkers;
  let peak: { fromMinute: number; offeredRatio: number } | null = null;
  for (const fromMinute of minutes) {
    let workMs = 0;
    for (const [minute, ms] of offered)
      if (minute >= fromMinute && minute < fromMinute + peakWindowMinutes) workMs += ms;
    if (peak === null || workMs / capacityMs > peak.offeredRatio)
      peak = { fromMinute, offeredRatio: workMs / capacityMs };
  }
  return peak;
}

/** Of the deal's customers who came in the peak window: share that was turned away at some page before ordering was paused. */
function computeTurnedAway(incident: Incident, history: readonly CustomerHistory[], fromMinute: number): number | null {
  const inside = history.filter(
    ({ population, cameMinute }) =>
      isAfterDeal({ name: population }) &&
      cameMinute !== null &&
      cameMinute >= fromMinute &&
      cameMinute < fromMinute + peakWindowMinutes,
  );
  const failed = inside.filter(
    ({ firstVisitFailedMinute: minute }) => minute !== null && minute < incident.outageMinute,
  );
  return inside.length === 0 ? null : failed.length / inside.length;
}

function countWhilePaused(
  history: readonly CustomerHistory[],
  pausedAtMinute: number | null,
  resumedAtMinute: number | null,
): Pick<DealFigures, "ordersWhilePaused" | "refusedWhilePaused"> {
  if (pausedAtMinute === null) return { ordersWhilePaused: 0, refusedWhilePaused: 0 };
  const until = resumedAtMinute ?? Infinity;
  const within = history.map(({ attempts }) =>
    attempts.filter(({ startedMinute }) => startedMinute >= pausedAtMinute && startedMinute < until),
  );
  return {
    ordersWhilePaused: within.reduce(
      (sum, attempts) => sum + attempts.filter(({ outcome }) => outcome === "ok" || outcome === "deferred").length,
      0,
    ),
    refusedWhilePaused: history.filter(
      ({ buys, firstPausedMinute: minute }) =>
        buys && minute !== undefined && minute !== null && minute >= pausedAtMinute && minute < until,
    ).length,
  };
}

/** Packed before ordering was paused: times of the books are epoch ms, T0 is when the drill began. */
function countParcels({ recorded, plan }: Recording, orders: readonly BookOrder[], pausedAtMinute: number): number {
  const t0Ms = recorded.t0Ms ?? 0;
  const untilMs = t0Ms + computeWallMs(pausedAtMinute, plan.pace);
  return orders.filter(({ details }) => details?.events.some(({ kind, atMs }) => kind === "packed" && atMs <= untilMs))
    .length;
}

function isDigitalDelivered({ details }: BookOrder): boolean {
  return details?.stage === "delivered" && details.lines.every(({ kind }) => kind === "digital");
}
