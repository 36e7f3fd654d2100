// A whole drill in virtual time, at its pace: the plan's customers, the phases in their order, the faults on their time line.
import type { Incident } from "../../scenarios/incident.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { buildIncidentClock, type IncidentClock } from "../../scenarios/time.ts";
import { buildFaultTimes } from "./payment-calls.ts";
import type { PhaseTally } from "./phase-tally.ts";
import { computeWorkRatio } from "./planned-work.ts";
import { type CustomerWorld, type Return, welcomeCustomers } from "./simulated-customer.ts";
import { VirtualShop } from "./virtual-shop.ts";

/** The measured part of a phase, wall ms since T0. */
export interface MeasuredSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Of a phase that begins with an empty shop, at most this share is warm-up. */
const mostWarmUpShare = 0.5;

/**
 * Which part of each phase is measured, in the order of the phases: all of it, but for the `warmUpMinutes` after the first
 * moment and after each jump, when nobody is under way yet.
 */
export function listMeasuredSpans(incident: Incident, clock: IncidentClock, warmUpMinutes: number): MeasuredSpan[] {
  return incident.phases.map(({ fromMinute, toMinute }, index) => {
    const startMs = clock.wallMsAt(fromMinute);
    const isEmpty = incident.phases[index - 1]?.toMinute !== fromMinute;
    const warmUp = isEmpty ? Math.min(warmUpMinutes, (toMinute - fromMinute) * mostWarmUpShare) : 0;
    const lengthMs = ((toMinute - fromMinute) * 60_000) / clock.pace;
    return { fromMs: startMs + (warmUp * 60_000) / clock.pace, untilMs: startMs + lengthMs };
  });
}

/** Runs the drill of that seed at that pace. Adds each phase to its tally, and to `returns` who came again in which phase. */
export function simulateDrill(
  incident: Incident,
  seed: number,
  pace: number,
  workers: number,
  warmUpMinutes: number,
  tallies: readonly PhaseTally[],
  returns: readonly Return[][],
): void {
  const plan = buildPlan(incident, seed, pace);
  const clock = buildIncidentClock(incident.phases, pace);
  const spans = listMeasuredSpans(incident, clock, warmUpMinutes);
  const findPhase = (atMs: number) => spans.findIndex(({ fromMs, untilMs }) => atMs >= fromMs && atMs < untilMs);
  const shop = new VirtualShop({
    ...incident,
    workers,
    seed,
    faultAt: buildFaultTimes(incident, clock),
    onWait: (arrivedAtMs, waitedMs) => tallies[findPhase(arrivedAtMs)]?.waits.record(waitedMs),
  });
  const world: CustomerWorld = {
    shop,
    model: incident.customers,
    clock,
    minuteAt: clock.minuteAt,
    wallMsAt: clock.wallMsAt,
    onAsk: () => {},
    onStep: (chain, startedMs, end) => tallies[findPhase(startedMs)]?.addStep(chain, end),
    onReturn: (again) => returns[findPhase(again.returnsAtMs)]?.push(again),
  };
  welcomeCustomers(world, incident, plan);
  for (const [index, { fromMs, untilMs }] of spans.entries()) {
    shop.run(fromMs);
    const busyMs = shop.busyMs;
    shop.run(untilMs);
    // The work of these minutes is that of customers who came half a journey earlier.
    const lagMs = (warmUpMinutes * 60_000) / pace / 4;
    const workRatio = computeWorkRatio(incident, clock, plan, fromMs - lagMs, untilMs - lagMs);
    tallies[index]?.addTime(untilMs - fromMs, shop.busyMs - busyMs, workers, workRatio);
  }
  // What started in the last phase ends in its own time.
  shop.run(clock.wallMs + 2 * incident.responseTimeoutMs);
}
