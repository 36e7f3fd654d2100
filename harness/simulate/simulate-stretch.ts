// A stretch of one phase in virtual time at 1x: the shop in mid-phase, journeys under way, customers coming again.
import { draw, toExponential } from "../../scenarios/chance.ts";
import type { Incident, Phase } from "../../scenarios/incident.ts";
import { buildPlan, type Plan } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { computePhaseFault } from "./payment-calls.ts";
import { PhaseTally } from "./phase-tally.ts";
import { computeWorkRatio } from "./planned-work.ts";
import { type CustomerWorld, type Return, SimulatedCustomer, welcomeCustomers } from "./simulated-customer.ts";
import { VirtualShop } from "./virtual-shop.ts";

/** `returns`: who came again in this phase of the drill at its pace; `returnsPerSecond`: how many, a wall second. */
export interface StretchInflow {
  readonly returns: readonly Return[];
  readonly returnsPerSecond: number;
}

/** `warmUpMinutes` until the journeys are under way, then the minutes that are counted. */
export interface StretchLength {
  readonly warmUpMinutes: number;
  readonly countedMinutes: number;
}

/** Who comes for the first time in such a stretch of this phase. */
export function planStretch(incident: Incident, phase: Phase, seed: number, length: StretchLength): Plan {
  const toMinute = length.warmUpMinutes + length.countedMinutes;
  return buildPlan({ ...incident, phases: [{ ...phase, fromMinute: 0, toMinute }] }, seed, 1);
}

/**
 * Runs the shop at 1x with the plan's customers and the phase's fault, from empty through the warm-up to the minutes that
 * are counted. Customers come first as Poisson arrivals, and again as Poisson arrivals at the
 * inflow's rate, each with the history of one who came again in the drill. Who decides in the stretch to come again is
 * gone: their place is in the inflow.
 */
export function simulateStretch(
  incident: Incident,
  phase: Phase,
  plan: Plan,
  workers: number,
  { warmUpMinutes, countedMinutes }: StretchLength,
  inflow: StretchInflow,
): PhaseTally {
  const { seed } = plan;
  const warmUpMs = warmUpMinutes * 60_000;
  const untilMs = warmUpMs + countedMinutes * 60_000;
  const middle = (phase.fromMinute + phase.toMinute) / 2;
  const fault = computePhaseFault(incident, phase.fromMinute, phase.toMinute);
  const tally = new PhaseTally();
  const isCounted = (atMs: number) => atMs >= warmUpMs && atMs < untilMs;
  const shop = new VirtualShop({
    ...incident,
    workers,
    seed,
    faultAt: () => fault,
    onWait: (arrivedAtMs, waitedMs) => isCounted(arrivedAtMs) && tally.waits.record(waitedMs),
  });
  const world: CustomerWorld = {
    shop,
    model: incident.customers,
    clock: buildIncidentClock(incident.phases, 1),
    // The stretch lies around the middle of the phase; at 1x a wall minute is a minute of the incident.
    minuteAt: (wallMs) => middle + (wallMs - untilMs) / 60_000,
    wallMsAt: (minute) => untilMs + (minute - middle) * 60_000,
    onAsk: (population, chain, startedMs) => isCounted(startedMs) && tally.addAsked(population, chain),
    onStep: (chain, startedMs, end) => isCounted(startedMs) && tally.addStep(chain, end),
    onReturn: null,
  };
  welcomeCustomers(world, incident, plan);
  scheduleReturns(world, inflow, seed, untilMs);
  shop.run(warmUpMs);
  const busyMs = shop.busyMs;
  shop.run(untilMs);
  const alone = { ...incident, phases: [{ ...phase, fromMinute: 0, toMinute: untilMs / 60_000 }] };
  const workRatio = computeWorkRatio(alone, buildIncidentClock(alone.phases, 1), plan, warmUpMs / 2, untilMs);
  tally.addTime(untilMs - warmUpMs, shop.busyMs - busyMs, workers, workRatio);
  shop.run(untilMs + 2 * incident.responseTimeoutMs);
  return tally;
}

/** Who comes again: a Poisson process, each time one of the inflow by a draw. */
function scheduleReturns(
  world: CustomerWorld,
  { returns, returnsPerSecond }: StretchInflow,
  seed: number,
  untilMs: number,
) {
  if (returns.length === 0 || returnsPerSecond === 0) return;
  let atMs = 0;
  for (let number = 0; ; number++) {
    atMs += (toExponential(draw(seed, "returns", number, "arrival", 0)) / returnsPerSecond) * 1000;
    if (atMs >= untilMs) return;
    const again = returns[Math.floor(draw(seed, "returns", number, "who", 0) * returns.length)] as Return;
    world.shop.at(atMs, () => new SimulatedCustomer(world, again.origin, again).begin());
  }
}
