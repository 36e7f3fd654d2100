// The 13 facts of the outage (INCIDENTS CO-1 to CO-13) with expectations written before the first run.
import type { DrillFigures } from "../figures.ts";
import type { Fact } from "../incident.ts";
import { browseSteps } from "../outcome.ts";
import { describeZeroBound, mostBehindZero } from "../zero-bound.ts";
import { computeRatio, countAttempts, placeOrder } from "./attempts.ts";
import type { ChangeCause } from "./causes.ts";
import { minutes, monitorShare } from "./chosen-values.ts";
import { customers } from "./customers.ts";
import { buildChangeFact, buildLoudFact, buildPrecursorFact } from "./facts-by-cause.ts";

const outage = { from: minutes.outage, to: minutes.takenBack };
const morning = "morning";

function percent(value: number | null): string {
  return value === null ? "unknown" : `${(value * 100).toFixed(2)} %`;
}

function computeBrowseOkRatio(figures: DrillFigures): number | null {
  return computeRatio(figures.countSteps("outage", browseSteps, ["ok"]), figures.countSteps("outage", browseSteps));
}

/** Minutes of the catch-up hour: 60 from the moment the cause was verified gone. */
function catchUp(figures: DrillFigures): { from: number; to: number } | null {
  const from = figures.restoredAtMinute;
  return from === null ? null : { from, to: from + 60 };
}

/** What the outside monitor would say of the outage: the rule of three over the orders that it sees. */
function describeMonitor(figures: DrillFigures): string {
  const { orders } = figures.soldBetween(outage.from, outage.to);
  if (orders > 0) return `${orders} orders were sold in it`;
  const attempts = countAttempts(figures, "outage");
  const most = Math.ceil(mostBehindZero / monitorShare);
  return `0 orders of ${attempts} attempts${describeZeroBound(orders, attempts)}; a monitor that sees ${monitorShare * 100} % of the orders says "0, at most ${most} orders" (95 %)`;
}

/** The facts that are the same whatever the cause. */
const commonFacts: readonly Fact[] = [
  {
    id: "CO-1",
    says: "for three hours customers could not complete their orders",
    origin: "set",
    expected: "0 acknowledged orders in the outage",
    why: "all payment calls fail, and an order is only acknowledged after its payment is authorised",
    unit: "orders",
    measure: (figures) =>
      countAttempts(figures, "outage") === 0 ? null : figures.countSteps("outage", placeOrder, ["ok", "deferred"]),
    holds: (measured) => measured === 0,
    detail: (figures) => {
      const attempts = countAttempts(figures, "outage");
      const taken = figures.countSteps("outage", placeOrder, ["ok", "deferred"]);
      return `${attempts} attempts to place an order in ${outage.to - outage.from} minutes${describeZeroBound(taken, attempts)}`;
    },
  },
  {
    id: "CO-2",
    says: "customers were led to an error page",
    origin: "emergent",
    expected: "error page in >= 95 % of the outage's attempts; browsing >= 99 % good",
    why: "the shop answers a failed payment with its error page, and nothing else is touched",
    unit: "share of attempts",
    measure: (figures) =>
      computeRatio(figures.countSteps("outage", placeOrder, ["error-page"]), countAttempts(figures, "outage")),
    holds: (measured, figures) => measured >= 0.95 && (computeBrowseOkRatio(figures) ?? 0) >= 0.99,
    detail: (figures) => `browsing stayed good in ${percent(computeBrowseOkRatio(figures))} of the outage's pages`,
  },
  {
    id: "CO-5",
    says: "an outside sales monitor saw revenue at 0 USD while the checkout was down",
    origin: "emergent",
    expected: "revenue of 0 USD a minute in the outage",
    why: "no order is acknowledged, so none is paid",
    unit: "USD/min",
    measure: (figures) =>
      countAttempts(figures, "outage") === 0
        ? null
        : figures.soldBetween(outage.from, outage.to).cents / 100 / (outage.to - outage.from),
    holds: (measured) => measured === 0,
    detail: describeMonitor,
  },
  {
    id: "CO-6",
    says: "the hour after recovery sold above average",
    origin: "emergent",
    expected: "> 1 x the counterfactual of the same 60 minutes",
    why: "customers who failed come back with the same basket, on top of those who would have come anyway",
    unit: "x",
    measure: (figures) => {
      const hour = catchUp(figures);
      if (hour === null) return null;
      return computeRatio(
        figures.soldBetween(hour.from, hour.to).cents,
        figures.counterfactualBetween(hour.from, hour.to).cents,
      );
    },
    holds: (measured) => measured > 1,
    detail: (figures) => {
      const hour = catchUp(figures);
      if (hour === null) return "the cause was never verified gone";
      return `${figures.soldBetween(hour.from, hour.to).orders} orders against ${figures.counterfactualBetween(hour.from, hour.to).orders} without the incident`;
    },
  },
  {
    id: "CO-7",
    says: "... but nothing that makes up for three hours",
    origin: "emergent",
    expected: "regained in the same 60 minutes < 1 x the outage's loss",
    why: "most who failed buy elsewhere, give up, or wait for the morning",
    unit: "x",
    measure: (figures) => {
      const hour = catchUp(figures);
      return hour === null ? null : computeRatio(figures.regainedBetween(hour.from, hour.to), figures.lostIn("outage"));
    },
    holds: (measured) => measured < 1,
  },
  {
    id: "CO-8",
    says: "tens of millions of USD of sales were missed",
    origin: "fitted",
    expected: "net loss between 10 and 99 million USD at full scale",
    why: "calibrated to 15 to 25 million by orders a second, order value and the share that comes back",
    unit: "USD",
    measure: (figures) => (figures.netLossCents === null ? null : figures.netLossCents / 100),
    holds: (measured) => measured >= 10e6 && measured <= 99e6,
  },
  {
    id: "CO-9",
    says: "a known study: each 100 ms of delay costs 1 % of sales",
    origin: "set",
    expected: "0.8 % to 1.2 % of sales lost per 100 ms, by a sweep of the pure model",
    why: "the pages of a journey share a hazard that multiplies sales by 1 - D / 10,000 for D ms more on every page",
    unit: "share of sales per 100 ms",
    measure: (figures) => figures.salesLostPer100Ms,
    holds: (measured) => measured >= 0.008 && measured <= 0.012,
  },
  {
    id: "CO-10",
    says: "another marketplace profited",
    origin: "fitted",
    expected: "value of baskets taken to a competitor > 0",
    why: `${customers.competitorShare * 100} % of the failed visits end at a competitor (assumption)`,
    unit: "USD",
    measure: (figures) => (figures.defectedCents === null ? null : figures.defectedCents / 100),
    holds: (measured) => measured > 0,
  },
  {
    id: "CO-11",
    says: "many customers probably came back the next morning to finish",
    origin: "fitted",
    expected: "> 0 customers who failed at night bought the same basket in the morning",
    why: `${customers.morningShare * 100} % of the failed visits are put off until the morning (assumption)`,
    unit: "customers",
    measure: (figures) =>
      countAttempts(figures, morning) === 0 ? null : figures.boughtInPhaseAfterFailing(morning, minutes.nightEnds),
    holds: (measured) => measured > 0,
  },
  {
    id: "CO-13",
    says: "the company said nothing",
    origin: "set",
    expected: "0 pages with a status message",
    why: "no status message is configured in this variant",
    unit: "pages",
    measure: (figures) => (countAttempts(figures, "outage") === 0 ? null : figures.statusMessagesSeen),
    holds: (measured) => measured === 0,
  },
];

/** CO-1 to CO-13, in their order, with what the drilled cause leads one to expect. */
export function buildFacts(cause: ChangeCause): Fact[] {
  const facts = [...commonFacts, buildPrecursorFact(cause), buildChangeFact(cause), buildLoudFact(cause)];
  return facts.toSorted((a, b) => Number(a.id.slice("CO-".length)) - Number(b.id.slice("CO-".length)));
}
