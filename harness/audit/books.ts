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
}

export interface BookPayment {
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly capturedCents: number;
  readonly refundedCents: number;
}

export interface Books {
  readonly orders: readonly BookOrder[];
  readonly payments: readonly BookPayment[];
  /** Wall clock, epoch ms, of the newest entry in the orders' histories; null or absent where there is none. */
  readonly lastEventMs?: number | null;
}
