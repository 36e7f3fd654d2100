// What smoke assumes. It stands for no real shop: the values make every part work within seconds.
import type { Assumption } from "../incident.ts";
import { rehearsal, shop, traffic } from "./chosen-values.ts";
import { smokeCustomers as customers } from "./customers.ts";

const [leastLooked, mostLooked] = customers.browserProducts;

export const smokeAssumptions: Assumption[] = [
  {
    id: "orders-per-second",
    value: traffic.ordersPerSecond,
    unit: "orders/s",
    why: "enough events for five seconds; stands for no real shop",
  },
  {
    id: "browsers-per-second",
    value: traffic.browsersPerSecond,
    unit: "visitors/s who never buy",
    why: "pages before the checkout are loaded by others too; few, so that two cores carry it",
  },
  { id: "pace", value: rehearsal.pace, unit: "incident seconds in one second", why: "a minute takes a second" },
  {
    id: "share",
    value: rehearsal.share,
    unit: "share of the shop's customers",
    why: "the shop is as small as its twin",
  },
  {
    id: "think-time",
    value: customers.thinkMinutes,
    unit: "minutes, mean",
    why: "six seconds a page: customers must reach the order button within a phase",
  },
  {
    id: "basket-of-two",
    value: customers.basketSizeShares[1],
    unit: "share of baskets",
    why: "both kinds of basket are tried; the mean is 1.3 articles",
  },
  {
    id: "average-order-value",
    value: 42.25,
    unit: "USD",
    why: "1.3 articles of the built-in shop's mean price",
  },
  {
    id: "browser-products",
    value: (leastLooked + mostLooked) / 2,
    unit: "articles looked at by those who never buy, mean",
    why: `${leastLooked} or ${mostLooked}, each as likely`,
  },
  {
    id: "order-status-share",
    value: customers.orderStatusShare,
    unit: "share of customers with an order",
    why: "so that the page is asked for",
  },
  {
    id: "press-again",
    value: customers.retryShares[0] as number,
    unit: "share of customers who try a failed page again",
    why: "people try once more before they believe it",
  },
  {
    id: "retry-pause",
    value: (customers.retryPauseMs[0] + customers.retryPauseMs[1]) / 2000,
    unit: "s, mean, wall clock",
    why: "an impatient press of the button, short against a phase of five seconds",
  },
  {
    id: "goes-to-competitor",
    value: customers.competitorShare,
    unit: "share of failed visits",
    why: "each way to end is tried",
  },
  {
    id: "comes-back-later",
    value: customers.laterShare,
    unit: "share of failed visits",
    why: "each way to end is tried",
  },
  {
    id: "comes-back-after",
    value: customers.laterLeastMinutes + customers.laterMeanMinutes,
    unit: "minutes, mean",
    why: "short enough to return within the rehearsed fifteen minutes",
  },
  {
    id: "most-visits",
    value: customers.mostVisits,
    unit: "visits of a customer",
    why: "fifteen minutes hold no more",
  },
  {
    id: "customary-latency",
    value: customers.customaryLatencyMs,
    unit: "ms a page",
    why: "what people are used to drives nobody away",
  },
  {
    id: "follows-advice",
    value: customers.followsAdviceShare,
    unit: "share of those told when to try again, or to come back",
    why: "both following and pressing again are tried",
  },
  {
    id: "advice-reaction",
    value: customers.adviceReactionMinutes,
    unit: "minutes after the time told, mean",
    why: "short enough to return within the rehearsed fifteen minutes",
  },
  {
    id: "leaves-when-told",
    value: customers.leavesWhenToldShare,
    unit: "share of buyers who read that payments do not go through",
    why: "both leaving and trying are tried",
  },
  {
    id: "goes-to-competitor-informed",
    value: customers.informedCompetitorShare,
    unit: "share of failed visits of customers who were told",
    why: "fewer than of those who know nothing",
  },
  {
    id: "comes-back-later-informed",
    value: customers.informedLaterShare,
    unit: "share of failed visits of customers who were told",
    why: "more than of those who know nothing",
  },
  {
    id: "calm-utilisation",
    value: shop.calmUtilisation,
    unit: "share of the workers' time",
    why: "a shop keeps some room; sets the number of workers",
  },
  {
    id: "service-time",
    value: shop.serviceMs,
    unit: "ms a page, mean",
    why: `short against the queue bound of ${shop.queueBoundMs} ms`,
  },
  {
    id: "queue-bound",
    value: shop.queueBoundMs,
    unit: "ms of work waiting, then the busy page",
    why: "as in the other incidents",
  },
  {
    id: "response-timeout",
    value: shop.responseTimeoutMs,
    unit: "ms until a customer takes a page for dead",
    why: "a phase of five seconds must be five times as long",
  },
  {
    id: "payment-deadline",
    value: shop.paymentDeadlineMs,
    unit: "ms for a payment call, retries included",
    why: "under half the response timeout, so that the shop can still answer",
  },
];
