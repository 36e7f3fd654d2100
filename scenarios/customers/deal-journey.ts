// Somebody who comes because of a deal: reads the forum, plays the trick (or does without it), and tells the others what
// came of it. Hunters try every new voucher by themselves, order again and again, and look into the forum in between.
import { draw } from "../chance.ts";
import type { DealModel, Incident } from "../incident.ts";
import type { BasketItem, PlannedCustomer } from "../plan.ts";
import type { IncidentClock } from "../time.ts";
import { isRehearsed } from "./coming-back.ts";
import type { DealReport, ForumLook } from "./forum.ts";
import type { Decision, Journey, PageWish, StepReport } from "./journey.ts";
import { computeThinkMinutes } from "./patience.ts";
import { WaitingInLine } from "./waiting-in-line.ts";

/** Accounts that a hunter has besides the first. */
const spareAccounts = 2;
/** Looks into the forum after which a hunter goes to bed. */
const mostLooks = 40;

/** The journey of a deal reader or of one tab of a hunter. */
export function buildDealHunt(
  customer: PlannedCustomer,
  isHunter: boolean,
  incident: Pick<Incident, "customers"> & { readonly deal: DealModel },
  clock: IncidentClock,
  seed: number,
): Journey {
  return new DealHunt(customer, isHunter, incident, clock, seed);
}

class DealHunt implements Journey {
  readonly #customer: PlannedCustomer;
  readonly #isHunter: boolean;
  readonly #incident: Pick<Incident, "customers"> & { readonly deal: DealModel };
  readonly #clock: IncidentClock;
  readonly #chance: (decision: string, attempt: number) => number;
  readonly #mostOrders: number;
  readonly #line: WaitingInLine;
  /** What is written at the forum before anything else is done. */
  readonly #reports: DealReport[] = [];
  /** Null: the next thing is a look into the forum. */
  #script: readonly PageWish[] | null;
  #page = 0;
  #tries = 0;
  #visits = 0;
  /** A page of the script was asked for: the visit is counted. */
  #hasBegun = false;
  #orders = 0;
  #orderAttempts = 0;
  #looks = 0;
  #account = 0;
  #needsAddress = true;
  /** The discount was there before the code was typed. */
  #sawNoTrick = false;
  #hasTold = new Set<DealReport["says"]>();
  /** What comes after the reports. */
  #next: Decision | null = null;

  constructor(
    customer: PlannedCustomer,
    isHunter: boolean,
    incident: Pick<Incident, "customers"> & { readonly deal: DealModel },
    clock: IncidentClock,
    seed: number,
  ) {
    this.#customer = customer;
    this.#isHunter = isHunter;
    this.#incident = incident;
    this.#clock = clock;
    this.#chance = (decision, attempt) => draw(seed, customer.population, customer.customer, decision, attempt);
    this.#line = new WaitingInLine(incident.deal.queuePatienceMinutes, this.#chance);
    const [least, most] = incident.deal.huntersOrders;
    this.#mostOrders = isHunter ? least + Math.floor(this.#chance("orders", 0) * (most - least + 1)) : 1;
    this.#script = isHunter ? this.#buildScript("trick") : null;
  }

  visits(): number {
    return this.#visits;
  }

  decide(last: StepReport | ForumLook | null): Decision {
    if (last === null) return this.#goOn();
    if ("heat" in last) return this.#afterLook(last);
    if (last.outcome === "queued") return this.#waitInLine(last);
    this.#line.leave();
    return last.outcome === "ok" || last.outcome === "deferred" ? this.#afterGood(last) : this.#afterBad(last);
  }

  #goOn(): Decision {
    const report = this.#reports.shift();
    if (report !== undefined) return { does: "report", report };
    const next = this.#next;
    this.#next = null;
    if (next !== null) return next;
    return this.#script === null ? { does: "look" } : this.#ask(this.#script);
  }

  /** First what is to be told to the others. */
  #afterReports(next: Decision): Decision {
    this.#next = next;
    return this.#goOn();
  }

  #ask(script: readonly PageWish[]): Decision {
    const wish = script[this.#page] as PageWish;
    if (!this.#hasBegun) this.#visits++;
    this.#hasBegun = true;
    this.#tries++;
    if (wish.step === "place-order") this.#orderAttempts++;
    const attempt = wish.step === "place-order" ? this.#orderAttempts : this.#tries;
    return { does: "ask", wish, visit: Math.max(1, this.#visits), attempt };
  }

  #afterLook({ heat, advice, endedMinute }: ForumLook): Decision {
    this.#looks++;
    const isAlive = heat > 0 && advice !== "dead";
    const goes = isAlive && (this.#isHunter || (this.#customer.heatDraw ?? 1) < heat);
    if (!goes) return this.#isHunter ? this.#lookAgain(endedMinute) : { does: "end", end: "stayed-home" };
    return this.#start(advice === "no-trick" ? "no-trick" : "trick", endedMinute);
  }

  #start(way: "trick" | "no-trick", fromMinute: number): Decision {
    this.#script = this.#buildScript(way);
    this.#hasBegun = false;
    this.#page = 0;
    this.#tries = 0;
    return this.#think(fromMinute);
  }

  #think(fromMinute: number): Decision {
    const { customers, deal } = this.#incident;
    const thinkMinutes = this.#isHunter ? deal.huntersThinkMinutes : deal.thinkMinutes;
    const uniform = this.#chance(`think-${this.#visits}`, this.#page);
    return this.#wait(fromMinute + computeThinkMinutes({ ...customers, thinkMinutes }, uniform));
  }

  /** Nobody goes on after the rehearsed time, or through a quiet night. */
  #wait(atMinute: number): Decision {
    if (isRehearsed(this.#clock, atMinute)) return { does: "wait-until", atMinute };
    return this.#end();
  }

  #end(): Decision {
    return { does: "end", end: this.#orders > 0 ? "bought" : "gave-up" };
  }

  #afterGood(last: StepReport): Decision {
    const script = this.#script as readonly PageWish[];
    const { step } = script[this.#page] as PageWish;
    if (step === "place-order") return this.#afterOrder(last);
    if (this.#isWithoutDiscount(script, last)) return this.#afterFailure(last);
    const isFirstCart = step === "cart" && !script.slice(0, this.#page).some((page) => page.step === "cart");
    if (isFirstCart && (last.discountCents ?? 0) > 0) this.#sawNoTrick = true;
    if (step === "payment") this.#needsAddress = false;
    this.#page++;
    this.#tries = 0;
    return this.#think(last.endedMinute);
  }

  /** Looked for where it has to be: after the code, or in the cart where none is needed; and before the order. */
  #isWithoutDiscount(script: readonly PageWish[], { discountCents }: StepReport): boolean {
    const { step } = script[this.#page] as PageWish;
    const needsCode = script.some((page) => page.step === "voucher");
    const isDue = step === "voucher" || step === "review" || (step === "cart" && !needsCode);
    return isDue && (discountCents ?? 0) === 0;
  }

  #afterOrder({ endedMinute }: StepReport): Decision {
    this.#orders++;
    this.#tell(this.#sawNoTrick ? "works-without-trick" : "works");
    if (this.#orders >= this.#mostOrders || this.#isOver(endedMinute)) return this.#afterReports(this.#end());
    const way = this.#sawNoTrick ? "no-trick" : "trick";
    return this.#afterReports(this.#start(way, endedMinute));
  }

  /** No discount, or no orders at all: tells the others. A hunter tries another account first, and looks in again later. */
  #afterFailure(last: StepReport): Decision {
    this.#sawNoTrick = false;
    if (this.#isHunter && last.outcome === "wrong" && this.#account < spareAccounts) {
      this.#account++;
      this.#needsAddress = true;
      return this.#start("trick", last.endedMinute);
    }
    // Who had it before is not told that it does not work, but that it was enough.
    if (this.#orders === 0) this.#tell("fails");
    return this.#afterReports(this.#isHunter ? this.#lookAgain(last.endedMinute) : this.#end());
  }

  #afterBad(last: StepReport): Decision {
    if (last.outcome === "paused" || last.outcome === "wrong") return this.#afterFailure(last);
    if (this.#tries <= this.#customer.patience) {
      const [least, most] = this.#incident.customers.retryPauseMs;
      const uniform = this.#chance(`retry-pause-${this.#visits}-${this.#page}`, this.#tries);
      return { does: "pause", pauseMs: least + uniform * (most - least) };
    }
    return this.#isHunter ? this.#lookAgain(last.endedMinute) : this.#end();
  }

  #waitInLine(last: StepReport): Decision {
    const atMinute = this.#line.next(last);
    this.#tries--;
    if (atMinute !== null) return this.#wait(atMinute);
    return this.#isHunter ? this.#lookAgain(last.endedMinute) : this.#end();
  }

  #lookAgain(fromMinute: number): Decision {
    this.#script = null;
    if (this.#looks >= mostLooks) return this.#end();
    const uniform = this.#chance("look-again", this.#looks);
    return this.#wait(fromMinute + this.#incident.deal.lookAgainMinutes * (0.5 + uniform));
  }

  /** Each thing is told once; a vote goes with it, and by itself from those who write nothing. */
  #tell(says: NonNullable<DealReport["says"]>): void {
    if (this.#hasTold.has(says)) return;
    this.#hasTold.add(says);
    const { deal } = this.#incident;
    const isBad = says === "fails";
    const writes = this.#isHunter || this.#chance(`posts-${says}`, 0) < (isBad ? deal.failPostShare : deal.postShare);
    const votes = this.#isHunter || this.#chance(`votes-${says}`, 0) < (isBad ? deal.failVoteShare : deal.voteShare);
    const vote = isBad ? "cold" : "hot";
    if (writes || votes) this.#reports.push({ says: writes ? says : null, vote: votes ? vote : null });
  }

  #isOver(minute: number): boolean {
    return !isRehearsed(this.#clock, minute);
  }

  #buildScript(way: "trick" | "no-trick"): PageWish[] {
    const { voucherCode } = this.#incident.deal;
    const [key, wanted] = this.#pickItems();
    const review: PageWish = { step: "review", insistsOnTotal: true };
    const checkout: PageWish[] = this.#needsAddress
      ? [{ step: "address" }, { step: "payment", ...this.#namedAccount() }, review]
      : [review];
    const order: PageWish = { step: "place-order", insistsOnTotal: true };
    const add = (item: BasketItem): PageWish[] => [
      { step: "category", item },
      { step: "product", item },
      { step: "cart", item },
    ];
    const home: PageWish[] = this.#visits === 0 ? [{ step: "home" }] : [];
    if (way === "no-trick") {
      const from = this.#chance("own-brand", this.#orders) < 0.5 ? "own-brand" : "offers";
      const item = { ...key, from, ...(wanted.cheapest ? { cheapest: true as const } : {}) };
      return [...home, ...add(item), ...checkout, order];
    }
    const removal: PageWish = { step: "review", item: key };
    return [...home, ...add(key), { step: "voucher", code: voucherCode }, ...add(wanted), ...checkout, removal, order];
  }

  /** The planned articles; for each further order others of the same kind. */
  #pickItems(): [BasketItem, BasketItem] {
    const [key, wanted] = this.#customer.basket as [BasketItem, BasketItem];
    if (this.#orders === 0) return [key, wanted];
    const ranks = (item: BasketItem, name: string): BasketItem => ({
      ...item,
      category: this.#chance(`${name}-category`, this.#orders),
      product: this.#chance(`${name}-product`, this.#orders),
    });
    return [ranks(key, "key"), ranks(wanted, "wanted")];
  }

  #namedAccount(): { account?: string } {
    return this.#account === 0 ? {} : { account: this.#customer.account.replace("@", `-${this.#account + 1}@`) };
  }
}
