// An evening with a deal in virtual time: the plan's customers, the shop's worker pool, the forum's heat. What the real
// processes do in a drill, without them: for the question how many workers would have carried the evening (VD-14).
import { buildJourney } from "../../scenarios/customers/build-journey.ts";
import type { DealReport, ForumLook } from "../../scenarios/customers/forum.ts";
import type { Journey, PageWish, StepReport } from "../../scenarios/customers/journey.ts";
import type { Incident } from "../../scenarios/incident.ts";
import type { StepName } from "../../scenarios/outcome.ts";
import type { Plan, PlannedCustomer } from "../../scenarios/plan.ts";
import { buildIncidentClock, type IncidentClock } from "../../scenarios/time.ts";
import { admitInTurn } from "./simulated-customer.ts";
import { chooseChain, rememberStep, type VisitMemory } from "./step-chains.ts";
import { VirtualBasket, type VirtualBug, type VirtualPromotion } from "./virtual-basket.ts";
import { type StepEnd, VirtualShop } from "./virtual-shop.ts";
import type { VirtualVouchers } from "./virtual-vouchers.ts";

/** The forum as customers use it; minutes of the incident clock. */
export interface VirtualForum {
  look(minute: number): Omit<ForumLook, "endedMinute">;
  report(minute: number, author: string, report: DealReport): void;
}

/** A step as it ended; `startedMinute` on the incident clock. */
export interface VirtualStep extends StepEnd {
  readonly step: StepName;
  readonly startedMinute: number;
}

export interface DealTerms {
  readonly workers: number;
  readonly forum: VirtualForum;
  readonly promotion: VirtualPromotion;
  readonly bugAt: (minute: number) => VirtualBug;
  readonly vouchers: VirtualVouchers;
  /** Hears of each step as it ends. */
  readonly onStep: (customer: PlannedCustomer, step: VirtualStep) => void;
}

/** Runs the evening from the plan's first to its last moment, nobody pulling the plug. */
export function simulateDeal(incident: Incident, plan: Plan, terms: DealTerms): void {
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const shop = new VirtualShop({
    ...incident,
    workers: terms.workers,
    seed: plan.seed,
    faultAt: () => null,
    onWait: () => {},
  });
  const evening = { incident, plan, terms, clock, shop };
  admitInTurn(shop, plan.customers, (planned) => new DealCustomer(evening, planned).goOn(null));
  shop.run(clock.wallMs + 2 * incident.responseTimeoutMs);
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
  readonly #memory: VisitMemory = { taken: false, reviewed: false, removed: false, ordered: false };
  readonly #basket: VirtualBasket;
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
    const chain = chooseChain(wish, this.#memory);
    this.#evening.shop.ask(chain, (end) => {
      rememberStep(this.#memory, chain, end.served);
      this.#end(wish, startedMinute, end);
    });
  }

  #end(wish: PageWish, startedMinute: number, end: StepEnd): void {
    const { shop, clock, terms } = this.#evening;
    const { latencyMs } = end;
    const outcome = end.outcome === "ok" && this.#isRefused(wish) ? "wrong" : end.outcome;
    const isGood = outcome === "ok";
    const discountCents = isGood
      ? this.#basket.follow(wish, terms.bugAt(startedMinute), terms.vouchers.areOff())
      : null;
    if (isGood && wish.step === "payment") this.#account = wish.account ?? this.#planned.account;
    terms.onStep(this.#planned, { ...end, outcome, step: wish.step, startedMinute });
    // The next order of the same person begins with an empty cart, and with address and card given.
    if (wish.step === "place-order" && (isGood || outcome === "wrong")) this.#memory.ordered = false;
    const told = { asksToComeBack: false, retryAfterMinutes: null, discountCents };
    this.goOn({ outcome, latencyMs, endedMinute: clock.minuteAt(shop.nowMs), ...told });
  }

  /** Who came for the discount and is refused it at the order has no order; all others buy at the new total. */
  #isRefused({ step, insistsOnTotal }: PageWish): boolean {
    const { terms, shop } = this.#evening;
    const discount = step === "place-order" ? this.#basket.readDiscount() : null;
    if (discount === null || terms.vouchers.use({ ...discount, account: this.#account }, shop.nowMs)) return false;
    return insistsOnTotal === true;
  }
}
