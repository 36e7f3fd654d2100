// VD-14: how many workers would have carried the evening, nobody pulling the plug. By the pure capacity model, the plan's
// customers and the forum's own rules, in virtual time; bracketed, not fitted to a point.
import { buildCatalogue } from "../../mock-shop/rules/catalogue.ts";
import { bannerCategories } from "../../mock-shop/rules/voucher-bug.ts";
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import { computeCalmRequestsPerSecond, computeWorkers } from "../../scenarios/expectations.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { buildPlan, computeWeight, type Plan } from "../../scenarios/plan.ts";
import type { CarryingCapacity } from "../record/carrying-capacity.ts";
import { simulateDeal, type VirtualForum } from "./simulate-deal.ts";
import type { VirtualBug, VirtualPromotion } from "./virtual-basket.ts";
import { openVirtualForum } from "./virtual-forum.ts";

/** An evening is carried when of the buyers' steps at most this share is turned away or times out. */
const mostTurnedAwayRatio = 0.005;
/** A shop of more than so many times its workers is another shop. */
const mostTimesLarger = 8;

/** Null where the incident has no deal. About ten evenings of a second each. */
export function computeCarryingCapacity(incident: Incident, pace: number, seed: number): CarryingCapacity | null {
  const { promotion } = incident;
  if (incident.deal === undefined || promotion === undefined) return null;
  const plan = buildPlan(incident, seed, pace);
  return findCarryingCapacity(incident, plan, {
    workers: computeWorkers(incident, computeCalmRequestsPerSecond(incident, plan, requestsPerStep)),
    promotion: {
      discountCents: promotion.discountCents,
      eligible: promotion.eligibleCategories,
      banner: bannerCategories,
      departments: buildCatalogue(seed).categories.map(({ slug }) => slug),
    },
    bugAt: buildBugTimes(incident),
    openForum: () => openVirtualForum(computeWeight(pace, plan.share)),
  });
}

/** Which bug is in force when, as planned. */
function buildBugTimes({ faults }: Incident): (minute: number) => VirtualBug {
  const isIn = (kind: string, minute: number) =>
    faults.some(
      (fault) =>
        fault.kind === kind &&
        fault.stages.some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute),
    );
  return (minute) => {
    if (isIn("voucher-everyone", minute)) return "everyone";
    return isIn("voucher-kept", minute) ? "kept" : "none";
  };
}

export interface CarryingTerms {
  readonly workers: number;
  readonly promotion: VirtualPromotion;
  readonly bugAt: (minute: number) => VirtualBug;
  readonly openForum: () => VirtualForum;
}

/**
 * The smallest number of workers that carries the evening lies in (`tooFew`, `enough`]; `enough` null: not even the largest
 * that was tried. `withRightCode`: whether the shop's own workers carry it with the voucher decided rightly.
 */
export function findCarryingCapacity(incident: Incident, plan: Plan, terms: CarryingTerms): CarryingCapacity {
  const ratioAt = (workers: number, bugAt = terms.bugAt) =>
    measureTurnedAway(incident, plan, { ...terms, bugAt }, workers);
  const ownRatio = ratioAt(terms.workers);
  const rightRatio = ratioAt(terms.workers, () => "none");
  const withRightCode = rightRatio <= mostTurnedAwayRatio;
  const base = { workers: terms.workers, mostTurnedAwayRatio, ownRatio, rightRatio, withRightCode };
  if (ownRatio <= mostTurnedAwayRatio) return { ...base, tooFew: 0, enough: terms.workers };
  let tooFew = terms.workers;
  let enough = terms.workers * 2;
  while (ratioAt(enough) > mostTurnedAwayRatio) {
    tooFew = enough;
    enough *= 2;
    if (enough > terms.workers * mostTimesLarger) return { ...base, tooFew, enough: null };
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (ratioAt(middle) > mostTurnedAwayRatio) tooFew = middle;
    else enough = middle;
  }
  return { ...base, tooFew, enough };
}

function measureTurnedAway(incident: Incident, plan: Plan, terms: CarryingTerms, workers: number): number {
  let steps = 0;
  let turnedAway = 0;
  const { promotion, bugAt, openForum } = terms;
  simulateDeal(incident, plan, {
    ...{ workers, promotion, bugAt, forum: openForum() },
    onStep: ({ population }, { outcome }) => {
      if (population !== "buyers") return;
      steps++;
      if (outcome !== "ok") turnedAway++;
    },
  });
  return steps === 0 ? 0 : turnedAway / steps;
}
