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

const paired: Fact = {
  id: "CO-9-paired",
  says: "each 100 ms of delay cost 1 % of sales",
  origin,
  expected: "0.8 to 1.2 % of sales for each 100 ms lie within the 95 % interval of the pair",
  why: "the pages share the hazard that CO-9 states; an interval that reaches 0 cannot be told from no cost, and decides nothing",
  unit: "%",
  measure: ({ pairedSalesLost }) =>
    pairedSalesLost === null || pairedSalesLost.low <= 0 ? null : pairedSalesLost.value * 100,
  holds: (_measured, { pairedSalesLost }) =>
    pairedSalesLost !== null && pairedSalesLost.low <= studied[1] && pairedSalesLost.high >= studied[0],
  detail: ({ pairedSalesLost }) =>
    pairedSalesLost === null
      ? "the pair could not be compared"
      : `95 % interval for each 100 ms: ${percent(pairedSalesLost.low)} to ${percent(pairedSalesLost.high)} of sales`,
};
