// The neutral form of anybody's books: what an audit needs to know of orders, payments, vouchers and stock.

export interface BookOrder {
  readonly orderNumber: string;
  readonly key: string;
  readonly account: string;
  readonly totalCents: number;
  /** ISO 4217; absent where the books do not say. */
  readonly currency?: string;
  /** `deferred`: taken, payment not yet due. */
  readonly state: "placed" | "paid" | "deferred" | "cancelled";
  /** Set where the order was taken before its payment; wall clock, epoch ms. `completedAtMs`: null while it waits. */
  readonly deferral: Deferral | null;
  /** Absent where the books keep no more than the above: rules about the rest are then not held against them. */
  readonly details?: OrderDetails;
}

/** Where an order is on its way; `refunded` follows `cancelled` where money went back. */
export type OrderStage =
  | "placed"
  | "deferred"
  | "paid"
  | "picked"
  | "packed"
  | "shipped"
  | "delivered"
  | "cancelled"
  | "refunded";

/** What an order is made of, and how it came about. Cents; wall clock, epoch ms. */
export interface OrderDetails {
  /** When the shop took it: the time of the first of its `events`. */
  readonly placedAtMs: number;
  readonly stage: OrderStage;
  readonly discountCents: number;
  readonly voucherCode: string | null;
  readonly paymentId: string | null;
  readonly parcelNumber: string | null;
  readonly lines: readonly BookLine[];
  /** What its customer did to the basket before it was ordered, oldest first. */
  readonly basket: readonly BasketEntry[];
  /** What happened to the order, oldest first; the basket's entries stand before it in one numbering from 1. */
  readonly events: readonly BookEvent[];
  readonly messagesAtMs: readonly number[];
}

export interface BookLine {
  readonly article: string;
  readonly category: string;
  readonly kind: "physical" | "digital";
  readonly quantity: number;
  readonly unitCents: number;
}

/** `kind`: added, quantity-changed, removed, voucher-granted, voucher-refused, voucher-removed; others tell nothing. */
export interface BasketEntry {
  readonly sequence: number;
  readonly kind: string;
  /** The page: product, cart or review. */
  readonly on: string;
  /** The article, or the voucher's code. */
  readonly subject: string;
  readonly quantity: number;
  readonly atMs: number;
  /** Of the article; empty for a code. */
  readonly category: string;
}

/** `kind`: an order's stage, or `voided`, `digital-delivered`. `detail`: payment of `placed`, parcel of `packed`. */
export interface BookEvent {
  readonly sequence: number;
  readonly kind: string;
  readonly atMs: number;
  readonly detail: string | null;
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

/** What a provider says of a payment: set aside, taken, let go of, given back, refused. */
export type PaymentState = "authorized" | "captured" | "voided" | "refunded" | "declined";

export interface BookPayment {
  readonly paymentId: string;
  readonly orderNumber: string;
  /** The order number that its idempotency key was made of; absent where keys do not tell. */
  readonly keyOrderNumber?: string;
  /** A PaymentState where nobody damaged it; absent where the books do not say. */
  readonly state?: string;
  /** What the card was asked for at most. */
  readonly authorizedCents?: number;
  /** ISO 4217; absent where the books do not say, or no money was ever asked for. */
  readonly currency?: string;
  readonly capturedCents: number;
  readonly refundedCents: number;
  /** Set aside on the card, neither captured nor released. */
  readonly reservedCents: number;
}

/** A discount as the promotion counts it. `reserved`: its order waits, or is not placed yet. */
export interface BookVoucherUse {
  readonly orderNumber: string;
  readonly code: string;
  readonly account: string;
  readonly discountCents: number;
  readonly atMs: number;
  readonly state: "reserved" | "used" | "cancelled";
}

export interface BookPromotion {
  readonly code: string;
  readonly spentCents: number;
}

/** Pieces of an article. `held`: taken by attempts to order that are neither placed nor given up. */
export interface BookStock {
  readonly article: string;
  readonly initial: number;
  readonly available: number;
  readonly held: number;
}

/** An attempt to order whose goods and discount the books still hold for it. */
export interface BookAttempt {
  readonly orderNumber: string;
  readonly pieces: number;
  readonly discountCents: number;
  /** Its order is placed, it was given up, or it began longer ago than any attempt lasts. */
  readonly isOver: boolean;
}

/** Rows of the books about an order that is not in them. */
export interface StrayRows {
  readonly orderNumber: string;
  readonly of: "lines" | "history" | "messages" | "voucher use";
  readonly count: number;
}

/** Vouchers, stock, attempts and stray rows are absent where the books keep none. */
export interface Books {
  readonly orders: readonly BookOrder[];
  readonly payments: readonly BookPayment[];
  /** Wall clock, epoch ms, of the newest entry in the orders' histories; null or absent where there is none. */
  readonly lastEventMs?: number | null;
  /** Order numbers whose payment the shop's own books say is still to be released or paid back; absent: none. */
  readonly releasesOwed?: ReadonlySet<string>;
  readonly voucherUses?: readonly BookVoucherUse[];
  readonly promotions?: readonly BookPromotion[];
  readonly stock?: readonly BookStock[];
  readonly attempts?: readonly BookAttempt[];
  readonly strayRows?: readonly StrayRows[];
}
