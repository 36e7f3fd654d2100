// How the customers of the viral deal behave: assumptions, each with its reason in assumptions.ts.
import type { CustomerModel, DealModel } from "../incident.ts";
import { minutes, voucher } from "./chosen-values.ts";

export const customers: CustomerModel = {
  thinkMinutes: 0.5,
  basketSizeShares: [0.55, 0.3, 0.15],
  browserProducts: [1, 3],
  orderStatusShare: 0.2,
  retryShares: [0.6, 0.4],
  retryPauseMs: [400, 1200],
  competitorShare: 0.25,
  laterShare: 0.25,
  morningShare: 0.15,
  laterMeanMinutes: 40,
  laterLeastMinutes: 5,
  queuePatienceMinutes: 20,
  mostVisits: 4,
  morningMinutes: [900, 916],
  followsAdviceShare: 0.6,
  adviceReactionMinutes: 2,
  leavesWhenToldShare: 0.5,
  informedCompetitorShare: 0.15,
  informedLaterShare: 0.35,
  informedMorningShare: 0.2,
  salesLostPer100Ms: 0.01,
  customaryLatencyMs: 20,
};

export const deal: DealModel = {
  title: "Ten euros off everything, and it stacks",
  voucherCode: voucher.code,
  buyersWithCodeShare: 0.04,
  voucherLiveMinute: minutes.live,
  wantsNothingToPayShare: 0.5,
  thinkMinutes: 0.5,
  huntersThinkMinutes: 0.7,
  postShare: 0.07,
  voteShare: 0.6,
  failPostShare: 0.35,
  failVoteShare: 0.6,
  readersRetryShares: [0.8, 0.7, 0.6, 0.5],
  huntersRetries: 25,
  huntersOrders: [8, 14],
  lookAgainMinutes: 5,
  queuePatienceMinutes: 20,
};
