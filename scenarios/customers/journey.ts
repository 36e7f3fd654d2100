// What a customer does next: a pure decision from the customer, what happened so far, and draws.
// k6 carries the decisions out against a shop; the model carries them out against assumed outcomes.
import { draw } from "../chance.ts";
import type { CustomerModel } from "../incident.ts";
import type { Outcome, StepName } from "../outcome.ts";
import type { BasketItem, PlannedCustomer } from "../plan.ts";
import type { IncidentClock } from "../time.ts";
import { decideAfterVisit, type VisitEnd } from "./coming-back.ts";
import { computeThinkMinutes, leavesBecauseSlow } from "./patience.ts";

/** One page the customer wants. `item`: the article that category, product and cart steps are about. */
export interface PageWish {
  readonly step: StepName;
  readonly item?: BasketItem;
}

/** What the customer does next. Times: `atMinute` on the incident clock, `pauseMs` on the wall clock. */
export type Decision =
  | { readonly does: "ask"; readonly wish: PageWish; readonly visit: number; readonly attempt: number }
  | { readonly does: "wait-until"; readonly atMinute: number }
  | { readonly does: "pause"; readonly pauseMs: number }
  | { readonly does: "end"; readonly end: VisitEnd | "bought" | "browsed" | "left-slow" | "declined" };

/** What the last page gave, and when it ended. */
export interface StepReport {
  readonly outcome: Outcome;
  readonly latencyMs: number;
  readonly endedMinute: number;
}

/** Everything that decides besides the draws. Mutable on purpose: one per customer, owned by the journey. */
interface JourneyState {
  visit: number;
  page: number;
  tries: number;
  orderAttempts: number;
  script: readonly PageWish[];
  /** The furthest page of the first visit's script that was asked for. */
  reached: number;
}

/** Pages of a first visit. Buyers end at the order button; browsers look and go. */
export function buildFirstVisit(customer: PlannedCustomer, buys: boolean): PageWish[] {
  const pages: PageWish[] = [{ step: "home" }];
  for (const item of customer.basket) {
    pages.push({ step: "category", item }, { step: "product", item });
    if (buys) pages.push({ step: "cart", item });
  }
  if (buys) pages.push({ step: "address" }, { step: "payment" }, { step: "review" }, { step: "place-order" });
  return pages;
}

/** Pages of a later visit: the shop kept the basket, and address and card once they were given. */
function buildLaterVisit(first: readonly PageWish[], reached: number): readonly PageWish[] {
  const review = first.findIndex((page) => page.step === "review");
  if (reached >= review) return [{ step: "cart" }, ...first.slice(review)];
  // An article's three pages belong together: start again from its category.
  let from = Math.max(reached, 1);
  while (from > 1 && (first[from]?.step === "product" || first[from]?.step === "cart")) from--;
  return [{ step: "home" }, ...first.slice(from)];
}

export interface Journey {
  /** What to do next: after `last`, or, when nothing was asked since (start, end of a wait), with null. */
  decide(last: StepReport | null): Decision;
  /** Visits begun so far. */
  visits(): number;
}

/** Builds the journey of one customer. The customer, the seed and what the shop does decide all of it. */
export function buildJourney(
  customer: PlannedCustomer,
  buys: boolean,
  model: CustomerModel,
  clock: IncidentClock,
  seed: number,
): Journey {
  const chance = (decision: string, attempt: number) =>
    draw(seed, customer.population, customer.customer, decision, attempt);
  const first = buildFirstVisit(customer, buys);
  const state: JourneyState = { visit: 1, page: 0, tries: 0, orderAttempts: 0, script: first, reached: 0 };

  const currentPage = (): PageWish => state.script[state.page] as PageWish;

  const ask = (): Decision => {
    const wish = currentPage();
    state.tries++;
    state.reached = Math.max(state.reached, first.indexOf(wish));
    if (wish.step === "place-order") state.orderAttempts++;
    const attempt = wish.step === "place-order" ? state.orderAttempts : state.tries;
    return { does: "ask", wish, visit: state.visit, attempt };
  };

  const afterGood = (last: StepReport): Decision => {
    const { step } = currentPage();
    const ordered = step === "place-order" || step === "order-status";
    const uniform = chance(`slow-${state.visit}`, state.page);
    // The hazard is shared by the pages before the order button: after it nobody can leave the sale.
    const pages = buys ? first.length - 1 : first.length;
    if (!ordered && leavesBecauseSlow(model, last.latencyMs, pages, uniform)) return { does: "end", end: "left-slow" };
    if (step === "place-order" && chance("order-status", 0) < model.orderStatusShare)
      state.script = [...state.script, { step: "order-status" }];
    if (state.page + 1 >= state.script.length) return { does: "end", end: buys ? "bought" : "browsed" };
    state.page++;
    state.tries = 0;
    const minutes = computeThinkMinutes(model, chance(`think-${state.visit}`, state.page));
    return { does: "wait-until", atMinute: last.endedMinute + minutes };
  };

  const afterBad = (last: StepReport): Decision => {
    if (currentPage().step === "order-status") return { does: "end", end: "bought" };
    if (last.outcome === "declined") return { does: "end", end: "declined" };
    if (state.tries <= customer.patience) {
      const [least, most] = model.retryPauseMs;
      const uniform = chance(`retry-pause-${state.visit}-${state.page}`, state.tries);
      return { does: "pause", pauseMs: least + uniform * (most - least) };
    }
    if (!buys) return { does: "end", end: "gave-up" };
    const next = decideAfterVisit(model, clock, state.visit, last.endedMinute, (decision) =>
      chance(decision, state.visit),
    );
    if (next.does === "end") return next;
    state.script = buildLaterVisit(first, state.reached);
    state.visit++;
    state.page = 0;
    state.tries = 0;
    return next;
  };

  return {
    decide(last) {
      if (last === null) return ask();
      return last.outcome === "ok" || last.outcome === "deferred" ? afterGood(last) : afterBad(last);
    },
    visits: () => state.visit,
  };
}
