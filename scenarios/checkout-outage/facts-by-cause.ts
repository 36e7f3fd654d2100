// The facts whose reason depends on the cause that is drilled: precursors, the change behind it, and how soon it is heard of.
import type { DrillFigures } from "../figures.ts";
import type { Fact } from "../incident.ts";
import { computeRatio, countAttempts, placeOrder } from "./attempts.ts";
import { type ChangeCause, listPrecursors } from "./causes.ts";
import { minutes, traffic } from "./chosen-values.ts";

/** CO-12: that many customers at full scale are heard in public, and so soon. */
const loudCustomers = 10_000;
const loudMinutes = 30;

/** Shares of the precursors in their order, e.g. `20 %, 25 %, 35 %`. */
function describeShares(cause: ChangeCause): string {
  return listPrecursors(cause)
    .map(({ share }) => `${Math.round(share * 100)} %`)
    .join(", ");
}

/** CO-3: attempts that failed in the precursor phase ÷ all of it. */
export function buildPrecursorFact(cause: ChangeCause): Fact {
  return {
    id: "CO-3",
    says: "first problems had been seen earlier that day",
    origin: "set",
    expected: "10 % to 40 % of attempts fail in the precursor phase",
    why: `the cause is in force for ${describeShares(cause)} of the payment calls, one share after the other; each attempt makes one`,
    unit: "share of attempts",
    measure: (figures) => {
      const good = figures.countSteps("precursors", placeOrder, ["ok", "deferred"]);
      return computeRatio(countAttempts(figures, "precursors") - good, countAttempts(figures, "precursors"));
    },
    holds: (measured) => measured >= 0.1 && measured <= 0.4,
    detail: (figures) =>
      figures.firstPageMinute === null
        ? "no alert paged"
        : `the first page alert would have fired at minute ${figures.firstPageMinute.toFixed(1)}, ${(minutes.outage - figures.firstPageMinute).toFixed(0)} minutes before the total outage`,
  };
}

/** CO-4: changes of the drilled cause's own key in the change logs of shop and provider, before the outage. */
export function buildChangeFact({ name, change }: ChangeCause): Fact {
  return {
    id: "CO-4",
    says: "that hints at a side effect of a change to the system; the cause was never published",
    origin: "set",
    expected: `>= 1 change of ${change.words} in the change log before the outage`,
    why: `the fault is a change rolled out by share of requests; ${name} is one of three causes consistent with the article`,
    unit: "changes",
    measure: (figures) =>
      countAttempts(figures, "precursors") === 0
        ? null
        : figures.changes.filter(({ key, atMinute }) => key === change.key && atMinute < minutes.outage).length,
    holds: (measured) => measured >= 1,
    detail: (figures) =>
      figures.changes.map(({ atMinute, says }) => `minute ${atMinute.toFixed(1)}: ${says}`).join("; "),
  };
}

/** CO-12: minutes from the first harm until 10,000 customers at full scale had seen an error page. */
export function buildLoudFact(cause: ChangeCause): Fact {
  const firstShare = listPrecursors(cause)[0]?.share ?? 1;
  const aMinute = Math.round((traffic.ordersPerSecond * 60 * firstShare) / 10) * 10;
  return {
    id: "CO-12",
    says: "customers vented in public",
    origin: "emergent",
    expected: "< 30 minutes from the first harm until 10,000 customers had seen an error page",
    why: `that many annoyed people are heard; the first precursors alone fail the first try of about ${aMinute} customers a minute at full scale`,
    unit: "minutes",
    measure: computeMinutesUntilLoud,
    holds: (measured, figures) => findLoudMinute(figures) !== null && measured < loudMinutes,
    detail: describeLoudness,
  };
}

/** Minute at which so many customers at full scale had seen an error page; null if never. */
function findLoudMinute(figures: DrillFigures): number | null {
  let seen = 0;
  for (const { minute, weight } of figures.firstErrorMinutes) {
    seen += weight;
    if (seen >= loudCustomers) return minute;
  }
  return null;
}

/**
 * Minutes from the first harm until so many had seen one. Where they never had: the minutes that were observed, when these
 * are enough to know that it took longer than expected. Null without harm, and where the drill ended too early to know.
 */
function computeMinutesUntilLoud(figures: DrillFigures): number | null {
  const { firstHarmMinute, endMinute } = figures;
  if (firstHarmMinute === null) return null;
  const loudMinute = findLoudMinute(figures);
  if (loudMinute !== null) return loudMinute - firstHarmMinute;
  if (endMinute === null || endMinute - firstHarmMinute < loudMinutes) return null;
  return endMinute - firstHarmMinute;
}

function describeLoudness(figures: DrillFigures): string {
  const { firstHarmMinute, firstPageMinute } = figures;
  const page =
    firstPageMinute === null || firstHarmMinute === null
      ? "no alert paged"
      : `an alert paged after ${(firstPageMinute - firstHarmMinute).toFixed(1)} minutes`;
  if (firstHarmMinute === null || findLoudMinute(figures) !== null) return page;
  const seen = figures.firstErrorMinutes.reduce((sum, { weight }) => sum + weight, 0);
  return `${Math.round(seen)} had seen one when the drill ended, never ${loudCustomers}; ${page}`;
}
