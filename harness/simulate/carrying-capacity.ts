// VD-14: how many workers, or which defence alone, would have carried the evening, nobody pulling the plug. By the pure capacity model, the plan's
// customers and the forum's own rules, in virtual time; bracketed, not fitted to a point.
import { buildCatalogue } from "../../mock-shop/rules/catalogue.ts";
import { bannerCategories } from "../../mock-shop/rules/voucher-bug.ts";
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import { computeCalmRequestsPerSecond, computeWorkers } from "../../scenarios/expectations.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { buildPlan, computeWeight } from "../../scenarios/plan.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import type { Objective } from "../objectives/open-slo.ts";
import type { CarryingCapacity } from "../record/carrying-capacity.ts";
import { type JudgedEvening, judgeEvening, type PlannedEvening } from "./judge-evening.ts";
import type { VirtualForum } from "./simulate-deal.ts";
import type { VirtualBug } from "./virtual-basket.ts";
import { openVirtualForum } from "./virtual-forum.ts";
import { simulatedDefences, startVirtualVouchers, type VirtualVouchers } from "./virtual-vouchers.ts";

/** A shop of more than so many times its workers is another shop. */
const mostTimesLarger = 8;
/** The bracket is found on the drill's seed, and its ends are confirmed on so many more. */
const moreSeeds = 3;

/** Null where the incident has no deal. Some forty evenings of up to a second each. */
export function computeCarryingCapacity(
  incident: Incident,
  objectives: readonly Objective[],
  pace: number,
  seed: number,
): CarryingCapacity | null {
  const { promotion } = incident;
  if (incident.deal === undefined || promotion === undefined) return null;
  const evenings = Array.from({ length: 1 + moreSeeds }, (_, more) =>
    planEvening(incident, promotion, pace, seed + more),
  );
  const { plan } = evenings[0] as PlannedEvening;
  const weight = computeWeight(pace, plan.share);
  const voucherWorld = {
    guard: { budgetCents: promotion.budgetCents / weight, usesPerMinute: promotion.usesPerMinute / weight },
    wallMsPerMinute: computeWallMs(1, pace),
    capPerAccount: promotion.capPerAccount,
  };
  return findCarryingCapacity(incident, evenings, {
    // Nobody waits in line in this model.
    objectives: objectives.filter(({ kind }) => kind !== "waiting"),
    workers: computeWorkers(incident, computeCalmRequestsPerSecond(incident, plan, requestsPerStep)),
    bugAt: buildBugTimes(incident),
    openForum: () => openVirtualForum(weight),
    openVouchers: (defence) => startVirtualVouchers(defence, voucherWorld),
  });
}

function planEvening(
  incident: Incident,
  promotion: NonNullable<Incident["promotion"]>,
  pace: number,
  seed: number,
): PlannedEvening {
  return {
    plan: buildPlan(incident, seed, pace),
    promotion: {
      discountCents: promotion.discountCents,
      eligible: promotion.eligibleCategories,
      banner: bannerCategories,
      departments: buildCatalogue(seed).categories.map(({ slug }) => slug),
    },
  };
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
  readonly objectives: readonly Objective[];
  readonly workers: number;
  readonly bugAt: (minute: number) => VirtualBug;
  readonly openForum: () => VirtualForum;
  /** With one defence of `simulatedDefences`, or with none. */
  readonly openVouchers: (defence: string | null) => VirtualVouchers;
}

/**
 * Not every evening is carried by `tooFew` workers, every one by `enough`; null: not by the largest shop that was tried.
 * Found by halving on the first evening. That more workers are never worse is not taken for granted: `enough` grows until
 * it carries all evenings, and the first one with a worker more.
 */
export function findCarryingCapacity(
  incident: Incident,
  evenings: readonly PlannedEvening[],
  terms: CarryingTerms,
): CarryingCapacity {
  const judge = remember((workers, index) =>
    judgeEvening(incident, evenings[index] as PlannedEvening, {
      ...terms,
      workers,
      openVouchers: () => terms.openVouchers(null),
    }),
  );
  const judgeAll = (bugAt: CarryingTerms["bugAt"], defence: string | null) =>
    evenings.map((evening) =>
      judgeEvening(incident, evening, { ...terms, bugAt, openVouchers: () => terms.openVouchers(defence) }),
    );
  const right = judgeAll(() => "none", null);
  const carries = (workers: number) => judge(workers, 0).isCarried;
  const countCarried = (workers: number) => evenings.filter((_, index) => judge(workers, index).isCarried).length;
  const carriesAll = (workers: number) => carries(workers) && countCarried(workers) === evenings.length;
  const bracket = findBracket(terms.workers, carries, carriesAll);
  const carriedRight = right.filter(({ isCarried }) => isCarried).length;
  return {
    workers: terms.workers,
    ownRatio: judge(terms.workers, 0).turnedAwayRatio,
    rightRatio: right[0]?.turnedAwayRatio ?? 0,
    withRightCode: carriedRight === evenings.length,
    ...bracket,
    objectives: terms.objectives.map(({ name }) => name),
    seeds: evenings.map(({ plan }) => plan.seed),
    carriedTooFew: bracket.tooFew === 0 ? null : countCarried(bracket.tooFew),
    carriedEnough: bracket.enough === null ? null : countCarried(bracket.enough),
    carriedRight,
    carriedByDefence: simulatedDefences
      .filter((name) => incident.defences.some((defence) => defence.name === name))
      .map((name) => ({ name, carried: judgeAll(terms.bugAt, name).filter(({ isCarried }) => isCarried).length })),
    defencesNotSimulated: incident.defences.map(({ name }) => name).filter((name) => !simulatedDefences.includes(name)),
  };
}

/** Each evening is judged once with so many workers. */
function remember(judge: (workers: number, index: number) => JudgedEvening): typeof judge {
  const known = new Map<string, JudgedEvening>();
  return (workers, index) => {
    const key = `${workers} ${index}`;
    const judged = known.get(key) ?? judge(workers, index);
    known.set(key, judged);
    return judged;
  };
}

type Carries = (workers: number) => boolean;

/** `carries`: the first evening; `carriesAll`: every one. */
export function findBracket(
  own: number,
  carries: Carries,
  carriesAll: Carries,
): Pick<CarryingCapacity, "tooFew" | "enough"> {
  if (carriesAll(own)) return { tooFew: 0, enough: own };
  const most = own * mostTimesLarger;
  let tooFew = own;
  let enough = own;
  while (!carries(enough) || enough === own) {
    tooFew = enough;
    enough *= 2;
    if (enough > most) return { tooFew, enough: null };
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (carries(middle)) enough = middle;
    else tooFew = middle;
  }
  while (!carriesAll(enough) || !carries(enough + 1)) {
    tooFew = enough;
    enough++;
    if (enough > most) return { tooFew, enough: null };
  }
  return { tooFew, enough };
}
