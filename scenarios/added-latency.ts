// What a pair of drills shows of the price of latency (CO-9): the same customers, no cause, every page so many ms slower in
// one of the two.
import type { Fact } from "./incident.ts";

/** Sales lost for each 100 ms that count as the study's 1 %: 0.8 to 1.2 %. */
const studied = [0.008, 0.012] as const;

/** A page of the calm twin is complete within this, wall ms; a drill that was meant not to be slowed and is above it was. */
const unslowedPageMs = 100;

const origin = "set";

/** The facts of one drill of the pair. `addedMs` 0: the one that is not slowed. */
export function buildAddedLatencyFacts(addedMs: number): Fact[] {
  return addedMs === 0 ? [unslowed] : [buildSlowed(addedMs), paired];
}

const unslowed: Fact = {
  id: "CO-9-plain",
  says: "the drill beside it was not slowed",
  origin,
  expected: `a product page in the calm phase takes at most ${unslowedPageMs} ms (median)`,
  why: "what latency costs is a difference: both sides of it are seen",
  unit: "ms",
  measure: ({ calmPageMs }) => calmPageMs,
  holds: (measuredMs) => measuredMs <= unslowedPageMs,
};

function buildSlowed(addedMs: number): Fact {
  return {
    id: "CO-9-slowed",
    says: `every page took ${addedMs} ms longer`,
    origin,
    expected: `a product page in the calm phase takes ${addedMs} to ${addedMs + unslowedPageMs} ms (median)`,
    why: "a delay that never came would cost nothing and prove nothing",
    unit: "ms",
    measure: ({ calmPageMs }) => calmPageMs,
    holds: (measuredMs) => measuredMs >= addedMs && measuredMs <= addedMs + unslowedPageMs,
  };
}

const percent = (ratio: number) => `${(ratio * 100).toFixed(2)} %`;

/** An interval wider than this holds the study's range and much besides: 1 percentage point of sales for each 100 ms. */
const widestDeciding = 0.01;

/** Half a millionth of a point: 0.017 - 0.007 is not wider than 0.01. */
const roundingSlack = 5e-9;

type Spread = { readonly low: number; readonly high: number };

const isTooWide = ({ low, high }: Spread) => high - low > widestDeciding + roundingSlack;

/**
 * Whether a pair agrees with the study: false where the whole 95 % interval lies outside its range, however wide; null where
 * the interval is too wide, or reaches 0 and cannot be told from no cost; true where a narrow one meets the range.
 */
export function decidePairedCost(cost: Spread): boolean | null {
  if (cost.high < studied[0] || cost.low > studied[1]) return false;
  return isTooWide(cost) || cost.low <= 0 ? null : true;
}

const paired: Fact = {
  id: "CO-9-paired",
  says: "each 100 ms of delay cost 1 % of sales",
  origin,
  expected:
    "0.8 to 1.2 % of sales for each 100 ms, or part of it, lie within a 95 % interval of at most 1 percentage point",
  why: "the pages share the hazard that CO-9 states; an interval that is wider, or reaches 0, says nothing of it, and decides nothing unless it lies wholly outside",
  unit: "%",
  measure: ({ pairedSalesLost }) =>
    pairedSalesLost === null || decidePairedCost(pairedSalesLost) === null ? null : pairedSalesLost.value * 100,
  holds: (_measured, { pairedSalesLost }) => pairedSalesLost !== null && decidePairedCost(pairedSalesLost) === true,
  detail: ({ pairedSalesLost }) =>
    pairedSalesLost === null
      ? "the pair could not be compared"
      : `measured ${percent(pairedSalesLost.value)} of sales for each 100 ms, 95 % interval ${percent(pairedSalesLost.low)} to ${percent(pairedSalesLost.high)}${explainUndecided(pairedSalesLost)}`,
};

function explainUndecided(cost: Spread): string {
  if (decidePairedCost(cost) !== null) return "";
  return isTooWide(cost)
    ? "; wider than 1 percentage point, so it decides nothing: more delay, or a slower pace with more customers, narrows it"
    : "; it reaches 0, so it cannot be told from no cost";
}
