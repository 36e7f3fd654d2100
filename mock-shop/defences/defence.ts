import type { QueueDiscipline } from "../capacity/queue-discipline.ts";

// How to add a defence: write one file here that exports a `Defence`, and name it in `catalogue.ts`; nothing else has to
// change. `start` gives the running one: a fresh object with the abilities it needs of `RunningDefence`, each of which
// the shop asks at the moment that its comment names. Switching off forgets the object, so it keeps no timers and
// touches nothing outside itself. The time is passed in; keep every window and list bounded. An ability that nobody
// asks yet is one more optional member here, one question in `switchboard.ts`, and one call where the shop acts on it.

/**
 * What a payment call came to, as far as a defence cares: a decline is an answer, so it is `ok`; `unmade` was admitted,
 * but no call came of it.
 */
export type PaymentOutcome = "ok" | "failed" | "unmade";

export type PaymentAdmission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly retryAfterMs: number };

/** What customers are told at the top of every page, and which kind of news it is. */
export interface StatusNotice {
  /** `come-back`: payments do not go through. `orders-taken`: they are late, orders are taken. `paused`: none are. */
  readonly kind: "come-back" | "orders-taken" | "paused";
  readonly text: string;
}

/** Discounts in cents, and orders with a discount an incident minute; in units of this shop's own customers. */
export interface PromotionGuard {
  readonly budgetCents: number;
  readonly usesPerMinute: number;
}

/** What a defence may know of the shop it protects. Times are milliseconds; minutes are of the incident clock. */
export interface DefenceWorld {
  readonly serviceMs: number;
  readonly queueBoundMs: number;
  /** How long so many incident minutes take in real time. */
  toWallMs(minutes: number): number;
  isOrderingPaused(): boolean;
  /** Orders in the books that were taken before their payment and still wait for it. */
  countDeferredOrders(): number;
  /** What all vouchers together are held against; null where nobody set it. */
  readonly promotionGuard: PromotionGuard | null;
  /** Minutes of the incident clock. */
  readMinute(): number;
  areVouchersOff(): boolean;
  /** Stays so until somebody switches them on; `by` stands in the change log. */
  switchVouchersOff(by: string): void;
  /** `utilisation` of the workers, 0 to 1, is the mean of the last second. */
  readWorkers(): { readonly workers: number; readonly utilisation: number };
}

/** What becomes of an order that was taken before its payment; an attempt is a call to the provider for one. */
export type DeferralEvent = "taken" | "attempted" | "completed" | "cancelled";

/** Takes orders while payments do not work. */
export interface OrderDeferral {
  /** How long an order that is taken now may wait for its payment; undefined when no more orders may wait. */
  admitOrder(): number | undefined;
  /** Told of every deferred order, also of those that were taken before this defence was switched on. */
  note(event: DeferralEvent): void;
}

/** Who asks for a page. */
export interface VisitorRequest {
  /** The number of the visitor's token; undefined without a valid one. */
  readonly visitor: number | undefined;
  /** Of the cart that this browser has; undefined without one. */
  readonly sessionId: string | undefined;
  /** Nobody who goes by the shop's pages asks like that; counted where there is a line to be passed by. */
  readonly isSuspicious: boolean;
}

/** `visitor` is the number for this browser's token. Minutes are of the incident clock. */
export type WayIn =
  | { readonly kind: "inside"; readonly visitor: number }
  | {
      readonly kind: "waiting";
      readonly visitor: number;
      /** 1 is the next to come in. */
      readonly position: number;
      readonly estimateMinutes: number;
      readonly retryMinutes: number;
    }
  /** Not even a place in the line is left. */
  | { readonly kind: "full" };

/** Decides who is in the shop. */
export interface VisitorAdmission {
  admit(request: VisitorRequest, nowMs: number): WayIn;
}

/**
 * A defence that is on. Every ability is optional; the switchboard asks those that are there. `nowMs` never falls.
 */
export interface RunningDefence {
  /** What it did since it was switched on: names of the field, whole numbers. */
  readCounts(): Readonly<Record<string, number>>;
  /** Asked before each payment call for an order. */
  admitPayment?(nowMs: number): PaymentAdmission;
  /** Told once for each payment that was admitted, when its call is over or when it became clear that there is none. */
  observePayment?(outcome: PaymentOutcome, nowMs: number): void;
  /** What customers are told at the top of every page, or null. `takesOrders`: orders are taken before their payment. */
  composeStatusMessage?(nowMs: number, takesOrders: boolean): StatusNotice | null;
  /** In how many milliseconds a customer who is turned away is told to try again; `draw` in (0, 1) is this refusal's own. */
  adviseRetryMs?(draw: number, nowMs: number): number;
  /** Asked when the payment of an order was not made or failed, unless the card was declined. */
  readonly defersOrders?: OrderDeferral;
  /** Asked before each page, but for those that everybody gets; an order page is asked of who is inside already. */
  readonly admitsVisitors?: VisitorAdmission;
  /** How the queue in front of the workers is served, instead of first come first served. */
  readonly queueDiscipline?: QueueDiscipline;
  /** The right voucher code decides again when the order is placed, whatever bug is in. Told when it changed a price. */
  readonly revalidatesVouchers?: { countRefusal(): void };
  /** The cap per account is counted and taken in one transaction. Told when it refused. */
  readonly capsVouchersAtomically?: { countRefusal(): void };
  /** All discounts together stay within this budget, in cents; null: it has none. Told when it refused. */
  readonly limitsDiscounts?: { readonly budgetCents: number | null; countRefusal(): void };
  /** Told of each order that is in the books with a discount, in cents, however it was granted. */
  observeDiscount?(discountCents: number, nowMs: number): void;
  /** Told when an order was refused the discount that its review showed, because vouchers are switched off. */
  readonly switchesVouchersOff?: { countRefusal(): void };
}

/** One protection that can be switched on alone: one small file. */
export interface Defence {
  readonly name: string;
  /** `containing` limits the harm, `preventive` keeps the cause from acting. */
  readonly kind: "containing" | "preventive";
  readonly says: string;
  /** What customers pay for it. */
  readonly costs: string;
  start(world: DefenceWorld): RunningDefence;
}
