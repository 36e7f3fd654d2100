// What no article says: each assumption of the outage with its reason. The report lists them. Values come
// from where the drill takes them, so that the list cannot say another number than the one that acts.
import type { Assumption } from "../incident.ts";
import { type ChangeCause, listPrecursors } from "./causes.ts";
import { minutes, monitorShare, rehearsal, rollbackReactionMinutes, shop, traffic } from "./chosen-values.ts";
import { customers } from "./customers.ts";

const [retryOnce = 0, retryTwice = 0] = customers.retryShares;
const [leastLooked, mostLooked] = customers.browserProducts;
const [morningFrom, morningTo] = customers.morningMinutes ?? [0, 0];
const visitorsPerOrder = (traffic.ordersPerSecond + traffic.browsersPerSecond) / traffic.ordersPerSecond;
const rehearsedOrders = traffic.ordersPerSecond * rehearsal.share;

/** What the shop sells, and how it is rehearsed. */
const trafficAssumptions: Assumption[] = [
  {
    id: "orders-per-second",
    value: traffic.ordersPerSecond,
    unit: "orders/s at full scale",
    why: `with ${traffic.orderValueUsd} USD an order this is 7.7 million USD an hour, the US average of the public record for the first quarter of 2016 (29.1 billion USD in 91 days, 58 % of it in the US); fitted so that CO-8 comes out`,
  },
  {
    id: "average-order-value",
    value: traffic.orderValueUsd,
    unit: "USD",
    why: "not published; together with orders-per-second it gives the public hourly sales",
  },
  {
    id: "visitors-per-order",
    value: Math.round(visitorsPerOrder * 10) / 10,
    unit: "visitors",
    why: `a conversion of about 4 %, usual for large shops; those who never buy are rehearsed ${traffic.browsersThinner} times thinner and share no figure with buyers`,
  },
  {
    id: "traffic-curve",
    value: 1,
    unit: "x the calm rate in every phase",
    why: "the real curve is not known; a flat one keeps what comes out of returning customers apart from what a curve would put in",
  },
  {
    id: "pace",
    value: rehearsal.pace,
    unit: "incident seconds in one second",
    why: "seven and a half hours in two and a half minutes; phases stay longer than five response timeouts and pages short against think time",
  },
  {
    id: "share",
    value: rehearsal.share,
    unit: "share of the shop's customers and workers",
    why: `${rehearsedOrders.toFixed(1)} orders a second: over the 15 that a normal phase needs, and little enough for two cores`,
  },
];

/** How the cause shows before the outage: the share of payment calls of each step, numbered where there are several. */
function buildPrecursorAssumptions(cause: ChangeCause): Assumption[] {
  const precursors = listPrecursors(cause);
  return precursors.map(({ share, fromMinute, toMinute }, index) => ({
    id: precursors.length === 1 ? "change-share-precursors" : `change-share-precursors-${index + 1}`,
    value: share,
    unit: `share of payment calls, minutes ${fromMinute} to ${toMinute}`,
    why: precursorReasons[cause.name],
  }));
}

const precursorReasons: Readonly<Record<ChangeCause["name"], string>> = {
  "config-change":
    "the article only says that first problems were seen earlier that day; a quarter is a usual step of a roll-out",
  "hung-provider":
    "the article only says that first problems were seen earlier that day; a bad path is met by more calls as connections are opened anew",
  "exhausted-pool":
    "the article only says that first problems were seen earlier that day; a leak grows, and under a fifth 40 probe calls would prove nothing",
};

/** What the article leaves open of the time line and of who watched. */
const incidentAssumptions: Assumption[] = [
  {
    id: "precursor-minutes",
    value: minutes.outage - minutes.precursors,
    unit: "minutes before the outage",
    why: "the article says earlier that day, not when; an hour and a half leaves time for an alert, and for nobody to act on it",
  },
  {
    id: "sales-monitor-share",
    value: monitorShare,
    unit: "share of orders seen by the outside monitor",
    why: "the article does not say how much of the sales the monitor sees",
  },
  {
    id: "rollback-reaction",
    value: rollbackReactionMinutes,
    unit: "minutes from the page alert to the roll-back",
    why: "somebody awake reads the page, finds the change in the log and decides; acts only where the defence auto-rollback is on",
  },
];

/** How customers look around, try again, leave and come back. */
const customerAssumptions: Assumption[] = [
  {
    id: "think-time",
    value: customers.thinkMinutes,
    unit: "minutes, mean",
    why: "half a minute a page; at 200x it keeps the distortion of latency far below 2",
  },
  {
    id: "basket-of-two-or-three",
    value: Math.round((customers.basketSizeShares[1] + customers.basketSizeShares[2]) * 100) / 100,
    unit: "share of baskets",
    why: "most baskets of a general shop hold one article; the mean is 1.6",
  },
  {
    id: "browser-products",
    value: (leastLooked + mostLooked) / 2,
    unit: "articles looked at by those who never buy, mean",
    why: `${leastLooked} to ${mostLooked}, each as likely; they load the pages before the checkout and share no figure with buyers`,
  },
  {
    id: "order-status-share",
    value: customers.orderStatusShare,
    unit: "share of customers with an order",
    why: "some look at once whether the order is there; loads the shop a little, and decides no fact",
  },
  {
    id: "press-again",
    value: retryOnce,
    unit: "share of customers who try a failed page again",
    why: `people try once more before they believe it; ${retryTwice * 100} % of those a second time`,
  },
  {
    id: "retry-pause",
    value: (customers.retryPauseMs[0] + customers.retryPauseMs[1]) / 2000,
    unit: "s, mean, wall clock",
    why: "an impatient press of the button; in-page retries are not compressed, or they would become a storm that nobody had",
  },
  {
    id: "goes-to-competitor",
    value: customers.competitorShare,
    unit: "share of failed visits",
    why: "the article says another marketplace profited, not how much; fitted so that CO-10 is above zero",
  },
  {
    id: "comes-back-later",
    value: customers.laterShare,
    unit: "share of failed visits",
    why: "together with the morning about 30 % return, so that the net loss stays within CO-8",
  },
  {
    id: "comes-back-after",
    value: customers.laterLeastMinutes + customers.laterMeanMinutes,
    unit: "minutes, mean",
    why: `an evening is short: about an hour later, at least ${customers.laterLeastMinutes} minutes`,
  },
  {
    id: "comes-back-next-morning",
    value: customers.morningShare,
    unit: "share of failed visits",
    why: "the article says that many probably did; fitted so that CO-11 is above zero",
  },
  {
    id: "morning-return-minutes",
    value: morningTo - morningFrom,
    unit: "minutes from 07:00 over which they return",
    why: "the article says the next morning, not when; evenly over three quarters of the rehearsed hour, so that they can finish in it",
  },
  {
    id: "most-visits",
    value: customers.mostVisits,
    unit: "visits of a customer",
    why: "somebody who was turned away four times in one night has bought elsewhere or stopped wanting it",
  },
  {
    id: "customary-latency",
    value: customers.customaryLatencyMs,
    unit: "ms a page",
    why: "what people are used to drives nobody away; the study behind CO-9 gives the price of more, not the point from which it counts. The twin's calm pages take about 15 ms: a point just above them lets every ms of an added delay count",
  },
];

/** What customers do who are told something; acts only where a defence tells it. */
const toldAssumptions: Assumption[] = [
  {
    id: "follows-advice",
    value: customers.followsAdviceShare,
    unit: "share of those told when to try again, or to come back",
    why: "no source; more than half believe a shop that says so plainly and keeps their cart, the others press again",
  },
  {
    id: "advice-reaction",
    value: customers.adviceReactionMinutes,
    unit: "minutes after the time told, mean",
    why: "few watch the clock: most come within some minutes of it",
  },
  {
    id: "leaves-when-told",
    value: customers.leavesWhenToldShare,
    unit: "share of buyers who read that payments do not go through",
    why: "no source; this is what a status message costs: half do not try, though the payments of some would have gone through",
  },
  {
    id: "goes-to-competitor-informed",
    value: customers.informedCompetitorShare,
    unit: "share of failed visits of customers who were told",
    why: "fewer than of those who know nothing: somebody who knows that it will pass need not look elsewhere",
  },
  {
    id: "comes-back-later-informed",
    value: customers.informedLaterShare,
    unit: "share of failed visits of customers who were told",
    why: "more than of those who know nothing; together with the morning half of them return",
  },
  {
    id: "comes-back-next-morning-informed",
    value: customers.informedMorningShare,
    unit: "share of failed visits of customers who were told",
    why: "slightly more than of those who know nothing: the wish to have it is the same",
  },
];

/** The twin of the shop, and how long people and payments are waited for. */
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
    why: "with a quarter of a second and short pages, shares of outcomes stay within 5 points of those at real pace (measured)",
  },
  {
    id: "response-timeout",
    value: shop.responseTimeoutMs,
    unit: "ms until a customer takes a page for dead",
    why: "impatient, but far above the queue bound; phases must be five times as long",
  },
  {
    id: "payment-deadline",
    value: shop.paymentDeadlineMs,
    unit: "ms for a payment call, retries included",
    why: "well under half the response timeout, so that the shop can still answer; of the causes only hung-provider waits for it",
  },
];

/** All assumptions of a drill with this cause. */
export function buildAssumptions(cause: ChangeCause): Assumption[] {
  return [
    ...trafficAssumptions,
    ...buildPrecursorAssumptions(cause),
    ...incidentAssumptions,
    ...customerAssumptions,
    ...toldAssumptions,
    ...shopAssumptions,
  ];
}
