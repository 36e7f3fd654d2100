// What the plan leads one to expect without faults: steps, requests, orders, workers. Rehearsed scale.
import { buildFirstVisit } from "./customers/journey.ts";
import type { Incident, Population } from "./incident.ts";
import type { StepName } from "./outcome.ts";
import { computeArrivalRatePerSecond, computeCalmArrivalsPerMinute, findTraffic, type Plan } from "./plan.ts";

/** Mean number of those steps in a first visit of the population's planned customers. */
export function computeStepsPerCustomer(plan: Plan, population: Population, steps: readonly StepName[]): number {
  let customers = 0;
  let found = 0;
  for (const customer of plan.customers) {
    if (customer.population !== population.name) continue;
    customers++;
    for (const page of buildFirstVisit(customer, population.buys)) if (steps.includes(page.step)) found++;
  }
  return customers === 0 ? 0 : found / customers;
}

/** First attempts of those steps per calm incident minute; `populations` null: all. */
export function computeExpectedPerCalmMinute(
  incident: Incident,
  plan: Plan,
  steps: readonly StepName[],
  populations: readonly string[] | null,
): number {
  return incident.populations
    .filter((population) => populations === null || populations.includes(population.name))
    .reduce((sum, population) => {
      const perMinute = computeCalmArrivalsPerMinute(incident, population, plan.pace, plan.share);
      return sum + perMinute * computeStepsPerCustomer(plan, population, steps);
    }, 0);
}

/** Requests per wall second in the calm phase, from the plan's customers and the driver's requests a step. */
export function computeCalmRequestsPerSecond(
  incident: Incident,
  plan: Plan,
  requestsPerStep: Readonly<Record<StepName, number>>,
): number {
  const calm = incident.phases.find((phase) => phase.name === incident.calmPhase);
  return incident.populations.reduce((sum, population) => {
    const arrivals = computeArrivalRatePerSecond(population, plan.share, calm ? findTraffic(population, calm) : 1);
    const requests = (Object.keys(requestsPerStep) as StepName[]).reduce(
      (total, step) => total + requestsPerStep[step] * computeStepsPerCustomer(plan, population, [step]),
      0,
    );
    return sum + arrivals * requests;
  }, 0);
}

/** The twin's workers: offered work in the calm phase ÷ the shop's assumed calm utilisation, at least 1. */
export function computeWorkers(incident: Incident, requestsPerSecond: number): number {
  return Math.max(1, Math.round((requestsPerSecond * incident.serviceMs) / 1000 / incident.calmUtilisation));
}
