// A customer of the plan in virtual time: the journey that k6 carries out, against the virtual shop.
import { buildShopping, type Journey, type StepReport } from "../../scenarios/customers/journey.ts";
import type { CustomerModel, Incident } from "../../scenarios/incident.ts";
import type { Plan, PlannedCustomer } from "../../scenarios/plan.ts";
import type { IncidentClock } from "../../scenarios/time.ts";
import { chooseChain, rememberStep, type StepChain, type VisitMemory } from "./step-chains.ts";
import type { StepEnd, VirtualShop } from "./virtual-shop.ts";

/** A customer's decision to come again, and all that led to it: enough to take the journey up elsewhere. */
export interface Return {
  readonly origin: CustomerOrigin;
  readonly reports: readonly StepReport[];
  readonly memory: VisitMemory;
  readonly visit: number;
  readonly returnsAtMs: number;
}

/** Who a customer is; the seed decides the draws. */
export interface CustomerOrigin {
  readonly planned: PlannedCustomer;
  readonly buys: boolean;
  readonly seed: number;
}

/** Where customers live: the shop, the two clocks, and who hears of them. */
export interface CustomerWorld {
  readonly shop: VirtualShop;
  readonly model: CustomerModel;
  readonly clock: IncidentClock;
  readonly minuteAt: (wallMs: number) => number;
  readonly wallMsAt: (minute: number) => number;
  readonly onAsk: (population: string, chain: StepChain, startedMs: number) => void;
  readonly onStep: (chain: StepChain, startedMs: number, end: StepEnd) => void;
  /** Hears of each who decides to come again; null in a world that nobody comes to again. */
  readonly onReturn: ((again: Return) => void) | null;
}

/** The journey of somebody who has already decided to come again, up to that moment. Throws where the reports do not lead there. */
export function replayJourney(again: Return, model: CustomerModel, clock: IncidentClock): Journey {
  const { planned, buys, seed } = again.origin;
  const journey = buildShopping(planned, buys, model, clock, seed);
  let told = 0;
  let last: StepReport | null = null;
  for (;;) {
    const decision = journey.decide(last);
    last = null;
    if (decision.does === "wait-until" && journey.visits() === again.visit) return journey;
    if (decision.does === "ask") last = again.reports[told++] ?? null;
    if (decision.does === "end" || told > again.reports.length)
      throw new Error(`customer ${planned.customer} does not come again for visit ${again.visit}`);
  }
}

/** Lives one customer's journey; nothing happens until `begin`. */
export class SimulatedCustomer {
  readonly #world: CustomerWorld;
  readonly #origin: CustomerOrigin;
  readonly #journey: Journey;
  readonly #memory: VisitMemory;
  readonly #reports: StepReport[];

  constructor(world: CustomerWorld, origin: CustomerOrigin, again: Return | null = null) {
    const { model, clock } = world;
    const { planned, buys, seed } = origin;
    this.#world = world;
    this.#origin = origin;
    this.#journey =
      again === null ? buildShopping(planned, buys, model, clock, seed) : replayJourney(again, model, clock);
    this.#memory =
      again === null ? { taken: false, reviewed: false, removed: false, ordered: false } : { ...again.memory };
    this.#reports = again === null ? [] : [...again.reports];
  }

  /** Comes to the shop now. */
  begin(): void {
    this.#goOn(null);
  }

  #goOn(last: StepReport | null): void {
    const { shop, wallMsAt } = this.#world;
    const visit = this.#journey.visits();
    const decision = this.#journey.decide(last);
    switch (decision.does) {
      case "end":
        return;
      case "pause":
        shop.at(shop.nowMs + decision.pauseMs, () => this.#goOn(null));
        return;
      case "wait-until": {
        const atMs = Math.max(shop.nowMs, wallMsAt(decision.atMinute));
        if (this.#journey.visits() > visit && !this.#comesAgain(atMs)) return;
        shop.at(atMs, () => this.#goOn(null));
        return;
      }
      case "ask":
        this.#ask(chooseChain(decision.wish, this.#memory));
    }
  }

  #ask(chain: StepChain): void {
    const { shop, minuteAt, onAsk, onStep } = this.#world;
    const { population } = this.#origin.planned;
    const startedMs = shop.nowMs;
    onAsk(population, chain, startedMs);
    shop.ask(chain, (end) => {
      rememberStep(this.#memory, chain, end.served);
      onStep(chain, startedMs, end);
      const report: StepReport = {
        outcome: end.outcome,
        latencyMs: end.latencyMs,
        endedMinute: minuteAt(shop.nowMs),
        asksToComeBack: false,
        retryAfterMinutes: null,
        discountCents: null,
      };
      if (this.#world.onReturn !== null) this.#reports.push(report);
      this.#goOn(report);
    });
  }

  #comesAgain(returnsAtMs: number): boolean {
    const { onReturn } = this.#world;
    if (onReturn === null) return false;
    const visit = this.#journey.visits();
    const [origin, memory, reports] = [this.#origin, { ...this.#memory }, [...this.#reports]];
    onReturn({ origin, reports, memory, visit, returnsAtMs });
    return true;
  }
}

/** Lets customers come in the order of the plan, each at their time. */
export function welcomeCustomers(world: CustomerWorld, incident: Incident, plan: Plan): void {
  const buying = new Set<string>(incident.populations.filter(({ buys }) => buys).map(({ name }) => name));
  admitInTurn(world.shop, plan.customers, (planned) =>
    new SimulatedCustomer(world, { planned, buys: buying.has(planned.population), seed: plan.seed }).begin(),
  );
}

/** Calls `begin` for each customer at their time; only the next one stands in the shop's events. */
export function admitInTurn(
  shop: VirtualShop,
  customers: readonly PlannedCustomer[],
  begin: (planned: PlannedCustomer) => void,
): void {
  const admit = (index: number): void => {
    const planned = customers[index];
    if (planned === undefined) return;
    shop.at(planned.arrivesAtMs, () => {
      admit(index + 1);
      begin(planned);
    });
  };
  admit(0);
}
