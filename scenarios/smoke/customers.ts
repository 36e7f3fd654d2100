// How smoke's customers behave: the same decisions as everywhere, short enough for five seconds.
import type { CustomerModel } from "../incident.ts";

export const smokeCustomers: CustomerModel = {
  thinkMinutes: 0.1,
  basketSizeShares: [0.7, 0.3, 0],
  browserProducts: [1, 2],
  orderStatusShare: 0.2,
  retryShares: [0.5],
  retryPauseMs: [200, 400],
  competitorShare: 0.3,
  laterShare: 0.3,
  morningShare: 0,
  laterMeanMinutes: 2,
  laterLeastMinutes: 0.5,
  queuePatienceMinutes: 15,
  mostVisits: 3,
  morningMinutes: null,
  followsAdviceShare: 0.6,
  adviceReactionMinutes: 0.1,
  leavesWhenToldShare: 0.5,
  informedCompetitorShare: 0.2,
  informedLaterShare: 0.4,
  informedMorningShare: 0,
  salesLostPer100Ms: 0.01,
  customaryLatencyMs: 100,
};
