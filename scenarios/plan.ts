// The plan of a drill: who arrives when, with which intent, basket and patience. Drawn before the
// drill from one seed; the same for all variants.
import { draw, toExponential } from "./chance.ts";
import type { DealModel, Incident, Phase, Population } from "./incident.ts";
import { buildIncidentClock, computeMinutes, type IncidentClock } from "./time.ts";

/**
 * One article of a basket, as ranks in [0, 1) among the links of the home page and of the category page. `from`: of a
 * department by name in place of the category's rank; `outside`: the rank is among the departments but these, by name;
 * `cheapest`: by rank among the cheapest articles of the page.
 */
export interface BasketItem {
  readonly category: number;
  readonly product: number;
  readonly from?: string;
  readonly outside?: readonly string[];
  readonly cheapest?: true;
}

/** One simulated person. `arrivesAtMs`: wall milliseconds after T0. */
export interface PlannedCustomer {
  readonly customer: number;
  readonly population: string;
  readonly account: string;
  readonly arrivesAtMs: number;
  /** For buyers: what they put in the basket; for browsers: what they look at. */
  readonly basket: readonly BasketItem[];
  /** How often a failed step is tried again at most in one visit. */
  readonly patience: number;
  /** Of a buyer: a voucher's code that they hold, and use as it is meant. */
  readonly code?: string;
  /** Of somebody after a deal: goes to the shop when the forum's heat is above it. */
  readonly heatDraw?: number;
}

/** plan.json. Holds nothing of variant, defences, faults, directory or time of day. */
export interface Plan {
  readonly schemaVersion: 1;
  readonly incident: string;
  readonly seed: number;
  readonly pace: number;
  readonly share: number;
  readonly customers: readonly PlannedCustomer[];
}

/** How many real customers one rehearsed customer of this population stands for: pace ÷ share, times `thinner`. */
export function computeWeight(pace: number, share: number, thinner = 1): number {
  return Math.round((pace / share) * thinner * 1e9) / 1e9;
}

/** A population's traffic in a phase, as a multiple of its calm rate; 0 for those who come by no rate at all. */
export function findTraffic(population: Population, phase: Pick<Phase, "name" | "traffic">): number {
  if (population.people !== undefined) return 0;
  return population.trafficByPhase === undefined ? phase.traffic : (population.trafficByPhase[phase.name] ?? 0);
}

/** Arrivals per wall second of a population in a phase with this traffic. */
export function computeArrivalRatePerSecond(population: Population, share: number, traffic: number): number {
  return (population.arrivalsPerSecond * share * traffic) / population.thinner;
}

/**
 * Exact arrival times of a non-homogeneous Poisson process, in wall milliseconds: unit-rate
 * exponential gaps, mapped through the inverse of the cumulated rate (time rescaling).
 */
function drawArrivalsMs(
  incident: Incident,
  clock: IncidentClock,
  population: Population,
  seed: number,
  share: number,
): number[] {
  if (population.people !== undefined) return drawPeopleMs(population, population.people, clock, seed);
  const arrivals: number[] = [];
  let cumulated = 0;
  let passed = 0;
  let next = toExponential(draw(seed, population.name, 0, "arrival", 0));
  let index = 0;
  for (const phase of incident.phases) {
    const startMs = clock.wallMsAt(phase.fromMinute);
    const lengthSeconds = ((phase.toMinute - phase.fromMinute) * 60) / clock.pace;
    const ratePerSecond = computeArrivalRatePerSecond(population, share, findTraffic(population, phase));
    passed = cumulated + ratePerSecond * lengthSeconds;
    while (next < passed) {
      arrivals.push(startMs + ((next - cumulated) / ratePerSecond) * 1000);
      index++;
      next += toExponential(draw(seed, population.name, index, "arrival", 0));
    }
    cumulated = passed;
  }
  return arrivals;
}

/** Each tab of each of the people, in their order, uniform between their minutes: tabs of one person come together. */
function drawPeopleMs(
  { name }: Population,
  { count, tabs, fromMinute, toMinute }: NonNullable<Population["people"]>,
  clock: IncidentClock,
  seed: number,
): number[] {
  return Array.from({ length: count * tabs }, (_, index) => {
    const uniform = draw(seed, name, Math.floor(index / tabs), "arrival", 0);
    const minute = fromMinute + uniform * (toMinute - fromMinute) + (index % tabs) * tabPauseMinutes;
    return clock.wallMsAt(minute);
  });
}

/** From one tab to the next. */
const tabPauseMinutes = 0.2;

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

/** Number of articles from the shares of customers with 1, 2 and 3. */
function countItems(incident: Incident, population: Population, uniform: number): number {
  if (!population.buys) {
    const [least, most] = incident.customers.browserProducts;
    return least + Math.floor(uniform * (most - least + 1));
  }
  const [one, two] = incident.customers.basketSizeShares;
  if (uniform < one) return 1;
  return uniform < one + two ? 2 : 3;
}

/** Number of further tries: the first share that the draw does not stay under ends it. */
function countTries(shares: readonly number[], drawAt: (attempt: number) => number): number {
  let tries = 0;
  while (tries < shares.length && drawAt(tries) < (shares[tries] as number)) tries++;
  return tries;
}

/** Draws the plan: byte-identical (as JSON) for incident, seed, share and pace. */
export function buildPlan(incident: Incident, seed: number, pace = incident.pace, share = incident.share): Plan {
  const clock = buildIncidentClock(incident.phases, pace);
  const arrivals = incident.populations.flatMap((population) =>
    drawArrivalsMs(incident, clock, population, seed, share).map((atMs, index) => ({ population, atMs, index })),
  );
  arrivals.sort((a, b) => a.atMs - b.atMs);
  const customers = arrivals.map(({ population, atMs, index }, customer): PlannedCustomer => {
    const chance: Chance = (decision, attempt = 0) => draw(seed, population.name, customer, decision, attempt);
    const person = population.people === undefined ? customer : Math.floor(index / population.people.tabs);
    const account = `${population.name.replace(/s$/, "")}-${person}@example.test`;
    const who = { customer, population: population.name, account, arrivesAtMs: round(atMs, 3) };
    if (incident.deal !== undefined && isAfterDeal(population))
      return { ...who, ...drawDealHunt({ ...incident, deal: incident.deal }, population, chance) };
    const items = countItems(incident, population, chance("basket-size"));
    const basket = Array.from({ length: items }, (_, item) => drawItem(chance, item));
    const patience = countTries(incident.customers.retryShares, (attempt) => chance("patience", attempt));
    const planned = { ...who, basket, patience };
    return incident.deal !== undefined && population.buys && holdsCode(incident.deal, clock, atMs, chance)
      ? {
          ...planned,
          basket: basket.map((item, at) => (at === 0 ? { ...item, from: "offers" } : item)),
          code: incident.deal.voucherCode,
        }
      : planned;
  });
  return { schemaVersion: 1, incident: incident.name, seed, pace, share, customers };
}

type Chance = (decision: string, attempt?: number) => number;

function drawItem(chance: Chance, item: number): BasketItem {
  return {
    category: round(Math.min(chance("category", item), 0.9999), 4),
    product: round(Math.min(chance("product", item), 0.9999), 4),
  };
}

/** Whether these customers come because of a deal, and not for an article. */
export function isAfterDeal({ name }: { readonly name: string }): boolean {
  return name === "deal-readers" || name === "hunters";
}

function holdsCode(deal: DealModel, clock: IncidentClock, arrivesAtMs: number, chance: Chance): boolean {
  return clock.minuteAt(arrivesAtMs) >= deal.voucherLiveMinute && chance("has-code") < deal.buyersWithCodeShare;
}

/**
 * What somebody after a deal wants: the article that the code is for, and one to have for it. That one is of a department
 * for which the code is not: else the basket would be eligible without the first, and nobody would play a trick.
 */
function drawDealHunt(
  { deal, promotion }: Pick<Incident, "promotion"> & { readonly deal: DealModel },
  population: Population,
  chance: Chance,
): Pick<PlannedCustomer, "basket" | "patience" | "heatDraw"> {
  const isHunter = population.people !== undefined;
  const wantsNothingToPay = chance("nothing-to-pay") < deal.wantsNothingToPayShare;
  const wanted = { ...drawItem(chance, 1), outside: promotion?.eligibleCategories ?? ["offers"] };
  return {
    basket: [{ ...drawItem(chance, 0), from: "offers" }, wantsNothingToPay ? { ...wanted, cheapest: true } : wanted],
    patience: isHunter
      ? deal.huntersRetries
      : countTries(deal.readersRetryShares, (attempt) => chance("patience", attempt)),
    heatDraw: round(chance("heat"), 6),
  };
}

/** Expected number of arrivals of a population in each phase, rehearsed scale, in the order of the phases. */
export function computeExpectedArrivals(
  incident: Incident,
  population: Population,
  pace: number,
  share: number,
): number[] {
  return incident.phases.map((phase) => {
    const wallSeconds = ((phase.toMinute - phase.fromMinute) * 60) / pace;
    return computeArrivalRatePerSecond(population, share, findTraffic(population, phase)) * wallSeconds;
  });
}

/** Expected arrivals per incident minute in the calm phase, rehearsed scale. */
export function computeCalmArrivalsPerMinute(
  incident: Incident,
  population: Population,
  pace: number,
  share: number,
): number {
  const calm = incident.phases.find((phase) => phase.name === incident.calmPhase);
  const traffic = calm === undefined ? 1 : findTraffic(population, calm);
  return computeArrivalRatePerSecond(population, share, traffic) / computeMinutes(1000, pace);
}
