// What no article says: each assumption of the viral deal with its reason. The report lists them.
import type { Assumption } from "../incident.ts";
import { hunters, minutes, promotion, rehearsal, shop, traffic, waitingLimitMinutes } from "./chosen-values.ts";
import { customerAssumptions } from "./customer-assumptions.ts";
import { customers, deal } from "./customers.ts";

const trafficAssumptions: Assumption[] = [
  {
    id: "orders-per-second",
    value: traffic.ordersPerSecond,
    unit: "orders/s at full scale",
    why: "not published; a national shop in the evening. The calm load that the deal comes on top of",
  },
  {
    id: "average-order-value",
    value: traffic.orderValueEur,
    unit: "EUR",
    why: "not published; what baskets of the usual size cost at the shop's mean price",
  },
  {
    id: "visitors-per-order",
    value: Math.round(((traffic.ordersPerSecond + traffic.browsersPerSecond) / traffic.ordersPerSecond) * 10) / 10,
    unit: "visitors",
    why: `a conversion of about 5 %; those who never buy are rehearsed ${traffic.browsersThinner} times thinner and share no figure with buyers`,
  },
  {
    id: "forum-readers-per-second",
    value: traffic.readersPerSecond,
    unit: "people/s who look into the forum, at full scale",
    why: "fitted so that VD-7 comes out; they look at all times once the voucher is live, and go only if the forum says that it works",
  },
  {
    id: "pace",
    value: rehearsal.pace,
    unit: "incident seconds in one second",
    why: "an evening and a morning in three minutes; slow enough that a page takes little of a customer's minute",
  },
  {
    id: "share",
    value: rehearsal.share,
    unit: "share of the shop's customers and workers",
    why: "a shop of this size fits on two cores as it is",
  },
  {
    id: "hunters",
    value: hunters.count,
    unit: `rehearsed people with ${hunters.tabs} tabs each`,
    why: "fitted so that VD-8 comes out; they try every new voucher by themselves",
  },
];

const timeAssumptions: Assumption[] = [
  {
    id: "voucher-live-minute",
    value: minutes.live,
    unit: "minutes after 18:00",
    why: "the article says the evening, not when; a stretch of calm to compare with",
  },
  {
    id: "stage-two-minute",
    value: minutes.stageTwo,
    unit: "minutes after 18:00",
    why: "the article says later; late enough that the trick alone had spread",
  },
  {
    id: "plug-pulled-minute",
    value: minutes.plugPulled,
    unit: "minutes after 18:00",
    why: "the article gives no time; an operator needs a while to see what it is, and to decide on the last means there is",
  },
  {
    id: "mended-minute",
    value: minutes.fixed,
    unit: "minutes after 18:00",
    why: "with ordering paused somebody finds the voucher code and mends it",
  },
  {
    id: "reopened-minute",
    value: minutes.reopened,
    unit: "minutes after 18:00",
    why: "the statement speaks of delays in ordering; an hour",
  },
  {
    id: "cancelled-minute",
    value: minutes.cancelled,
    unit: "minutes after 18:00",
    why: "the next morning, when somebody has written the filter",
  },
  {
    id: "hours-at-rest",
    value: Math.round((minutes.nextDay - minutes.eveningEnds) / 6) / 10,
    unit: "hours of the night in which nothing moves",
    why: "the drill skips them: the warehouse's last shift is over and its first has not begun, so that parcels stand still; and nobody reads the thread of a deal that is over",
  },
];

const dealAssumptions: Assumption[] = [
  {
    id: "buyers-with-code",
    value: deal.buyersWithCodeShare,
    unit: "share of buyers once the voucher is live",
    why: "a small campaign; these use it as it is meant, and must not be cancelled",
  },
  {
    id: "wants-nothing-to-pay",
    value: deal.wantsNothingToPayShare,
    unit: "share of those after the deal",
    why: "the article says that goods were had for nothing; half look for something that costs no more than the discount",
  },
  {
    id: "deal-post-share",
    value: deal.postShare,
    unit: "share of those for whom it worked",
    why: "most read and say nothing; fitted so that VD-9 comes out",
  },
  {
    id: "deal-vote-share",
    value: deal.voteShare,
    unit: "share of those who tried",
    why: "a vote is one press",
  },
  {
    id: "deal-fail-post-share",
    value: deal.failPostShare,
    unit: "share of those for whom it failed",
    why: "who came in vain says so more readily",
  },
  {
    id: "readers-press-again",
    value: deal.readersRetryShares[0] ?? 0,
    unit: "share of deal readers who try a page again",
    why: "more stubborn than ordinary customers: it is cheap, and will be gone soon",
  },
  {
    id: "hunters-press-again",
    value: deal.huntersRetries,
    unit: "further tries of a page",
    why: "VD-8: a hunter does not give up because of a busy page",
  },
  {
    id: "hunters-orders",
    value: (deal.huntersOrders[0] + deal.huntersOrders[1]) / 2,
    unit: "orders of a tab at most, mean",
    why: `${deal.huntersOrders[0]} to ${deal.huntersOrders[1]}, each as likely, on one account for all tabs; fitted so that VD-8 comes out`,
  },
  {
    id: "hunters-look-again",
    value: deal.lookAgainMinutes,
    unit: "minutes, mean",
    why: "they keep the thread open",
  },
  {
    id: "deal-think-time",
    value: deal.thinkMinutes,
    unit: `minutes, mean; hunters ${deal.huntersThinkMinutes}`,
    why: "as other customers; hunters know the way",
  },
  {
    id: "queue-patience",
    value: customers.queuePatienceMinutes,
    unit: "minutes in a waiting room",
    why: "no source; acts only where the defence waiting-room is on",
  },
  {
    id: "waiting-limit",
    value: waitingLimitMinutes,
    unit: "minutes in a waiting room",
    why: "no source; half of the mean patience, the least that anybody has; the objective waiting-time has it too",
  },
  {
    id: "promotion-budget",
    value: promotion.budgetCents / 100,
    unit: "EUR at full scale",
    why: "what a campaign of this size would have been given; acts only where the defence voucher-budget is on",
  },
  {
    id: "promotion-uses-per-minute",
    value: promotion.usesPerMinute,
    unit: "uses a minute at full scale",
    why: "four times what the buyers with a code make; acts only where the defence voucher-kill-switch is on",
  },
];

const shopAssumptions: Assumption[] = [
  {
    id: "calm-utilisation",
    value: shop.calmUtilisation,
    unit: "share of the workers' time",
    why: "a shop sized for its evening keeps some room; sets the number of the twin's workers",
  },
  {
    id: "service-time",
    value: shop.serviceMs,
    unit: "ms a page, mean",
    why: `short against the queue bound of ${shop.queueBoundMs} ms, so that shares of outcomes do not depend on the pace`,
  },
  {
    id: "queue-bound",
    value: shop.queueBoundMs,
    unit: "ms of work waiting, then the busy page",
    why: "with a quarter of a second and short pages, shares of outcomes stay within 5 points of those at real pace",
  },
  {
    id: "response-timeout",
    value: shop.responseTimeoutMs,
    unit: "ms until a customer takes a page for dead",
    why: "impatient, but far above the queue bound",
  },
  {
    id: "payment-deadline",
    value: shop.paymentDeadlineMs,
    unit: "ms for a payment call, retries included",
    why: "well under half the response timeout; payments work all evening, so it decides nothing here",
  },
];

export const assumptions: readonly Assumption[] = [
  ...trafficAssumptions,
  ...timeAssumptions,
  ...dealAssumptions,
  ...customerAssumptions,
  ...shopAssumptions,
];
