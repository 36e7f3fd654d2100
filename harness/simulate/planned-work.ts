// How much more work than expected a plan's customers bring by chance: taken out of the utilisation, so that two
// short simulations can be compared (a control variate).
import { buildFirstVisit } from "../../scenarios/customers/journey.ts";
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import type { Incident, Population } from "../../scenarios/incident.ts";
import { computeArrivalRatePerSecond, findTraffic, type Plan, type PlannedCustomer } from "../../scenarios/plan.ts";
import type { IncidentClock } from "../../scenarios/time.ts";

const item = { category: 0, product: 0 };

function countRequests(items: number, buys: boolean): number {
  const customer = { basket: new Array(items).fill(item) } as unknown as PlannedCustomer;
  return buildFirstVisit(customer, buys).reduce((sum, { step }) => sum + requestsPerStep[step], 0);
}

/** Expected requests of a first visit of this population. */
function computeMeanRequests({ customers }: Incident, { buys }: Population): number {
  const [least, most] = customers.browserProducts;
  const sizes = most - least + 1;
  const shares = buys
    ? customers.basketSizeShares.map((share, index) => [index + 1, share] as const)
    : Array.from({ length: sizes }, (_, index) => [least + index, 1 / sizes] as const);
  return shares.reduce((sum, [items, share]) => sum + share * countRequests(items, buys), 0);
}

/**
 * Requests of the first visits of all who arrive in a span (wall ms), as drawn ÷ as expected; 1 where nobody is expected.
 * Its mean over all seeds is 1.
 */
export function computeWorkRatio(
  incident: Incident,
  clock: IncidentClock,
  plan: Plan,
  fromMs: number,
  untilMs: number,
): number {
  const buying = new Set<string>(incident.populations.filter(({ buys }) => buys).map(({ name }) => name));
  let drawn = 0;
  for (const { arrivesAtMs, population, basket } of plan.customers)
    if (arrivesAtMs >= fromMs && arrivesAtMs < untilMs) drawn += countRequests(basket.length, buying.has(population));
  let expected = 0;
  for (const population of incident.populations) {
    const requests = computeMeanRequests(incident, population);
    for (const phase of incident.phases) {
      const { fromMinute, toMinute } = phase;
      const startMs = clock.wallMsAt(fromMinute);
      const endMs = startMs + ((toMinute - fromMinute) * 60_000) / clock.pace;
      const seconds = Math.max(0, Math.min(endMs, untilMs) - Math.max(startMs, fromMs)) / 1000;
      expected +=
        seconds * computeArrivalRatePerSecond(population, plan.share, findTraffic(population, phase)) * requests;
    }
  }
  return expected === 0 ? 1 : drawn / expected;
}
