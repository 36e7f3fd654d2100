// The journey that a planned customer makes: shopping, or after a deal.
import type { Incident } from "../incident.ts";
import { isAfterDeal, type PlannedCustomer } from "../plan.ts";
import type { IncidentClock } from "../time.ts";
import { buildDealHunt } from "./deal-journey.ts";
import { buildShopping, type Journey } from "./journey.ts";

/** Customer, incident, clock and seed, and what shop and forum do, decide all of it. */
export function buildJourney(
  customer: PlannedCustomer,
  incident: Pick<Incident, "customers" | "deal" | "populations">,
  clock: IncidentClock,
  seed: number,
): Journey {
  const population = incident.populations.find(({ name }) => name === customer.population);
  const { deal } = incident;
  if (deal !== undefined && population !== undefined && isAfterDeal(population))
    return buildDealHunt(customer, population.people !== undefined, { ...incident, deal }, clock, seed);
  return buildShopping(customer, population?.buys ?? false, incident.customers, clock, seed);
}
