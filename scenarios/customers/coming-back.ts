// What a customer does when a visit has failed: buy elsewhere, come back later, come back next morning, give up.
import { toExponential } from "../chance.ts";
import type { CustomerModel } from "../incident.ts";
import type { IncidentClock } from "../time.ts";

export type VisitEnd = "competitor" | "gave-up";

/** After a failed visit: the end, or a wait until the minute of the next visit. */
export type AfterVisit =
  | { readonly does: "end"; readonly end: VisitEnd }
  | { readonly does: "wait-until"; readonly atMinute: number };

/** Whether a minute lies in a phase, and not in a jump or after the end. */
function isRehearsed(clock: IncidentClock, minute: number): boolean {
  return clock.phases.some((phase) => minute >= phase.fromMinute && minute < phase.toMinute);
}

/**
 * Decides after visit number `visit`, ended at `endedMinute`. Return times are drawn outside jumps:
 * somebody who would come back in the quiet hours comes in the morning. A return after the
 * rehearsed time is a customer who did not come back in it: `gave-up`.
 */
export function decideAfterVisit(
  model: CustomerModel,
  clock: IncidentClock,
  visit: number,
  endedMinute: number,
  chance: (decision: string) => number,
): AfterVisit {
  const uniform = chance("after-visit");
  if (uniform < model.competitorShare) return { does: "end", end: "competitor" };
  if (visit >= model.mostVisits) return { does: "end", end: "gave-up" };
  const { laterShare, morningShare, morningMinutes } = model;
  if (uniform < model.competitorShare + laterShare) {
    const waitMinutes = model.laterLeastMinutes + model.laterMeanMinutes * toExponential(chance("later"));
    const atMinute = endedMinute + waitMinutes;
    if (isRehearsed(clock, atMinute)) return { does: "wait-until", atMinute };
    if (morningMinutes === null || atMinute >= morningMinutes[1]) return { does: "end", end: "gave-up" };
    return returnInTheMorning(morningMinutes, endedMinute, chance("morning"));
  }
  if (morningMinutes !== null && uniform < model.competitorShare + laterShare + morningShare)
    return returnInTheMorning(morningMinutes, endedMinute, chance("morning"));
  return { does: "end", end: "gave-up" };
}

function returnInTheMorning(window: readonly [number, number], endedMinute: number, uniform: number): AfterVisit {
  const atMinute = window[0] + uniform * (window[1] - window[0]);
  return atMinute > endedMinute ? { does: "wait-until", atMinute } : { does: "end", end: "gave-up" };
}
