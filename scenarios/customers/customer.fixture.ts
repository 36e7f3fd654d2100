// Customers, a model and a clock for tests: a plain buyer of two articles, with what a test changes.
import type { CustomerModel, Incident } from "../incident.ts";
import type { PlannedCustomer } from "../plan.ts";
import { buildIncidentClock } from "../time.ts";
import type { Decision, Journey, StepReport } from "./journey.ts";

export function buildPlannedCustomer(changes: Partial<PlannedCustomer> = {}): PlannedCustomer {
  return {
    customer: 7,
    population: "buyers",
    account: "buyer-7@example.test",
    arrivesAtMs: 1000,
    basket: [
      { category: 0, product: 0 },
      { category: 0.5, product: 0.5 },
    ],
    patience: 2,
    ...changes,
  };
}

/** A quarter goes to a competitor, a fifth comes back later, an eighth in the morning, the rest gives up. */
export const plainModel: CustomerModel = {
  thinkMinutes: 0.5,
  basketSizeShares: [0.55, 0.3, 0.15],
  browserProducts: [1, 3],
  orderStatusShare: 0,
  retryShares: [0.6, 0.4],
  retryPauseMs: [400, 1200],
  competitorShare: 0.25,
  laterShare: 0.2,
  morningShare: 0.12,
  laterMeanMinutes: 60,
  laterLeastMinutes: 5,
  queuePatienceMinutes: 15,
  mostVisits: 4,
  morningMinutes: [750, 795],
  followsAdviceShare: 0.6,
  adviceReactionMinutes: 2,
  leavesWhenToldShare: 0.5,
  informedCompetitorShare: 0.15,
  informedLaterShare: 0.35,
  informedMorningShare: 0.15,
  salesLostPer100Ms: 0.01,
  customaryLatencyMs: 100,
};

/** Nobody but buyers. */
export const plainIncident: Pick<Incident, "customers" | "populations"> = {
  customers: plainModel,
  populations: [{ name: "buyers", arrivalsPerSecond: 1, thinner: 1, buys: true }],
};

/** An evening and the next morning, with a jump between them; 200 incident seconds a second. */
export const plainClock = buildIncidentClock(
  [
    { name: "evening", fromMinute: 0, toMinute: 450 },
    { name: "morning", fromMinute: 750, toMinute: 810 },
  ],
  200,
);

/** A page that came as wanted, fast, at that minute. */
export function buildReport(changes: Partial<StepReport> = {}): StepReport {
  return {
    outcome: "ok",
    latencyMs: 20,
    endedMinute: 100,
    asksToComeBack: false,
    retryAfterMinutes: null,
    discountCents: null,
    ...changes,
  };
}

/** Decides on and on: pages get the answer, waits and pauses end at once. All decisions, the last included. */
export function followJourney(
  journey: Journey,
  answer: (decision: Decision & { does: "ask" }, asked: number) => StepReport,
): Decision[] {
  const decisions: Decision[] = [];
  let last: StepReport | null = null;
  let asked = 0;
  while (decisions.length < 1000) {
    const decision = journey.decide(last);
    decisions.push(decision);
    if (decision.does === "end") return decisions;
    last = decision.does === "ask" ? answer(decision, asked++) : null;
  }
  throw new Error("the journey does not end");
}

/** The steps that were asked for, in their order. */
export function listSteps(decisions: readonly Decision[]): string[] {
  return decisions.flatMap((decision) => (decision.does === "ask" ? [decision.wish.step] : []));
}
