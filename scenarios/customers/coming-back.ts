// What a customer does when a visit has failed: buy elsewhere, come back later, come back next morning, give up.
import { toExponential } from "../chance.ts";
import type { CustomerModel } from "../incident.ts";
import type { IncidentClock } from "../time.ts";

export type VisitEnd = "competitor" | "gave-up";

/** After a failed visit: the end, or a wait until the minute of the next visit. */
export type AfterVisit =
  | { readonly does: "end"; readonly end: VisitEnd }
  | { readonly does: "wait-until"; readonly atMinute: number };

/** A failed visit: its number, when it ended (incident minutes), and whether the customer was told anything in it. */
export interface FailedVisit {
  readonly visit: number;
  readonly endedMinute: number;
  readonly isInformed: boolean;
}

/** Whether a minute lies in a phase, and not in a jump or after the end. */
export function isRehearsed(clock: IncidentClock, minute: number): boolean {
  return clock.phases.some((phase) => minute >= phase.fromMinute && minute < phase.toMinute);
}

/** Shares of a failed visit's ends: those of people who know what is wrong, or those of people who do not. */
function pickShares(model: CustomerModel, isInformed: boolean): { competitor: number; later: number; morning: number } {
  return isInformed
    ? {
        competitor: model.informedCompetitorShare,
        later: model.informedLaterShare,
        morning: model.informedMorningShare,
      }
    : { competitor: model.competitorShare, later: model.laterShare, morning: model.morningShare };
}

/**
 * Decides after a failed visit, informed or not. Return times are drawn outside jumps: somebody who would come back in the
 * quiet hours comes in the morning. A return after the rehearsed time is a customer who did not come back in it: `gave-up`.
 */
export function decideAfterVisit(
  model: CustomerModel,
  clock: IncidentClock,
  { visit, endedMinute, isInformed }: FailedVisit,
  chance: (decision: string) => number,
): AfterVisit {
  const shares = pickShares(model, isInformed);
  const uniform = chance("after-visit");
  if (uniform < shares.competitor) return { does: "end", end: "competitor" };
  if (visit >= model.mostVisits) return { does: "end", end: "gave-up" };
  const { morningMinutes } = model;
  if (uniform < shares.competitor + shares.later) {
    const waitMinutes = model.laterLeastMinutes + model.laterMeanMinutes * toExponential(chance("later"));
    return comeBackAt(model, clock, endedMinute + waitMinutes, endedMinute, chance);
  }
  if (morningMinutes !== null && uniform < shares.competitor + shares.later + shares.morning)
    return returnInTheMorning(morningMinutes, endedMinute, chance("morning"));
  return { does: "end", end: "gave-up" };
}

/** Who was told to try again in so many minutes comes then, plus an exponential reaction; outside the rehearsed time as above. */
export function waitAsTold(
  model: CustomerModel,
  clock: IncidentClock,
  endedMinute: number,
  retryAfterMinutes: number,
  chance: (decision: string) => number,
): AfterVisit {
  const reactionMinutes = model.adviceReactionMinutes * toExponential(chance("advice-reaction"));
  return comeBackAt(model, clock, endedMinute + retryAfterMinutes + reactionMinutes, endedMinute, chance);
}

function comeBackAt(
  { morningMinutes }: CustomerModel,
  clock: IncidentClock,
  atMinute: number,
  endedMinute: number,
  chance: (decision: string) => number,
): AfterVisit {
  if (isRehearsed(clock, atMinute)) return { does: "wait-until", atMinute };
  if (morningMinutes === null || atMinute >= morningMinutes[1]) return { does: "end", end: "gave-up" };
  return returnInTheMorning(morningMinutes, endedMinute, chance("morning"));
}

function returnInTheMorning(window: readonly [number, number], endedMinute: number, uniform: number): AfterVisit {
  const atMinute = window[0] + uniform * (window[1] - window[0]);
  return atMinute > endedMinute ? { does: "wait-until", atMinute } : { does: "end", end: "gave-up" };
}
