import type { Currency } from "../rules/cents.ts";

export type OrderState = "placed" | "paid" | "deferred" | "cancelled";

export interface OrderLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitCents: number;
}

export interface Order {
  readonly orderNumber: string;
  readonly idempotencyKey: string;
  readonly account: string;
  readonly totalCents: number;
  readonly currency: Currency;
  readonly state: OrderState;
  /** Null when nothing was to be paid. */
  readonly paymentId: string | null;
  readonly placedAtMs: number;
  readonly lines: readonly OrderLine[];
}

/** Written before money is asked for, gone when the order is in the books: what is left of it is to be voided. */
export interface PaymentIntent {
  readonly orderNumber: string;
  readonly totalCents: number;
  readonly atMs: number;
}

export interface UncapturedOrder {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly totalCents: number;
}

export type Placement =
  | { readonly outcome: "placed" }
  /** The key has an order already; uniqueness is decided here, by the only writer. */
  | { readonly outcome: "existing"; readonly orderNumber: string };
