// Builds the customers' order history from the plan, the price list and the rows as they come.
import { computeCounterfactual } from "../../scenarios/customers/model.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { countsAsGood, type Outcome } from "../../scenarios/outcome.ts";
import { computeWeight, type Plan, type PlannedCustomer } from "../../scenarios/plan.ts";
import type { EndRow, PriceRow, StepRow } from "../../scenarios/rows.ts";
import { roundMinute } from "../../scenarios/time.ts";
import type { CustomerEnd, CustomerHistory, OrderAttempt } from "../record/customer-history.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<Omit<CustomerHistory, "attempts">> & { attempts: OrderAttempt[] };

/** Steps whose page shows a total of what is in the basket. */
const totalSteps = new Set(["cart", "review"]);
const errorOutcomes = new Set(["error-page", "soft-error"]);
/** What an overloaded shop does to a customer; a page of the wrong kind and the maintenance page are not among it. */
const turnedAwayOutcomes: ReadonlySet<Outcome> = new Set(["shed", "error-page", "soft-error", "timeout", "refused"]);

export class HistoryBuilder {
  readonly #drafts: Draft[];
  readonly #plan: Plan;
  readonly #prices = new Map<string, number>();
  #categories = 0;
  readonly #products = new Map<number, number>();

  constructor(incident: Incident, plan: Plan) {
    this.#plan = plan;
    const populations = new Map(incident.populations.map((population) => [population.name as string, population]));
    const counterfactual = computeCounterfactual(incident, plan);
    this.#drafts = plan.customers.map((customer, index): Draft => {
      const population = populations.get(customer.population);
      const orderedMinute = counterfactual[index]?.orderedMinute ?? null;
      return {
        customer: customer.customer,
        population: customer.population,
        weight: computeWeight(plan.pace, plan.share, population?.thinner ?? 1),
        account: customer.account,
        buys: population?.buys ?? false,
        counterfactualMinute: orderedMinute === null ? null : roundMinute(orderedMinute),
        listCents: null,
        seenCents: null,
        cameMinute: null,
        visits: 0,
        firstErrorMinute: null,
        firstErrorStep: null,
        firstVisitFailedMinute: null,
        firstTurnedAwayMinute: null,
        end: "never-came",
        endMinute: null,
        attempts: [],
      };
    });
  }

  addPrice(row: PriceRow): void {
    this.#categories = row.categories;
    this.#products.set(row.category, row.products);
    this.#prices.set(`${row.category}/${row.product}`, row.priceCents);
  }

  #priceBasket(customer: PlannedCustomer): number | null {
    let cents = 0;
    for (const item of customer.basket) {
      const category = Math.floor(item.category * this.#categories);
      const product = Math.floor(item.product * (this.#products.get(category) ?? 0));
      const price = this.#prices.get(`${category}/${product}`);
      if (price === undefined) return null;
      cents += price;
    }
    return cents;
  }

  /** Adds a step. Minutes: of its start and its end. */
  addStep(row: StepRow, startedMinute: number, endedMinute: number): void {
    const draft = this.#drafts[row.customer];
    if (draft === undefined) return;
    draft.cameMinute ??= roundMinute(startedMinute);
    draft.visits = Math.max(draft.visits, row.visit);
    draft.end = "unfinished";
    if (totalSteps.has(row.step) && row.totalCents !== null) draft.seenCents = row.totalCents;
    if (errorOutcomes.has(row.outcome) && draft.firstErrorMinute === null) {
      draft.firstErrorMinute = roundMinute(endedMinute);
      draft.firstErrorStep = row.step;
    }
    if (row.outcome === "paused") draft.firstPausedMinute ??= roundMinute(startedMinute);
    if (row.visit === 1 && countsAsGood(row.outcome) === false)
      draft.firstVisitFailedMinute = roundMinute(startedMinute);
    if (row.visit === 1 && turnedAwayOutcomes.has(row.outcome))
      draft.firstTurnedAwayMinute ??= roundMinute(startedMinute);
    if (row.step !== "place-order") return;
    const { attempt, visit, outcome, status, orderNumber, totalCents } = row;
    const key = row.key ?? "";
    draft.attempts.push({
      attempt,
      visit,
      key,
      startedMinute: roundMinute(startedMinute),
      endedMinute: roundMinute(endedMinute),
      outcome,
      status,
      orderNumber,
      totalCents,
      ...(row.account === undefined ? {} : { account: row.account }),
    });
  }

  addEnd(row: EndRow, endedMinute: number): void {
    const draft = this.#drafts[row.customer];
    if (draft === undefined) return;
    draft.end = row.end === "dropped" ? "never-came" : (row.end as CustomerEnd);
    draft.endMinute = roundMinute(endedMinute);
    draft.visits = row.visits;
  }

  /** The history so far, in the order of the plan. */
  build(): CustomerHistory[] {
    return this.#drafts.map((draft, index) => {
      const planned = this.#plan.customers[index] as PlannedCustomer;
      return { ...draft, attempts: [...draft.attempts], listCents: draft.buys ? this.#priceBasket(planned) : null };
    });
  }

  /** Customers who sent a first request, by population. */
  countCame(): Map<string, number> {
    const came = new Map<string, number>();
    for (const draft of this.#drafts)
      if (draft.cameMinute !== null) came.set(draft.population, (came.get(draft.population) ?? 0) + 1);
    return came;
  }
}
