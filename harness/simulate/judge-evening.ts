// A virtual evening by the incident's own objectives, counted as a drill's samples are, and held to their targets: it is
// carried when it borrows nothing from the rest of the month (docs/decisions/0019).
import { computeExpectedPerCalmMinute } from "../../scenarios/expectations.ts";
import type { Incident } from "../../scenarios/incident.ts";
import type { Plan } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { ObjectiveCounter } from "../measure/objective-counter.ts";
import { judgeObjectives } from "../objectives/judge-objectives.ts";
import type { Objective } from "../objectives/open-slo.ts";
import { simulateDeal, type VirtualForum } from "./simulate-deal.ts";
import type { VirtualBug, VirtualPromotion } from "./virtual-basket.ts";
import type { VirtualVouchers } from "./virtual-vouchers.ts";

/** The people of one seed, and the promotion in that seed's catalogue. */
export interface PlannedEvening {
  readonly plan: Plan;
  readonly promotion: VirtualPromotion;
}

export interface EveningTerms {
  readonly objectives: readonly Objective[];
  readonly workers: number;
  readonly bugAt: (minute: number) => VirtualBug;
  readonly openForum: () => VirtualForum;
  readonly openVouchers: () => VirtualVouchers;
}

/** `isCarried`: the evening holds every objective's target. `missed`: those it does not. `turnedAwayRatio`: of the buyers' steps, those that did not end well. */
export interface JudgedEvening {
  readonly isCarried: boolean;
  readonly missed: readonly string[];
  readonly turnedAwayRatio: number;
}

/** Runs one evening in virtual time and holds it to the objectives; about a fifth of a second. */
export function judgeEvening(
  incident: Incident,
  { plan, promotion }: PlannedEvening,
  { objectives, workers, bugAt, openForum, openVouchers }: EveningTerms,
): JudgedEvening {
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const counter = new ObjectiveCounter({
    // No alert is asked for: an alerting objective would keep each of its events.
    objectives: objectives.map((objective) => ({ ...objective, alerting: false })),
    clock,
    expectedPerMinute: new Map(
      objectives.map(({ name, steps, populations }) => [
        name,
        computeExpectedPerCalmMinute(incident, plan, steps, populations),
      ]),
    ),
  });
  let steps = 0;
  let turnedAway = 0;
  simulateDeal(incident, plan, {
    ...{ workers, promotion, bugAt, forum: openForum(), vouchers: openVouchers() },
    onStep: ({ population, customer }, { step, startedMinute, outcome, latencyMs }) => {
      const startedAtMs = clock.wallMsAt(startedMinute);
      counter.record({
        startedAtUs: Math.round(startedAtMs * 1000),
        clockMinute: startedMinute,
        phase: clock.phaseAt(startedAtMs),
        ...{ population, customer, step, outcome, latencyMs },
        ...{ weight: 1, attempt: 1, status: 0 },
      });
      if (population !== "buyers") return;
      steps++;
      if (outcome !== "ok") turnedAway++;
    },
  });
  const missed = judgeObjectives(counter.finish())
    .filter(({ good, total, target }) => total === 0 || good < target * total)
    .map(({ name }) => name);
  return { isCarried: missed.length === 0, missed, turnedAwayRatio: steps === 0 ? 0 : turnedAway / steps };
}
