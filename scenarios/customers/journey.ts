// What a customer does next: a pure decision from the customer, what happened so far, and draws.
// k6 carries the decisions out against a shop; the model carries them out against assumed outcomes.
import { draw } from "../chance.ts";
import type { CustomerModel } from "../incident.ts";
import type { Outcome, StepName } from "../outcome.ts";
import type { BasketItem, PlannedCustomer } from "../plan.ts";
import type { IncidentClock } from "../time.ts";
import { type AfterVisit, decideAfterVisit, type VisitEnd, waitAsTold } from "./coming-back.ts";
import type { DealReport, ForumLook } from "./forum.ts";
import { computeThinkMinutes, leavesBecauseSlow } from "./patience.ts";
import { WaitingInLine } from "./waiting-in-line.ts";

/**
 * One page the customer wants. `item`: the article that category, product and cart steps are about; of a review: the one
 * that is taken out there. `code`: of a voucher. `account`: of an order, where it is not the customer's first.
 * `insistsOnTotal`: of a review and an order: a new total is taken unless the customer came for the old one.
 */
export interface PageWish {
  readonly step: StepName;
  readonly item?: BasketItem;
  readonly code?: string;
  readonly account?: string;
  readonly insistsOnTotal?: true;
}

/** What the customer does next; `look` and `report` are at the forum. Times: `atMinute` on the incident clock, `pauseMs` on the wall clock. */
export type Decision =
  | { readonly does: "ask"; readonly wish: PageWish; readonly visit: number; readonly attempt: number }
  | { readonly does: "wait-until"; readonly atMinute: number }
  | { readonly does: "pause"; readonly pauseMs: number }
  | { readonly does: "look" }
  | { readonly does: "report"; readonly report: DealReport }
  | {
      readonly does: "end";
      readonly end: VisitEnd | "bought" | "browsed" | "left-slow" | "declined" | "stayed-home";
    };

/** What the last page gave, and when it ended. */
export interface StepReport {
  readonly outcome: Outcome;
  readonly latencyMs: number;
  readonly endedMinute: number;
  /** What the page told the customer; see StepAnswer. */
  readonly asksToComeBack: boolean;
  readonly retryAfterMinutes: number | null;
  /** The discount that the page showed, in cents; null where it showed no basket. */
  readonly discountCents: number | null;
}

/** Pages of a first visit. Buyers end at the order button; browsers look and go. */
export function buildFirstVisit(customer: PlannedCustomer, buys: boolean): PageWish[] {
  const pages: PageWish[] = [{ step: "home" }];
  for (const item of customer.basket) {
    pages.push({ step: "category", item }, { step: "product", item });
    if (buys) pages.push({ step: "cart", item });
  }
  if (customer.code !== undefined) pages.push({ step: "voucher", code: customer.code });
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
  // Whose basket is complete looks at it first: its total may be another one by now.
  const isFilled = first[from]?.step === "address" || first[from]?.step === "payment";
  return [{ step: isFilled ? "cart" : "home" }, ...first.slice(from)];
}

export interface Journey {
  /** What to do next: after `last`, or, when nothing was asked since (start, end of a wait, a report), with null. */
  decide(last: StepReport | ForumLook | null): Decision;
  /** Visits begun so far. */
  visits(): number;
}

/** Builds the journey of a customer who buys or looks around. The customer, the seed and what the shop does decide all of it. */
export function buildShopping(
  customer: PlannedCustomer,
  buys: boolean,
  model: CustomerModel,
  clock: IncidentClock,
  seed: number,
): Journey {
  return new CustomerJourney(customer, buys, model, clock, seed);
}

/** Its fields are everything that decides besides the draws. */
class CustomerJourney implements Journey {
  readonly #customer: PlannedCustomer;
  readonly #buys: boolean;
  readonly #model: CustomerModel;
  readonly #clock: IncidentClock;
  readonly #chance: (decision: string, attempt: number) => number;
  readonly #first: readonly PageWish[];
  #script: readonly PageWish[];
  #visit = 1;
  #page = 0;
  #tries = 0;
  #orderAttempts = 0;
  /** The furthest page of the first visit's script that was asked for, or is due. */
  #reached = 0;
  /** In this visit: whether a page told anything, and whether the customer has made up their mind about a status message. */
  #isInformed = false;
  #hasReadMessage = false;
  readonly #line: WaitingInLine;

  constructor(customer: PlannedCustomer, buys: boolean, model: CustomerModel, clock: IncidentClock, seed: number) {
    this.#customer = customer;
    this.#buys = buys;
    this.#model = model;
    this.#clock = clock;
    this.#chance = (decision, attempt) => draw(seed, customer.population, customer.customer, decision, attempt);
    this.#line = new WaitingInLine(model.queuePatienceMinutes, this.#chance);
    this.#first = buildFirstVisit(customer, buys);
    this.#script = this.#first;
  }

  decide(last: StepReport | ForumLook | null): Decision {
    if (last === null || "heat" in last) return this.#ask();
    if (last.outcome === "queued") return this.#waitInLine(last);
    this.#line.leave();
    if (last.asksToComeBack || last.retryAfterMinutes !== null) this.#isInformed = true;
    return last.outcome === "ok" || last.outcome === "deferred" ? this.#afterGood(last) : this.#afterBad(last);
  }

  visits(): number {
    return this.#visit;
  }

  #currentPage(): PageWish {
    return this.#script[this.#page] as PageWish;
  }

  #ask(): Decision {
    const wish = this.#currentPage();
    this.#tries++;
    this.#reached = Math.max(this.#reached, this.#first.indexOf(wish));
    if (wish.step === "place-order") this.#orderAttempts++;
    const attempt = wish.step === "place-order" ? this.#orderAttempts : this.#tries;
    return { does: "ask", wish, visit: this.#visit, attempt };
  }

  #afterGood(last: StepReport): Decision {
    const { step } = this.#currentPage();
    const ordered = step === "place-order" || step === "order-status";
    const uniform = this.#chance(`slow-${this.#visit}`, this.#page);
    // The hazard is shared by the pages before the order button: after it nobody can leave the sale.
    const pages = this.#buys ? this.#first.length - 1 : this.#first.length;
    if (!ordered && leavesBecauseSlow(this.#model, last.latencyMs, pages, uniform))
      return { does: "end", end: "left-slow" };
    if (!ordered && last.asksToComeBack && this.#leavesWhenTold()) {
      // The page itself came, so the next one is due: what it put into the cart is in the cart.
      this.#reached = Math.max(this.#reached, this.#first.indexOf(this.#currentPage()) + 1);
      return this.#endVisit(last);
    }
    if (step === "place-order" && this.#chance("order-status", 0) < this.#model.orderStatusShare)
      this.#script = [...this.#script, { step: "order-status" }];
    if (this.#page + 1 >= this.#script.length) return { does: "end", end: this.#buys ? "bought" : "browsed" };
    this.#page++;
    this.#tries = 0;
    const minutes = computeThinkMinutes(this.#model, this.#chance(`think-${this.#visit}`, this.#page));
    return { does: "wait-until", atMinute: last.endedMinute + minutes };
  }

  /** A buyer who reads that payments do not go through makes up their mind once a visit. Browsers do not mind. */
  #leavesWhenTold(): boolean {
    if (!this.#buys || this.#hasReadMessage) return false;
    this.#hasReadMessage = true;
    return this.#chance("leaves-when-told", this.#visit) < this.#model.leavesWhenToldShare;
  }

  /** Asks for the same page again when the waiting room says so; no further try. */
  #waitInLine(last: StepReport): Decision {
    const atMinute = this.#line.next(last);
    if (atMinute === null) return this.#endVisit(last);
    this.#tries--;
    return { does: "wait-until", atMinute };
  }

  #afterBad(last: StepReport): Decision {
    if (this.#currentPage().step === "order-status") return { does: "end", end: "bought" };
    if (last.outcome === "declined") return { does: "end", end: "declined" };
    const isTold = last.asksToComeBack || last.retryAfterMinutes !== null;
    if (isTold && this.#chance("follows-advice", this.#visit) < this.#model.followsAdviceShare)
      return this.#followAdvice(last);
    if (this.#tries <= this.#customer.patience) {
      const [least, most] = this.#model.retryPauseMs;
      const uniform = this.#chance(`retry-pause-${this.#visit}-${this.#page}`, this.#tries);
      return { does: "pause", pauseMs: least + uniform * (most - least) };
    }
    return this.#endVisit(last);
  }

  /** Does not press again: waits until the time that was told, or, told none, ends the visit at once. */
  #followAdvice(last: StepReport): Decision {
    if (!this.#buys || last.retryAfterMinutes === null || this.#visit >= this.#model.mostVisits)
      return this.#endVisit(last);
    return this.#startNextVisit(
      waitAsTold(this.#model, this.#clock, last.endedMinute, last.retryAfterMinutes, (decision) =>
        this.#chance(decision, this.#visit),
      ),
    );
  }

  #endVisit({ endedMinute }: StepReport): Decision {
    if (!this.#buys) return { does: "end", end: "gave-up" };
    const failed = { visit: this.#visit, endedMinute, isInformed: this.#isInformed };
    return this.#startNextVisit(
      decideAfterVisit(this.#model, this.#clock, failed, (decision) => this.#chance(decision, this.#visit)),
    );
  }

  #startNextVisit(next: AfterVisit): Decision {
    if (next.does === "end") return next;
    this.#script = buildLaterVisit(this.#first, this.#reached);
    this.#visit++;
    this.#page = 0;
    this.#tries = 0;
    this.#isInformed = false;
    this.#hasReadMessage = false;
    return next;
  }
}
