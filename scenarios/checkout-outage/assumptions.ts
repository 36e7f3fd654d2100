// What no article says: each assumption of the outage with its reason. The report lists them.
import type { Assumption } from "../incident.ts";
import { customers } from "./customers.ts";

export const assumptions: Assumption[] = [
  {
    id: "orders-per-second",
    value: 41,
    unit: "orders/s at full scale",
    why: "with 52 USD an order this is 7.7 million USD an hour, the US average of the public record for the first quarter of 2016 (29.1 billion USD in 91 days, 58 % of it in the US); fitted so that CO-8 comes out",
  },
  {
    id: "average-order-value",
    value: 52,
    unit: "USD",
    why: "not published; together with orders-per-second it gives the public hourly sales",
  },
  {
    id: "visitors-per-order",
    value: 25.4,
    unit: "visitors",
    why: "a conversion of about 4 %, usual for large shops; those who never buy are rehearsed 50 times thinner and share no figure with buyers",
  },
  {
    id: "change-share-precursors",
    value: 0.25,
    unit: "share of payment calls",
    why: "the article only says that first problems were seen earlier that day; a quarter is a usual step of a roll-out",
  },
  {
    id: "traffic-curve",
    value: 1,
    unit: "x the calm rate in every phase",
    why: "the real curve is not known; a flat one keeps what comes out of returning customers apart from what a curve would put in",
  },
  {
    id: "think-time",
    value: customers.thinkMinutes,
    unit: "minutes, mean",
    why: "half a minute a page; at 200x it keeps the distortion of latency far below 2",
  },
  {
    id: "basket-of-two-or-three",
    value: customers.basketSizeShares[1] + customers.basketSizeShares[2],
    unit: "share of baskets",
    why: "most baskets of a general shop hold one article; the mean is 1.6",
  },
  {
    id: "press-again",
    value: customers.retryShares[0] as number,
    unit: "share of customers who try a failed page again",
    why: "people try once more before they believe it; 40 % of those a second time",
  },
  {
    id: "retry-pause",
    value: 0.8,
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
    why: "an evening is short: about an hour later, at least five minutes",
  },
  {
    id: "comes-back-next-morning",
    value: customers.morningShare,
    unit: "share of failed visits",
    why: "the article says that many probably did; fitted so that CO-11 is above zero",
  },
  {
    id: "calm-utilisation",
    value: 0.6,
    unit: "share of the workers' time",
    why: "a shop sized for its evening keeps some room; sets the number of the twin's workers",
  },
  {
    id: "service-time",
    value: 10,
    unit: "ms a page, mean",
    why: "short against the queue bound of 250 ms, so that shares of outcomes do not depend on the pace",
  },
  {
    id: "sales-monitor-share",
    value: 0.01,
    unit: "share of orders seen by the outside monitor",
    why: "the article does not say how much of the sales the monitor sees",
  },
];
