// The neutral form of anybody's books: what an audit needs to know of orders and payments.

export interface BookOrder {
  readonly orderNumber: string;
  readonly key: string;
  readonly account: string;
  readonly totalCents: number;
  /** `deferred`: taken, payment not yet due. */
  readonly state: "placed" | "paid" | "deferred" | "cancelled";
  /** Set where the order was taken before its payment; wall clock, epoch ms. `completedAtMs`: null while it waits. */
  readonly deferral: Deferral | null;
}

export interface Deferral {
  readonly atMs: number;
  readonly dueMs: number;
  readonly completedAtMs: number | null;
  /** How often the order's history says that it was placed: once when it is completed. */
  readonly completions: number;
  /** Whether the books still hold the token of the customer's card; never the token itself. */
  readonly holdsToken: boolean;
  readonly cancelledAtMs: number | null;
  /** The newest message to its customer; null without one. */
  readonly lastToldMs: number | null;
}

export interface BookPayment {
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly capturedCents: number;
  readonly refundedCents: number;
  /** Set aside on the card, neither captured nor released. */
  readonly reservedCents: number;
}

export interface Books {
  readonly orders: readonly BookOrder[];
  readonly payments: readonly BookPayment[];
  /** Wall clock, epoch ms, of the newest entry in the orders' histories; null or absent where there is none. */
  readonly lastEventMs?: number | null;
  /** Order numbers whose payment the shop's own books say is still to be released or paid back; absent: none. */
  readonly releasesOwed?: ReadonlySet<string>;
}
