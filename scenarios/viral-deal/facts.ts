// The facts of the viral deal (INCIDENTS VD-1 to VD-14) with expectations written before the first run.
import { type DealFigures, type DiscountFigures, type DrillFigures, dealPeakMinutes } from "../figures.ts";
import type { Fact } from "../incident.ts";
import { voucher } from "./chosen-values.ts";
import { computeEarlyRatio, computeQuietRatio, findPeakRate } from "./deal-minutes.ts";

/** A figure of the deal; null where the drill had none. */
function ofDeal(measure: (deal: DealFigures, figures: DrillFigures) => number | null): Fact["measure"] {
  return (figures) => (figures.deal === null ? null : measure(figures.deal, figures));
}

function describe(tell: (deal: DealFigures, figures: DrillFigures) => string): NonNullable<Fact["detail"]> {
  return (figures) => (figures.deal === null ? "" : tell(figures.deal, figures));
}

/** A figure of undeserved discounts; null where they cannot be told from others. */
function ofDiscounts(measure: (discounts: DiscountFigures, weight: number) => number | null): Fact["measure"] {
  return ofDeal(({ discounts, weight }) => (discounts === null ? null : measure(discounts, weight)));
}

function describeDiscounts(tell: (discounts: DiscountFigures, weight: number) => string): NonNullable<Fact["detail"]> {
  return describe(({ discounts, weight }) =>
    discounts === null
      ? "unknown: the voucher's terms, the orders' details or the times of its bug cannot be told"
      : tell(discounts, weight),
  );
}

function percent(ratio: number | null): string {
  return ratio === null ? "unknown" : `${(ratio * 100).toFixed(1)} %`;
}

function scale(orders: number, weight: number): string {
  return `about ${Math.round(orders * weight)} at full scale`;
}

function tellMinute(minute: number | null): string {
  return minute === null ? "never" : `at minute ${minute.toFixed(1)}`;
}

/** Null where the forum's books are unknown too: nobody can tell then what came before the first post. */
function measureQuiet(deal: DealFigures): number | null {
  return computeEarlyRatio(deal) === null ? null : computeQuietRatio(deal, dealPeakMinutes);
}

export const facts: readonly Fact[] = [
  {
    id: "VD-1",
    says: "a voucher error was posted as a deal in a large deal community",
    origin: "emergent",
    expected: "<= 5 % of deal arrivals before the first post; < 10 % of their peak rate from 30 min after the plug",
    why: "readers go because posts say that it works; nobody tells them that it is over, and that half decides: before the first post the model lets nobody go, as the forum has no heat then",
    unit: "share of the peak rate",
    measure: ofDeal(measureQuiet),
    holds: (measured, { deal }) => measured < 0.1 && deal !== null && (computeEarlyRatio(deal) ?? 1) <= 0.05,
    detail: describe((deal) => {
      const came = `${deal.readersCameMinutes.length} deal readers came`;
      if (deal.posts === null) return `${came}; the forum's books could not be read`;
      const quiet = deal.resumedAtMinute === null ? "; no time of quiet: orders were not paused and taken again" : "";
      return `${came}, ${percent(computeEarlyRatio(deal))} of them before the first post (${tellMinute(deal.firstPostMinute)}); ${findPeakRate(deal.readersCameMinutes, dealPeakMinutes).toFixed(1)} a minute at the peak${quiet}`;
    }),
  },
  {
    id: "VD-2",
    says: "an article of the discount category in the cart, others added, the first removed in the last step: the 10 EUR stay",
    origin: "set",
    expected: "at least 1 order by the trick before stage two",
    why: "the shop's own voucher code has this bug, and customers play the trick through its pages",
    unit: "orders",
    measure: ofDiscounts(({ trickOrders }) => trickOrders),
    holds: (measured) => measured >= 1,
    detail: describeDiscounts(
      ({ trickOrders }, weight) =>
        `the article was removed in the review, as the basket's history shows; ${scale(trickOrders, weight)}`,
    ),
  },
  {
    id: "VD-3",
    says: "goods could be had for nothing",
    origin: "emergent",
    expected: "at least 1 order with a total of 0",
    why: "half of the deal's customers look for the cheapest articles; some cost less than the discount",
    unit: "orders",
    measure: ofDiscounts(({ freeOrders }) => freeOrders),
    holds: (measured) => measured >= 1,
    detail: describeDiscounts(({ freeOrders }, weight) => `undeserved discounts alone; ${scale(freeOrders, weight)}`),
  },
  {
    id: "VD-4",
    says: "later the detour was not needed: every buyer of offers or own brand had 10 EUR taken off",
    origin: "set",
    expected: "at least 1 buyer who did nothing wrong got the discount",
    why: "the second stage of the bug; buyers whose basket is eligible profit too",
    unit: "orders",
    measure: ofDiscounts(({ windfallOrders }) => windfallOrders),
    holds: (measured) => measured >= 1,
    detail: describeDiscounts(({ windfallOrders }, weight) => scale(windfallOrders, weight)),
  },
  {
    id: "VD-5",
    says: "the platform could not process the sudden traffic",
    origin: "emergent",
    expected: "> 20 % of deal customers met a busy, error or timed-out page at the peak; offered work ÷ capacity > 1.1",
    why: "readers come faster than the shop has workers for, and try again when they are turned away",
    unit: "share of deal customers",
    measure: ofDeal(({ peakTurnedAwayRatio }) => peakTurnedAwayRatio),
    holds: (measured, { deal }) => measured > 0.2 && (deal?.peakOfferedRatio ?? 0) > 1.1,
    detail: describe(
      ({ peakOfferedRatio }) =>
        `offered work ÷ capacity at least ${peakOfferedRatio?.toFixed(2) ?? "unknown"} over the hardest ${dealPeakMinutes} minutes before the plug`,
    ),
  },
  {
    id: "VD-6",
    says: "so the operator pulled the plug on order processing",
    origin: "set",
    expected: "the action at its minute; no new order while ordering was paused, and somebody wanted one",
    why: "an operator action of the drill; the checkout answers with the maintenance page",
    unit: "new orders while paused",
    measure: ofDeal(({ ordersWhilePaused, attemptsWhilePaused, refusedWhilePaused }) =>
      attemptsWhilePaused || refusedWhilePaused ? ordersWhilePaused : null,
    ),
    holds: (measured) => measured === 0,
    detail: describe(({ pausedAtMinute, refusedWhilePaused, attemptsWhilePaused, weight }) =>
      pausedAtMinute === null || refusedWhilePaused === null
        ? "ordering was not paused"
        : `paused ${tellMinute(pausedAtMinute)}; the order button was pressed ${attemptsWhilePaused} times meanwhile; ${refusedWhilePaused} buyers met the maintenance page, ${scale(refusedWhilePaused, weight)}; orders begun before went through`,
    ),
  },
  {
    id: "VD-7",
    says: "damage close to one million EUR: 100,000 uses of 10 EUR",
    origin: "fitted",
    expected: "0.5 to 1.5 million EUR at full scale",
    why: "readers in the evening and orders a hunter are chosen so that it comes out",
    unit: "EUR",
    measure: ofDiscounts(({ undeservedCents }, weight) => (undeservedCents * weight) / 100),
    holds: (measured) => measured >= 500_000 && measured <= 1_500_000,
    detail: describeDiscounts(
      ({ undeservedOrders }, weight) =>
        `${undeservedOrders} undeserved discounts, ${scale(undeservedOrders, weight)}, of at most ${voucher.cents / 100} EUR; rightful ones over the cap of an account not among them`,
    ),
  },
  {
    id: "VD-8",
    says: "some users used it more than 30 times",
    origin: "fitted",
    expected: "at least 5 rehearsed accounts with more than 30 uses",
    why: "nine rehearsed people with four tabs each, who try again after a busy page more stubbornly than others",
    unit: "accounts",
    measure: ofDiscounts(({ usesByAccount }) => usesByAccount.overThirty),
    holds: (measured) => measured >= 5,
    detail: describeDiscounts(
      ({ usesByAccount: { once, twoToFive, sixToThirty, overThirty } }) =>
        `accounts with 1 undeserved use ${once}, 2 to 5 ${twoToFive}, 6 to 30 ${sixToThirty}, over 30 ${overThirty}`,
    ),
  },
  {
    id: "VD-9",
    says: "the thread had over 4,000 entries",
    origin: "fitted",
    expected: "at least 4,000 posts at full scale",
    why: "one of fourteen for whom it worked writes, and one of three for whom it failed",
    unit: "posts",
    measure: ofDeal(({ posts, weight }) => (posts === null ? null : posts * weight)),
    holds: (measured) => measured >= 4000,
    detail: describe(({ posts }) =>
      posts === null ? "the forum's books could not be read" : `${posts} rehearsed posts`,
    ),
  },
  {
    id: "VD-10",
    says: "some orders already had parcel numbers",
    origin: "emergent",
    expected: "at least 1 affected order with a parcel number when the plug was pulled",
    why: "fulfilment does not wait: an order is packed half an hour after it is paid",
    unit: "orders",
    measure: ofDiscounts(({ affectedParcelsAtPause }) => affectedParcelsAtPause),
    holds: (measured) => measured >= 1,
    detail: describeDiscounts(({ affectedParcelsAtPause, windfallParcelsAtPause }, weight) =>
      affectedParcelsAtPause === null
        ? "unknown: ordering was not paused, or the books' times cannot be placed"
        : `${scale(affectedParcelsAtPause, weight)}; beside them ${windfallParcelsAtPause} rehearsed windfalls`,
    ),
  },
  {
    id: "VD-11",
    says: "digital goods were delivered at once",
    origin: "emergent",
    expected: "at least 1 affected order of digital goods delivered: a loss that cannot be undone",
    why: "digital goods are delivered with the payment",
    unit: "orders",
    measure: ofDiscounts(({ affectedDigitalDelivered }) => affectedDigitalDelivered),
    holds: (measured) => measured >= 1,
    detail: describeDiscounts(
      ({ affectedDigitalDelivered, windfallDigitalDelivered }, weight) =>
        `${scale(affectedDigitalDelivered, weight)}; beside them ${windfallDigitalDelivered} rehearsed windfalls`,
    ),
  },
  {
    id: "VD-12",
    says: "some orders were cancelled; it was open whether the shop could filter and cancel them",
    origin: "emergent",
    expected:
      "a filter that sees only the books finds at least half of the affected orders; at most 5 % of what it finds is good",
    why: "the history of a basket tells the trick from a rightful voucher; one use of the banner's price by somebody new looks like a windfall",
    unit: "share of affected orders",
    measure: ofDeal(({ filter }) => filter?.recall ?? null),
    holds: (measured, { deal }) => measured >= 0.5 && (deal?.filter?.precision ?? 0) >= 0.95,
    detail: describe(({ filter, cancelledOrders }) =>
      filter === null
        ? ""
        : `precision ${percent(filter.precision)}, ${filter.wronglyCancelled} good orders among what it finds; EUR ${Math.round(filter.savedCents / 100).toLocaleString("en-US")} saved and ${Math.round(filter.sunkCents / 100).toLocaleString("en-US")} sunk at full scale; ${cancelledOrders} rehearsed orders cancelled`,
    ),
  },
  {
    id: "VD-13",
    says: "customers whose orders are cancelled are informed; delays in ordering",
    origin: "set",
    expected: "each cancelled order has a message; ordering was delayed by at least 30 minutes",
    why: "the shop writes a message with each cancellation; the plug is pulled for an hour",
    unit: "share of cancelled orders",
    measure: ofDeal(({ cancelledOrders, cancelledTold, pausedAtMinute, resumedAtMinute }) =>
      cancelledOrders === 0 || cancelledTold === null || pausedAtMinute === null || resumedAtMinute === null
        ? null
        : cancelledTold / cancelledOrders,
    ),
    holds: (measured, { deal }) =>
      measured === 1 && (deal?.resumedAtMinute ?? 0) - (deal?.pausedAtMinute ?? Infinity) >= 30,
    detail: describe(
      ({ cancelledOrders, pausedAtMinute, resumedAtMinute }) =>
        `${cancelledOrders} rehearsed orders cancelled; ${pausedAtMinute === null || resumedAtMinute === null ? "orders were not paused and taken again" : `no new orders for ${(resumedAtMinute - pausedAtMinute).toFixed(1)} minutes`}`,
    ),
  },
  {
    id: "VD-14",
    says: "the article's own question: is the community that strong, or has the shop too little performance?",
    origin: "emergent",
    expected:
      "more than 1 and at most 3 times the workers would have carried the evening; with the right code its own do",
    why: "the shop is sized for its evening; the deal brings the traffic of a second shop on top, and none where it does not work",
    unit: "times the workers",
    measure: ofDeal(({ carryingWorkers }) =>
      carryingWorkers === null || carryingWorkers.atMost === null ? null : carryingWorkers.atMost / carryingWorkers.own,
    ),
    holds: (measured, { deal }) => measured > 1 && measured <= 3 && deal?.carriesWithRightCode === true,
    detail: describe(({ carryingTold }) => carryingTold ?? ""),
  },
];
