// The pace licence: each phase in virtual time at 1x and at the drill's pace, figure by figure. See docs/pace.md.
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import { computeCalmRequestsPerSecond, computeWorkers } from "../../scenarios/expectations.ts";
import type { Incident, Phase } from "../../scenarios/incident.ts";
import { buildPlan, computeWeight, findTraffic, isAfterDeal, type Plan } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { computeDistortion } from "../measure/distortion.ts";
import type { LicencedFigure } from "../record/run-record.ts";
import { licencePhase, type PhaseComparison } from "./licence-limits.ts";
import { computeStrayFaultMinutes } from "./payment-calls.ts";
import { computePhaseFigures, PhaseTally } from "./phase-tally.ts";
import { simulateDrill } from "./simulate-drill.ts";
import { simulateFullShop } from "./simulate-full-shop.ts";
import { planStretch, type StretchLength, simulateStretch } from "./simulate-stretch.ts";
import type { Return } from "./simulated-customer.ts";

/** The drill is run with as many seeds as give this much wall time, up to a bound: a phase of 18 s alone is too noisy. */
const wantedWallMs = 1_000_000;
const mostDrills = 20;
/** The stretch that is counted at 1x: long enough for about 2,000 attempts to place an order of the outage's twin. */
const countedMinutes = 2;
/** Pages of a first visit with three articles, and room for slow thinkers: after it nearly every journey is under way. */
const warmUpPages = 20;

/** Rehearsed and full size: workers by the same rule as the drill's. */
function computeSizes(incident: Incident, seed: number, pace: number): { workers: number; fullWorkers: number } {
  const plan = buildPlan(incident, seed, pace);
  const full = { ...incident, populations: incident.populations.map((population) => ({ ...population, thinner: 1 })) };
  const fullRate = computeCalmRequestsPerSecond(full, { ...plan, share: 1 }, requestsPerStep);
  return {
    workers: computeWorkers(incident, computeCalmRequestsPerSecond(incident, plan, requestsPerStep)),
    fullWorkers: computeWorkers(incident, fullRate),
  };
}

/** Phases with the same traffic get the same customers: what differs between them is then the phase. */
function buildStretchPlans(incident: Incident, seed: number, length: StretchLength): (phase: Phase) => Plan {
  const plans = new Map<number, Plan>();
  return (phase) => {
    const plan = plans.get(phase.traffic) ?? planStretch(incident, phase, seed, length);
    plans.set(phase.traffic, plan);
    return plan;
  };
}

/** A simulation of all there is to compare, phase by phase in their order; `tell` hears what comes next. */
export function comparePaces(
  incident: Incident,
  pace: number,
  seed: number,
  tell: (next: string) => void = () => {},
): PhaseComparison[] {
  const { workers, fullWorkers } = computeSizes(incident, seed, pace);
  const warmUpMinutes = warmUpPages * incident.customers.thinkMinutes;
  const length = { warmUpMinutes, countedMinutes };
  const clock = buildIncidentClock(incident.phases, pace);
  const drills = Math.min(mostDrills, Math.ceil(wantedWallMs / clock.wallMs));
  const tallies = incident.phases.map(() => new PhaseTally());
  const returns = incident.phases.map((): Return[] => []);
  for (let drill = 0; drill < drills; drill++) {
    tell(`drill ${drill + 1} of ${drills} at ${pace}x`);
    simulateDrill(incident, seed + drill, pace, workers, warmUpMinutes, tallies, returns);
  }
  const planOf = buildStretchPlans(incident, seed, length);
  return incident.phases.map((phase, index): PhaseComparison => {
    tell(`phase ${phase.name} at 1x`);
    const paced = tallies[index] as PhaseTally;
    const again = returns[index] as Return[];
    const inflow = { returns: again, returnsPerSecond: again.length / (paced.wallMs / 1000) };
    const stretch = simulateStretch(incident, phase, planOf(phase), workers, length, inflow);
    const atPace = computePhaseFigures(paced);
    return {
      phase: phase.name,
      atOne: computePhaseFigures(stretch),
      atPace,
      fullShop: computePhaseFigures(simulateFullShop(incident, phase, seed, fullWorkers, stretch)),
      workers,
      fullWorkers,
      serviceMs: incident.serviceMs,
      distortion: computeDistortion(pace, atPace.p95StepMs, incident.customers.thinkMinutes),
      weight: computeWeight(pace, incident.share),
      strayFaultMinutes: computeStrayFaultMinutes(incident, clock, phase.fromMinute, phase.toMinute),
      phaseMinutes: phase.toMinute - phase.fromMinute,
    };
  });
}

/**
 * The licence of a drill of this incident at this pace; empty at 1x, where there is nothing to compare. Of an incident with
 * a deal only the ordinary customers are compared: what the deal's crowd adds is licensed nowhere.
 */
export function computePaceLicence(
  incident: Incident,
  pace: number,
  seed: number,
  tell?: (next: string) => void,
): LicencedFigure[] {
  if (pace === 1) return [];
  const { deal, ...ordinary } = incident;
  const populations = incident.populations.filter((population) => !isAfterDeal(population));
  const licence = comparePaces({ ...ordinary, populations }, pace, seed, tell).flatMap(licencePhase);
  if (deal === undefined) return licence;
  const crowded = incident.phases.filter(isCrowded(incident)).map(({ name }) => name);
  return licence.map((figure) => (crowded.includes(figure.phase) ? refuseForCrowd(figure) : figure));
}

/** Whether people who come because of a deal look for it in a phase. */
function isCrowded({ populations }: Incident): (phase: Phase) => boolean {
  return (phase) => populations.some((population) => isAfterDeal(population) && findTraffic(population, phase) > 0);
}

function refuseForCrowd(figure: LicencedFigure): LicencedFigure {
  if (figure.atPace === null && figure.atOne === null) return figure;
  return { ...figure, licence: "not-at-this-pace", why: "the crowd that the deal brings is not simulated at 1x" };
}
