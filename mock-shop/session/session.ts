import type { PlaceOrderResult } from "../ordering/place-order-result.ts";
import type { Address } from "../rules/address.ts";
import type { Card } from "../rules/card.ts";
import type { CartLine, PricedCart } from "../rules/cart.ts";
import type { Grant } from "../rules/voucher.ts";

/** What a customer sends with an order, by way of earlier pages: the same key with another one is refused. */
export interface PurchaseFingerprint {
  /** Articles and quantities. */
  readonly lines: string;
  readonly voucher: string;
  /** Address and card. */
  readonly customer: string;
}

/** A purchase that this session asked for under one key: running, or placed. One that failed is forgotten. */
export interface KeyedPurchase {
  readonly fingerprint: PurchaseFingerprint;
  /** Settles when the session has taken the result in. */
  readonly result: Promise<PlaceOrderResult>;
  /** What was put into the basket while the payment ran, and is still to be bought; undefined until it is placed. */
  rest: PurchaseFingerprint | undefined;
}

/** What a review page showed: another basket, address, card or price gets another key. */
export interface ReviewedPurchase {
  readonly key: string;
  readonly fingerprint: PurchaseFingerprint;
  readonly cart: PricedCart;
}

/** What a customer did to a basket, kept until it is ordered: the books then tell how the basket came about. */
export interface BasketEvent {
  readonly kind:
    | "added"
    | "quantity-changed"
    | "removed"
    | "voucher-granted"
    | "voucher-refused"
    | "voucher-removed"
    /** Typed, and no voucher of this shop. */
    | "code-unknown"
    /** By the shop, when the order was to be placed: the review showed a discount that could not be had. */
    | "discount-taken-back";
  /** The page it was done on. */
  readonly on: "product" | "cart" | "review";
  /** The article, or the voucher's code. */
  readonly subject: string;
  readonly quantity: number;
  readonly atMs: number;
}

/** What the shop knows of one browser. Prices are not in here. */
export interface Session {
  readonly id: string;
  /** Counts this shop's sessions from 1: what is drawn for a customer depends on it. */
  readonly number: number;
  cart: readonly CartLine[];
  /** The code that the customer typed, whether it is granted or not. */
  voucherCode: string | undefined;
  /** What the voucher code decided last. Whether that still holds for the basket is the question of the bug. */
  grant: Grant | undefined;
  /** Of the basket that is not ordered yet; bounded. */
  basketEvents: readonly BasketEvent[];
  address: Address | undefined;
  card: Card | undefined;
  /** The right code took this session's discount back; its pages show the right price from then on. */
  isVoucherTakenBack: boolean;
  /** The purchase that the review page showed last, under its key. */
  review: ReviewedPurchase | undefined;
  readonly purchases: Map<string, KeyedPurchase>;
  readonly orderNumbers: Set<string>;
  /** The order whose confirmation the customer was sent to, until that page is asked for. */
  promisedConfirmation: string | undefined;
  /** Pages that said: not now. */
  timesTurnedAway: number;
}
