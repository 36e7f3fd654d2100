import type { QueueDiscipline } from "../capacity/queue-discipline.ts";
import type {
  Defence,
  DefenceWorld,
  OrderDeferral,
  PaymentAdmission,
  PaymentOutcome,
  RunningDefence,
  StatusNotice,
  VisitorAdmission,
} from "./defence.ts";

export interface DefenceState {
  readonly name: string;
  readonly kind: Defence["kind"];
  readonly says: string;
  readonly costs: string;
  readonly isOn: boolean;
  /** Since it was last switched on; empty while it never was. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Which defences are on. Each question goes to all that are, and the strictest answer counts. */
export class DefenceSwitchboard {
  readonly #known: ReadonlyMap<string, Defence>;
  readonly #world: DefenceWorld;
  readonly #running = new Map<string, RunningDefence>();

  constructor(known: ReadonlyMap<string, Defence>, world: DefenceWorld) {
    this.#known = known;
    this.#world = world;
  }

  knows(name: string): boolean {
    return this.#known.has(name);
  }

  /** False when there is nothing to do: on already. Throws a RangeError for an unknown name. */
  switchOn(name: string): boolean {
    const defence = this.#require(name);
    if (this.#running.has(name)) return false;
    this.#running.set(name, defence.start(this.#world));
    return true;
  }

  /** False when it was off already. Throws a RangeError for an unknown name. */
  switchOff(name: string): boolean {
    this.#require(name);
    return this.#running.delete(name);
  }

  /** The longest refusal, if there is one; who had admitted this payment learns that it is not made. */
  admitPayment(nowMs: number): PaymentAdmission {
    const admitting: RunningDefence[] = [];
    let refusal: Extract<PaymentAdmission, { admitted: false }> | undefined;
    for (const defence of this.#running.values()) {
      const admission = defence.admitPayment?.(nowMs);
      if (admission?.admitted) admitting.push(defence);
      else if (admission && admission.retryAfterMs >= (refusal?.retryAfterMs ?? 0)) refusal = admission;
    }
    if (!refusal) return { admitted: true };
    for (const defence of admitting) defence.observePayment?.("unmade", nowMs);
    return refusal;
  }

  observePayment(outcome: PaymentOutcome, nowMs: number): void {
    for (const defence of this.#running.values()) defence.observePayment?.(outcome, nowMs);
  }

  composeStatusMessage(nowMs: number): StatusNotice | null {
    const takesOrders = this.orderDeferral?.admitOrder() !== undefined;
    for (const defence of this.#running.values()) {
      const notice = defence.composeStatusMessage?.(nowMs, takesOrders);
      if (notice) return notice;
    }
    return null;
  }

  /** The latest moment that any of them says; null when none says one. */
  adviseRetryMs(draw: number, nowMs: number): number | null {
    let latestMs: number | null = null;
    for (const defence of this.#running.values()) {
      const adviceMs = defence.adviseRetryMs?.(draw, nowMs);
      if (adviceMs !== undefined) latestMs = Math.max(latestMs ?? 0, adviceMs);
    }
    return latestMs;
  }

  get orderDeferral(): OrderDeferral | undefined {
    return this.#find("defersOrders");
  }

  get visitorAdmission(): VisitorAdmission | undefined {
    return this.#find("admitsVisitors");
  }

  get queueDiscipline(): QueueDiscipline | undefined {
    return this.#find("queueDiscipline");
  }

  get voucherRevalidation(): { countRefusal(): void } | undefined {
    return this.#find("revalidatesVouchers");
  }

  get atomicVoucherCap(): { countRefusal(): void } | undefined {
    return this.#find("capsVouchersAtomically");
  }

  get discountLimit(): RunningDefence["limitsDiscounts"] {
    return this.#find("limitsDiscounts");
  }

  get voucherKillSwitch(): RunningDefence["switchesVouchersOff"] {
    return this.#find("switchesVouchersOff");
  }

  observeDiscount(discountCents: number, nowMs: number): void {
    for (const defence of this.#running.values()) defence.observeDiscount?.(discountCents, nowMs);
  }

  list(): readonly DefenceState[] {
    return [...this.#known.keys()].map((name) => this.read(name));
  }

  /** Throws a RangeError for an unknown name. */
  read(name: string): DefenceState {
    const { kind, says, costs } = this.#require(name);
    const running = this.#running.get(name);
    return { name, kind, says, costs, isOn: running !== undefined, counts: running?.readCounts() ?? {} };
  }

  #require(name: string): Defence {
    const defence = this.#known.get(name);
    if (!defence) throw new RangeError(`expected a defence, got ${name}`);
    return defence;
  }

  #find<Ability extends keyof RunningDefence>(ability: Ability): RunningDefence[Ability] | undefined {
    for (const defence of this.#running.values()) if (defence[ability] !== undefined) return defence[ability];
    return undefined;
  }
}
