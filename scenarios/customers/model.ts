// The pure model of customers: the same decisions as in k6, against outcomes that are assumed instead
// of measured. It gives the counterfactual, the number of virtual users a drill needs, and CO-9's sweep.
import { type Incident, touchesPayments } from "../incident.ts";
import type { Outcome } from "../outcome.ts";
import type { Plan, PlannedCustomer } from "../plan.ts";
import { buildIncidentClock, type IncidentClock } from "../time.ts";
import { buildJourney } from "./build-journey.ts";
import type { Decision, PageWish, StepReport } from "./journey.ts";

/** What the assumed shop answers: an outcome, a latency in wall ms, and what its page tells the customer (nothing unless given). */
export type AssumedAnswer = { outcome: Outcome; latencyMs: number } & Partial<
  Pick<StepReport, "asksToComeBack" | "retryAfterMinutes" | "discountCents">
>;
export type AssumedShop = (wish: PageWish, minute: number, attempt: number) => AssumedAnswer;

export interface ModelledCustomer {
  readonly customer: number;
  readonly end: (Decision & { does: "end" })["end"];
  /** Minute at which the confirmed order was placed; null without one. */
  readonly orderedMinute: number | null;
  readonly visits: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A bound on decisions a customer; a journey that needs more is a bug in the decisions. */
const mostDecisions = 2000;

/** Walks one customer through the assumed shop, and past a forum with this heat at all times. Times in wall ms since T0 and minutes on the incident clock. */
export function walkCustomer(
  customer: PlannedCustomer,
  incident: Pick<Incident, "customers" | "deal" | "populations">,
  clock: IncidentClock,
  seed: number,
  shop: AssumedShop,
  heat = 0,
): ModelledCustomer {
  const journey = buildJourney(customer, incident, clock, seed);
  let nowMs = customer.arrivesAtMs;
  let orderedMinute: number | null = null;
  let decision = journey.decide(null);
  for (let count = 0; count < mostDecisions; count++) {
    if (decision.does === "end")
      return {
        customer: customer.customer,
        end: decision.end,
        orderedMinute,
        visits: journey.visits(),
        fromMs: customer.arrivesAtMs,
        untilMs: nowMs,
      };
    if (decision.does === "wait-until") nowMs = Math.max(nowMs, clock.wallMsAt(decision.atMinute));
    if (decision.does === "pause") nowMs += decision.pauseMs;
    if (decision.does === "ask") {
      const minute = clock.minuteAt(nowMs);
      const answer = shop(decision.wish, minute, decision.attempt);
      nowMs += answer.latencyMs;
      if (decision.wish.step === "place-order" && answer.outcome === "ok") orderedMinute = minute;
      const nothingTold = { asksToComeBack: false, retryAfterMinutes: null, discountCents: null };
      decision = journey.decide({ ...nothingTold, ...answer, endedMinute: clock.minuteAt(nowMs) });
    } else if (decision.does === "look") {
      decision = journey.decide({ heat, advice: heat === 0 ? "dead" : "trick", endedMinute: clock.minuteAt(nowMs) });
    } else decision = journey.decide(null);
  }
  throw new Error(`customer ${customer.customer} decided more than ${mostDecisions} times`);
}

/** Walks all customers of a plan. */
export function walkPlan(
  incident: Incident,
  plan: Plan,
  shop: (customer: PlannedCustomer) => AssumedShop,
  heat = 0,
): ModelledCustomer[] {
  const clock = buildIncidentClock(incident.phases, plan.pace);
  return plan.customers.map((customer) => walkCustomer(customer, incident, clock, plan.seed, shop(customer), heat));
}

/** The counterfactual: the same customers, no fault, pages as fast as customers are used to. */
export function computeCounterfactual(incident: Incident, plan: Plan): ModelledCustomer[] {
  return walkPlan(incident, plan, () => () => ({ outcome: "ok", latencyMs: 0 }));
}

/** Share of a stage in force at a minute; 0 outside all stages. */
export function computeFaultShare(incident: Incident, minute: number): number {
  for (const fault of incident.faults.filter(({ kind }) => touchesPayments(kind)))
    for (const stage of fault.stages) if (minute >= stage.fromMinute && minute < stage.toMinute) return stage.share;
  return 0;
}

/** Whether the operator has ordering paused at a minute, as it happened. */
export function isOrderingPaused({ actions }: Pick<Incident, "actions">, minute: number): boolean {
  const newest = actions.filter(({ does, atMinute }) => atMinute <= minute && does.endsWith("-ordering")).at(-1);
  return newest?.does === "pause-ordering";
}

/** The most customers at once between arrival and end (thinking, waiting, coming back); one who ends makes room for the next. */
export function computeMostAtOnce(walked: readonly ModelledCustomer[]): number {
  const changes: [number, number][] = walked.flatMap((one): [number, number][] => [
    [one.fromMs, 1],
    [one.untilMs, -1],
  ]);
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, change] of changes) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

/** Times the sweep walks each customer, each time with draws of its own: the noise of one walk is 5 % of the result. */
const sweepRepeats = 10;

/**
 * CO-9: sales lost per 100 ms of delay on every page: the slope through the origin of lost sales over
 * delay, by a sweep with common random numbers (the same customers and draws at every delay).
 * 0 to 1; null without buyers or delays.
 */
export function computeSalesLostPer100Ms(incident: Incident, plan: Plan, delaysMs: readonly number[]): number | null {
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const model = incident.customers;
  const buying = new Set<string>(incident.populations.filter((population) => population.buys).map(({ name }) => name));
  const buyers = plan.customers.filter((customer) => buying.has(customer.population));
  const countSales = (delayMs: number, seed: number) => {
    const latencyMs = model.customaryLatencyMs + delayMs;
    const shop: AssumedShop = () => ({ outcome: "ok", latencyMs });
    return buyers.filter((customer) => walkCustomer(customer, incident, clock, seed, shop).end === "bought").length;
  };
  let lostTimesDelay = 0;
  let delaySquared = 0;
  for (let repeat = 0; repeat < sweepRepeats; repeat++) {
    const seed = plan.seed + repeat * 1_000_003;
    const base = countSales(0, seed);
    if (base === 0) return null;
    for (const delayMs of delaysMs) {
      const hundreds = delayMs / 100;
      lostTimesDelay += (1 - countSales(delayMs, seed) / base) * hundreds;
      delaySquared += hundreds ** 2;
    }
  }
  return delaySquared === 0 ? null : lostTimesDelay / delaySquared;
}
