// How the customers of the outage behave: assumptions, each with its reason in assumptions.ts.
import type { CustomerModel } from "../incident.ts";

export const customers: CustomerModel = {
  thinkMinutes: 0.5,
  basketSizeShares: [0.55, 0.3, 0.15],
  browserProducts: [1, 3],
  orderStatusShare: 0.2,
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
  customaryLatencyMs: 20,
};
