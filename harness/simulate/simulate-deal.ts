// An evening with a deal in virtual time: the plan's customers, the shop's worker pool, the forum's heat. What the real
// processes do in a drill, without them: for the question how many workers would have carried the evening (VD-14).
import { buildJourney } from "../../scenarios/customers/build-journey.ts";
import type { DealReport, ForumLook } from "../../scenarios/customers/forum.ts";
import type { Journey, PageWish, StepReport } from "../../scenarios/customers/journey.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { isAfterDeal, type Plan, type PlannedCustomer } from "../../scenarios/plan.ts";
import { buildIncidentClock, type IncidentClock } from "../../scenarios/time.ts";
import { chooseChain, rememberStep, type VisitMemory } from "./step-chains.ts";
import { VirtualBasket, type VirtualBug, type VirtualPromotion } from "./virtual-basket.ts";
import { type StepEnd, VirtualShop } from "./virtual-shop.ts";

/** The forum as customers use it; minutes of the incident clock. */
export interface VirtualForum {
  look(minute: number): Omit<ForumLook, "endedMinute">;
  report(minute: number, author: string, report: DealReport): void;
}

export interface DealTerms {
  readonly workers: number;
  readonly forum: VirtualForum;
  readonly promotion: VirtualPromotion;
  readonly bugAt: (minute: number) => VirtualBug;
  readonly isPausedAt: (minute: number) => boolean;
  /** Hears of each step as it ends, with the discount that its page showed. */
  readonly onStep: (customer: PlannedCustomer, wish: PageWish, startedMinute: number, end: StepEnd) => void;
  /** Hears of each order with a discount. */
  readonly onUse: (customer: PlannedCustomer, account: string, minute: number, departments: readonly string[]) => void;
}

/** Runs the evening from the plan's first to its last moment; gives the share of the workers' time that was worked. */
export function simulateDeal(incident: Incident, plan: Plan, terms: DealTerms): { readonly utilisation: number } {
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const shop = new VirtualShop({
    ...incident,
    workers: terms.workers,
    seed: plan.seed,
    faultAt: () => null,
    onWait: () => {},
  });
  const evening = { incident, plan, terms, clock, shop };
  const welcome = (index: number): void => {
    const planned = plan.customers[index];
    if (planned === undefined) return;
    shop.at(planned.arrivesAtMs, () => {
      welcome(index + 1);
      new DealCustomer(evening, planned).goOn(null);
    });
  };
  welcome(0);
  shop.run(clock.wallMs + 2 * incident.responseTimeoutMs);
  return { utilisation: shop.busyMs / (clock.wallMs * terms.workers) };
}

interface Evening {
  readonly incident: Incident;
  readonly plan: Plan;
  readonly terms: DealTerms;
  readonly clock: IncidentClock;
  readonly shop: VirtualShop;
}

class DealCustomer {
  readonly #evening: Evening;
  readonly #planned: PlannedCustomer;
  readonly #journey: Journey;
  readonly #memory: VisitMemory = { taken: false, reviewed: false, ordered: false };
  readonly #basket: VirtualBasket;
  #shownCents = 0;
  #account: string;

  constructor(evening: Evening, planned: PlannedCustomer) {
    const { incident, plan, clock, terms } = evening;
    this.#evening = evening;
    this.#planned = planned;
    this.#journey = buildJourney(planned, incident, clock, plan.seed);
    this.#basket = new VirtualBasket(terms.promotion);
    this.#account = planned.account;
  }

  goOn(last: StepReport | ForumLook | null): void {
    const { shop, clock, terms } = this.#evening;
    const decision = this.#journey.decide(last);
    const minute = clock.minuteAt(shop.nowMs);
    switch (decision.does) {
      case "end":
        return;
      case "pause":
        shop.at(shop.nowMs + decision.pauseMs, () => this.goOn(null));
        return;
      case "wait-until":
        shop.at(clock.wallMsAt(decision.atMinute), () => this.goOn(null));
        return;
      case "look":
        this.goOn({ ...terms.forum.look(minute), endedMinute: minute });
        return;
      case "report":
        terms.forum.report(minute, this.#planned.account, decision.report);
        this.goOn(null);
        return;
      case "ask":
        this.#ask(decision.wish, minute);
    }
  }

  #ask(wish: PageWish, startedMinute: number): void {
    const { shop, terms } = this.#evening;
    if (wish.account !== undefined) this.#account = wish.account;
    if (wish.step === "place-order" && terms.isPausedAt(startedMinute)) {
      this.#end(wish, startedMinute, { outcome: "paused", latencyMs: 0, served: 0 });
      return;
    }
    const chain = chooseChain(wish, this.#memory);
    shop.ask(chain, (end) => {
      rememberStep(this.#memory, chain, end.served);
      this.#end(wish, startedMinute, end);
    });
  }

  #end(wish: PageWish, startedMinute: number, end: StepEnd): void {
    const { shop, clock, terms, incident } = this.#evening;
    const endedMinute = clock.minuteAt(shop.nowMs);
    const departments = this.#basket.departments;
    const isGood = end.outcome === "ok";
    const discountCents = isGood ? this.#basket.follow(wish, terms.bugAt(startedMinute)) : null;
    terms.onStep(this.#planned, wish, startedMinute, end);
    if (isGood && wish.step === "place-order") {
      if (this.#shownCents > 0) terms.onUse(this.#planned, this.#account, startedMinute, departments);
      // The next order of the same person begins with an empty cart, and with address and card given.
      this.#memory.ordered = false;
    }
    if (discountCents !== null) this.#shownCents = discountCents;
    const { outcome, latencyMs } = end;
    const told = { asksToComeBack: false, retryAfterMinutes: null, discountCents };
    // Who only buys knows of no forum; what their pages show of a discount does not change what they do.
    const isDealer = isAfterDeal({ name: this.#planned.population as Incident["populations"][number]["name"] });
    this.goOn({ outcome, latencyMs, endedMinute, ...told, ...(isDealer ? {} : { discountCents: null }) });
    void incident;
  }
}
