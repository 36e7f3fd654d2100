// How ordinary customers of the viral deal look around, try again, leave and come back: each value with its reason.
import type { Assumption } from "../incident.ts";
import { customers } from "./customers.ts";

const [leastLooked, mostLooked] = customers.browserProducts;
const likeTheOther = "no source; as in the checkout outage, where it is calibrated";

export const customerAssumptions: Assumption[] = [
  {
    id: "think-time",
    value: customers.thinkMinutes,
    unit: "minutes, mean",
    why: "half a minute a page; at this pace it keeps the distortion of latency far below 2",
  },
  {
    id: "basket-of-two-or-three",
    value: Math.round((customers.basketSizeShares[1] + customers.basketSizeShares[2]) * 100) / 100,
    unit: "share of baskets",
    why: "most baskets of a general shop hold one article; decides how many buyers meet the offers or the own brand by chance",
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
    why: "some look at once whether the order is there; decides no fact",
  },
  {
    id: "press-again",
    value: customers.retryShares[0] ?? 0,
    unit: "share of customers who try a failed page again",
    why: `people try once more before they believe it; ${(customers.retryShares[1] ?? 0) * 100} % of those a second time`,
  },
  {
    id: "retry-pause",
    value: (customers.retryPauseMs[0] + customers.retryPauseMs[1]) / 2000,
    unit: "s, mean, wall clock",
    why: "an impatient press of the button; in-page retries are not compressed",
  },
  {
    id: "goes-to-competitor",
    value: customers.competitorShare,
    unit: "share of failed visits",
    why: likeTheOther,
  },
  {
    id: "comes-back-later",
    value: customers.laterShare,
    unit: "share of failed visits",
    why: "a little more than at night: the evening goes on",
  },
  {
    id: "comes-back-after",
    value: customers.laterLeastMinutes + customers.laterMeanMinutes,
    unit: "minutes, mean",
    why: `the same evening, at least ${customers.laterLeastMinutes} minutes later`,
  },
  {
    id: "comes-back-next-morning",
    value: customers.morningShare,
    unit: "share of failed visits",
    why: likeTheOther,
  },
  {
    id: "most-visits",
    value: customers.mostVisits,
    unit: "visits of a customer",
    why: "somebody who was turned away four times has bought elsewhere or stopped wanting it",
  },
  {
    id: "customary-latency",
    value: customers.customaryLatencyMs,
    unit: "ms a page",
    why: "what people are used to drives nobody away; a point just above the twin's calm pages",
  },
  {
    id: "follows-advice",
    value: customers.followsAdviceShare,
    unit: "share of those told when to try again, or to come back",
    why: likeTheOther,
  },
  {
    id: "advice-reaction",
    value: customers.adviceReactionMinutes,
    unit: "minutes after the time told, mean",
    why: "few watch the clock",
  },
  {
    id: "leaves-when-told",
    value: customers.leavesWhenToldShare,
    unit: "share of buyers who read that payments do not go through",
    why: "no source; acts only where a status message says so",
  },
  {
    id: "goes-to-competitor-informed",
    value: customers.informedCompetitorShare,
    unit: "share of failed visits of customers who were told",
    why: likeTheOther,
  },
  {
    id: "comes-back-later-informed",
    value: customers.informedLaterShare,
    unit: "share of failed visits of customers who were told",
    why: likeTheOther,
  },
  {
    id: "comes-back-next-morning-informed",
    value: customers.informedMorningShare,
    unit: "share of failed visits of customers who were told",
    why: likeTheOther,
  },
];
