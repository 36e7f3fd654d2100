import type { ProductKind } from "../rules/catalogue.ts";
import type { Currency } from "../rules/cents.ts";
import type { OrderEvent, OrderState } from "../rules/fulfilment.ts";

export type { OrderState };

export interface OrderLine {
  readonly productId: string;
  readonly name: string;
  readonly categorySlug: string;
  readonly kind: ProductKind;
  readonly quantity: number;
  readonly unitCents: number;
}

export interface Order {
  readonly orderNumber: string;
  readonly idempotencyKey: string;
  readonly account: string;
  readonly totalCents: number;
  readonly discountCents: number;
  readonly voucherCode: string | null;
  readonly currency: Currency;
  readonly state: OrderState;
  /** Null when nothing was to be paid. */
  readonly paymentId: string | null;
  readonly placedAtMs: number;
  readonly parcelNumber: string | null;
  readonly lines: readonly OrderLine[];
}

/** What the shop wrote to the customer about an order. */
export interface OrderMessage {
  readonly atMs: number;
  readonly subject: string;
  readonly body: string;
}

/** An order as its customer sees it: with what happened to it, and what the shop wrote. */
export interface OrderStory {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  readonly messages: readonly OrderMessage[];
  /** Set where the order was taken before its payment: until when the payment has to have gone through. */
  readonly deferral: { readonly dueAtMs: number } | null;
}

/** What an order takes out of stock. */
export interface StockDemand {
  readonly productId: string;
  readonly quantity: number;
}

/** What can be sold of an article after a change. */
export interface StockLevel {
  readonly productId: string;
  readonly available: number;
  /** Rises with each change while the books are open. */
  readonly version: number;
}

/** A voucher as far as the books decide about it. */
export interface VoucherClaim {
  readonly code: string;
  readonly discountCents: number;
  readonly capPerAccount: number;
  /** Null: there is none. */
  readonly promotionBudgetCents: number | null;
  /** For all vouchers together; null: there is none. */
  readonly allBudgetCents: number | null;
  /** Whether the cap is counted and taken in this very transaction. */
  readonly isCapAtomic: boolean;
}

/** Written before money is asked for: what is left of it after a crash is released, and its payment voided. */
export interface OrderStart {
  readonly orderNumber: string;
  readonly idempotencyKey: string;
  readonly account: string;
  readonly totalCents: number;
  readonly atMs: number;
  readonly demands: readonly StockDemand[];
  readonly voucher: VoucherClaim | null;
}

export type OrderStartResult =
  | { readonly outcome: "begun"; readonly levels: readonly StockLevel[] }
  /** The key has an order already. */
  | { readonly outcome: "existing"; readonly orderNumber: string }
  | { readonly outcome: "sold-out"; readonly productIds: readonly string[] }
  | { readonly outcome: "voucher-refused"; readonly because: VoucherRefusal };

/** `cap`: this account has used it as often as it may; `budget`: its promotion's money is spent; `all-spent`: that of all. */
export type VoucherRefusal = "cap" | "budget" | "all-spent";

export interface Placement {
  readonly order: Order;
  /** How the basket came about; told before the order itself. */
  readonly basketEvents: readonly OrderEvent[];
}

export type PlacementResult =
  | { readonly outcome: "placed" }
  /** The key has an order already; uniqueness is decided here, by the only writer. The payment is to be voided. */
  | { readonly outcome: "existing"; readonly orderNumber: string; readonly levels: readonly StockLevel[] };

/** An order that is taken before its payment. `start` counts where it was not begun yet. */
export interface Deferral {
  readonly placement: Placement;
  readonly start: OrderStart;
  readonly card: string;
  readonly dueAtMs: number;
}

export type DeferralResult =
  | { readonly outcome: "deferred"; readonly levels: readonly StockLevel[] }
  /** The key has an order already. What this attempt took is back; a payment of it is to be voided where it was begun. */
  | {
      readonly outcome: "existing";
      readonly orderNumber: string;
      readonly isToVoid: boolean;
      readonly levels: readonly StockLevel[];
    }
  | Exclude<OrderStartResult, { outcome: "begun" | "existing" }>;

/** An order that waits for its payment. */
export interface DeferredTask {
  readonly orderNumber: string;
  readonly totalCents: number;
  readonly currency: Currency;
  readonly card: string;
  readonly dueAtMs: number;
}

/** What became of an order that was begun and will not be placed. */
export interface Abandonment {
  /** Whether the books still hold its intent, because a payment is to be voided. */
  readonly isToVoid: boolean;
  readonly levels: readonly StockLevel[];
}

/** An order whose money is still to be moved. */
export interface PaymentTask {
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly totalCents: number;
}

/** A cancelled order. What was not captured yet, as far as the books know, is tried to be voided first. */
export interface RefundTask extends PaymentTask {
  readonly isCaptured: boolean;
}

/** Which orders an operator means: those that fit all that is given. */
export interface CancellationFilter {
  readonly orderNumbers?: readonly string[];
  readonly states?: readonly OrderState[];
  readonly voucherCode?: string;
  readonly placedFromMs?: number;
  readonly placedUntilMs?: number;
  readonly account?: string;
  readonly minDiscountCents?: number;
  readonly hasParcel?: boolean;
}

export interface CancellationCounts {
  readonly matched: number;
  readonly cancelled: number;
  readonly alreadyCancelled: number;
  /** Delivered: nothing can be taken back any more. */
  readonly tooLate: number;
}
