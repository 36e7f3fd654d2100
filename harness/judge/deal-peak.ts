// The hardest minutes of a deal: how much work was offered in them, and whom the shop turned away. Pure.
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import { type DealFigures, dealPeakMinutes } from "../../scenarios/figures.ts";
import type { Incident } from "../../scenarios/incident.ts";
import type { Outcome } from "../../scenarios/outcome.ts";
import { isAfterDeal } from "../../scenarios/plan.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { Recorded, TimeSlice } from "../record/run-record.ts";

/** Steps that ended on the last page of their chain; any other may have ended at its first request. */
const wholeChain: ReadonlySet<string> = new Set<Outcome>(["ok", "deferred", "soft-error", "wrong", "declined"]);

export interface PeakParts {
  readonly incident: Pick<Incident, "serviceMs">;
  readonly pace: number;
  readonly recorded: Pick<Recorded, "timeSlices" | "shopWorkers">;
  readonly history: readonly CustomerHistory[];
  /** Null where nobody paused ordering: then the whole drill is looked through. */
  readonly pausedAtMinute: number | null;
}

/** Both null where nothing was asked of the shop, or nobody came for the deal in its hardest minutes. */
export function measurePeak(parts: PeakParts): Pick<DealFigures, "peakTurnedAwayRatio" | "peakOfferedRatio"> {
  const peak = findPeak(parts);
  return {
    peakTurnedAwayRatio: peak === null ? null : computeTurnedAway(parts, peak.fromMinute),
    peakOfferedRatio: peak?.offeredRatio ?? null,
  };
}

/** The window in which most work was offered, before ordering was paused; null without a step. */
function findPeak({ incident, pace, recorded, pausedAtMinute }: PeakParts): {
  fromMinute: number;
  offeredRatio: number;
} | null {
  // Who came at the very end had no time to be turned away before ordering was paused.
  const until = (pausedAtMinute ?? Number.POSITIVE_INFINITY) - dealPeakMinutes;
  const offered = new Map<number, number>();
  for (const slice of recorded.timeSlices) {
    const workMs = countRequests(slice) * incident.serviceMs;
    offered.set(slice.fromMinute, (offered.get(slice.fromMinute) ?? 0) + workMs);
  }
  const minutes = [...offered.keys()].filter((minute) => minute + dealPeakMinutes <= until).toSorted((a, b) => a - b);
  const capacityMs = computeWallMs(dealPeakMinutes, pace) * recorded.shopWorkers;
  let peak: { fromMinute: number; offeredRatio: number } | null = null;
  for (const fromMinute of minutes) {
    let workMs = 0;
    for (const [minute, ms] of offered) if (minute >= fromMinute && minute < fromMinute + dealPeakMinutes) workMs += ms;
    if (peak === null || workMs / capacityMs > peak.offeredRatio)
      peak = { fromMinute, offeredRatio: workMs / capacityMs };
  }
  return peak;
}

/**
 * Requests that customers sent, at least: all of its chain for a step that came to its end, and one for a step that was
 * sent away, kept waiting, timed out or refused, since the rest of its chain is sent only after a good answer.
 */
function countRequests({ step, outcomes }: TimeSlice): number {
  return Object.entries(outcomes).reduce(
    (sum, [outcome, count]) => sum + count * (wholeChain.has(outcome) ? requestsPerStep[step] : 1),
    0,
  );
}

/**
 * Of the deal's customers who came in the peak window: share that a busy, error or timed-out page, or no connection, met
 * on the visit that began in it, before ordering was paused. Null where the histories do not keep it, or nobody came.
 */
function computeTurnedAway({ history, pausedAtMinute }: PeakParts, fromMinute: number): number | null {
  const inside = history.filter(
    ({ population, cameMinute }) =>
      isAfterDeal({ name: population }) &&
      cameMinute !== null &&
      cameMinute >= fromMinute &&
      cameMinute < fromMinute + dealPeakMinutes,
  );
  if (inside.length === 0 || inside.some(({ firstTurnedAwayMinute }) => firstTurnedAwayMinute === undefined))
    return null;
  const turnedAway = inside.filter(
    ({ firstTurnedAwayMinute: minute }) =>
      minute !== undefined && minute !== null && minute < (pausedAtMinute ?? Number.POSITIVE_INFINITY),
  );
  return turnedAway.length / inside.length;
}
