// The facts of the viral deal (INCIDENTS VD-1 to VD-14) with expectations written before the first run.
import type { DealFigures, DrillFigures } from "../figures.ts";
import type { Fact } from "../incident.ts";
import { minutes, voucher } from "./chosen-values.ts";
import { countBetween, findPeakRate } from "./deal-minutes.ts";

const peakWindowMinutes = 5;
const quietFromMinute = minutes.plugPulled + 30;

/** A figure of the deal; null where the drill had none. */
function ofDeal(measure: (deal: DealFigures, figures: DrillFigures) => number | null): Fact["measure"] {
  return (figures) => (figures.deal === null ? null : measure(figures.deal, figures));
}

function describe(tell: (deal: DealFigures, figures: DrillFigures) => string): NonNullable<Fact["detail"]> {
  return (figures) => (figures.deal === null ? "" : tell(figures.deal, figures));
}

function percent(ratio: number | null): string {
  return ratio === null ? "unknown" : `${(ratio * 100).toFixed(1)} %`;
}

/** Deal arrivals a minute from half an hour after the plug until reopening, as a share of their peak. */
function computeQuietRatio({ readersCameMinutes }: DealFigures): number | null {
  const peak = findPeakRate(readersCameMinutes, peakWindowMinutes);
  if (peak === 0) return null;
  const quiet = countBetween(readersCameMinutes, quietFromMinute, minutes.reopened);
  return quiet / (minutes.reopened - quietFromMinute) / peak;
}

/** Share of the deal arrivals before the first post. */
function computeEarlyRatio({ readersCameMinutes, firstPostMinute }: DealFigures): number | null {
  if (readersCameMinutes.length === 0 || firstPostMinute === null) return null;
  return countBetween(readersCameMinutes, 0, firstPostMinute) / readersCameMinutes.length;
}

export const facts: readonly Fact[] = [
  {
    id: "VD-1",
    says: "a voucher error was posted as a deal in a large deal community",
    origin: "emergent",
    expected: "<= 5 % of deal arrivals before the first post; < 10 % of their peak rate from 30 min after the plug",
    why: "readers go because posts say that it works; nobody tells them when it begins, or that it is over",
    unit: "share of the peak rate",
    measure: ofDeal(computeQuietRatio),
    holds: (measured, { deal }) => measured < 0.1 && deal !== null && (computeEarlyRatio(deal) ?? 1) <= 0.05,
    detail: describe(
      (deal) =>
        `${deal.readersCameMinutes.length} deal readers came, ${percent(computeEarlyRatio(deal))} of them before the first post at minute ${deal.firstPostMinute?.toFixed(1) ?? "never"}; ${findPeakRate(deal.readersCameMinutes, peakWindowMinutes).toFixed(1)} a minute at the peak`,
    ),
  },
  {
    id: "VD-2",
    says: "an article of the discount category in the cart, others added, the first removed in the last step: the 10 EUR stay",
    origin: "set",
    expected: "orders with the discount and without an article that it is for, at least 1 before stage two",
    why: "the shop's own voucher code has this bug, and customers play the trick through its pages",
    unit: "orders",
    measure: ofDeal(({ trickOrders }) => trickOrders),
    holds: (measured) => measured >= 1,
  },
  {
    id: "VD-3",
    says: "goods could be had for nothing",
    origin: "emergent",
    expected: "at least 1 order with a total of 0",
    why: "half of the deal's customers look for the cheapest articles; some cost less than the discount",
    unit: "orders",
    measure: ofDeal(({ freeOrders }) => freeOrders),
    holds: (measured) => measured >= 1,
    detail: describe(({ freeOrders, weight }) => `about ${Math.round(freeOrders * weight)} at full scale`),
  },
  {
    id: "VD-4",
    says: "later the detour was not needed: every buyer of offers or own brand had 10 EUR taken off",
    origin: "set",
    expected: "at least 1 buyer who did nothing wrong got the discount",
    why: "the second stage of the bug; buyers whose basket is eligible profit too",
    unit: "orders",
    measure: ofDeal(({ windfallOrders }) => windfallOrders),
    holds: (measured) => measured >= 1,
    detail: describe(({ windfallOrders, weight }) => `about ${Math.round(windfallOrders * weight)} at full scale`),
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
        `offered work ÷ capacity ${peakOfferedRatio?.toFixed(2) ?? "unknown"} over the hardest ${peakWindowMinutes} minutes`,
    ),
  },
  {
    id: "VD-6",
    says: "so the operator pulled the plug on order processing",
    origin: "set",
    expected: "the action at its minute; no order taken while ordering was paused",
    why: "an operator action of the drill; the checkout answers with the maintenance page",
    unit: "orders taken while paused",
    measure: ofDeal(({ pausedAtMinute, ordersWhilePaused }) => (pausedAtMinute === null ? null : ordersWhilePaused)),
    holds: (measured) => measured === 0,
    detail: describe(
      ({ pausedAtMinute, refusedWhilePaused, weight }) =>
        `paused at minute ${pausedAtMinute?.toFixed(1) ?? "never"}; ${refusedWhilePaused} buyers met the maintenance page, about ${Math.round(refusedWhilePaused * weight)} at full scale`,
    ),
  },
  {
    id: "VD-7",
    says: "damage close to one million EUR: 100,000 uses of 10 EUR",
    origin: "fitted",
    expected: "0.5 to 1.5 million EUR at full scale",
    why: "readers in the evening and orders a hunter are chosen so that it comes out",
    unit: "EUR",
    measure: ofDeal(({ undeservedCents, weight }) => (undeservedCents * weight) / 100),
    holds: (measured) => measured >= 500_000 && measured <= 1_500_000,
    detail: describe(
      ({ undeservedOrders, weight }) =>
        `${undeservedOrders} uses that the voucher was not meant for, about ${Math.round(undeservedOrders * weight)} at full scale, of at most ${voucher.cents / 100} EUR`,
    ),
  },
  {
    id: "VD-8",
    says: "some users used it more than 30 times",
    origin: "fitted",
    expected: "at least 5 rehearsed accounts with more than 30 uses",
    why: "nine rehearsed people with four tabs each, who try again after a busy page more stubbornly than others",
    unit: "accounts",
    measure: ofDeal(({ usesByAccount }) => usesByAccount.overThirty),
    holds: (measured) => measured >= 5,
    detail: describe(
      ({ usesByAccount: { once, twoToFive, sixToThirty, overThirty } }) =>
        `accounts with 1 use ${once}, 2 to 5 ${twoToFive}, 6 to 30 ${sixToThirty}, over 30 ${overThirty}`,
    ),
  },
  {
    id: "VD-9",
    says: "the thread had over 4,000 entries",
    origin: "fitted",
    expected: "at least 4,000 posts at full scale",
    why: "one of fourteen for whom it worked writes, and one of three for whom it failed",
    unit: "posts",
    measure: ofDeal(({ posts, weight }) => posts * weight),
    holds: (measured) => measured >= 4000,
    detail: describe(({ posts }) => `${posts} rehearsed posts`),
  },
  {
    id: "VD-10",
    says: "some orders already had parcel numbers",
    origin: "emergent",
    expected: "at least 1 affected order with a parcel number when the plug was pulled",
    why: "fulfilment does not wait: an order is packed half an hour after it is paid",
    unit: "orders",
    measure: ofDeal(({ parcelsAtPause }) => parcelsAtPause),
    holds: (measured) => measured >= 1,
  },
  {
    id: "VD-11",
    says: "digital goods were delivered at once",
    origin: "emergent",
    expected: "at least 1 affected order of digital goods delivered: a loss that cannot be undone",
    why: "digital goods are delivered with the payment",
    unit: "orders",
    measure: ofDeal(({ digitalDelivered }) => digitalDelivered),
    holds: (measured) => measured >= 1,
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
    measure: ofDeal(({ cancelledOrders, cancelledTold }) =>
      cancelledOrders === 0 ? null : cancelledTold / cancelledOrders,
    ),
    holds: (measured, { deal }) =>
      measured === 1 && (deal?.resumedAtMinute ?? 0) - (deal?.pausedAtMinute ?? Infinity) >= 30,
    detail: describe(
      ({ cancelledOrders, pausedAtMinute, resumedAtMinute }) =>
        `${cancelledOrders} orders cancelled; no orders for ${pausedAtMinute === null || resumedAtMinute === null ? "no" : (resumedAtMinute - pausedAtMinute).toFixed(1)} minutes`,
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
    detail: describe(({ carryingWorkers, carriesWithRightCode }) =>
      carryingWorkers === null
        ? ""
        : `${carryingWorkers.above} workers are too few, ${carryingWorkers.atMost ?? "8 times as many"} are enough, the shop had ${carryingWorkers.own}; with the voucher decided rightly its own ${carriesWithRightCode ? "are enough" : "are too few"} (capacity model, nobody pulling the plug)`,
    ),
  },
];
