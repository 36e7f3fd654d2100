// The neutral form of anybody's books: what an audit needs to know of orders and payments.

export interface BookOrder {
  readonly orderNumber: string;
  readonly key: string;
  readonly account: string;
  readonly totalCents: number;
  /** `deferred`: taken, payment not yet due. */
  readonly state: "placed" | "paid" | "deferred" | "cancelled";
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
}
