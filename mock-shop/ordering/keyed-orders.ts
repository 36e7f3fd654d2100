import { randomBytes } from "node:crypto";
import { normalizeEmail } from "../rules/address.ts";
import { type PricedCart, subtractFromCart } from "../rules/cart.ts";
import type { PurchaseFingerprint, Session } from "../session/session.ts";
import type { Timings } from "../timings.ts";
import { decidePrice, type PricingParts } from "./decide-price.ts";
import { type PlaceOrderParts, placeOrder } from "./place-order.ts";
import type { PlaceOrderResult } from "./place-order-result.ts";

const purchasesKept = 200;

export type KeyedResult =
  | PlaceOrderResult
  | { readonly kind: "replayed"; readonly orderNumber: string }
  /** The key belongs to another basket, address or card, or to none that this session knows. */
  | { readonly kind: "conflict" };

/**
 * The key of the purchase that a review page shows: the same until it shows another, so that a form sent twice is one.
 * Nobody guesses its 16 random bytes; the time before them keeps keys of the same hour together in the books' index.
 */
export function takeOrderKey(session: Session, cart: PricedCart, nowMs: number): string {
  const fingerprint = fingerprintPurchase(session);
  const { review } = session;
  if (review && isSamePurchase(review.fingerprint, fingerprint) && review.cart.totalCents === cart.totalCents) {
    return review.key;
  }
  const key = `${nowMs.toString(36)}-${randomBytes(16).toString("base64url")}`;
  session.review = { key, fingerprint, cart };
  return key;
}

/** The answer to a key that was used before, or undefined when this is its first use (or its first failed). */
export function findReplay(session: Session, key: string): Promise<KeyedResult> | undefined {
  const known = session.purchases.get(key);
  if (!known) return undefined;
  const now = fingerprintPurchase(session);
  const isSame =
    session.cart.length === 0 ? known.fingerprint.customer === now.customer : isSamePurchase(known.fingerprint, now);
  if (!isSame) return Promise.resolve({ kind: "conflict" });
  return known.result.then((result) => (result.kind === "placed" ? { ...result, kind: "replayed" } : result));
}

/**
 * Places the session's basket under the key it was shown, once: whoever sends the key again meanwhile or later gets
 * the first answer. A failure is forgotten, so that the customer can try again with the same form.
 */
export async function orderOnce(
  parts: PlaceOrderParts & PricingParts,
  session: Session,
  key: string,
  timings: Timings,
): Promise<KeyedResult> {
  const replay = findReplay(session, key);
  if (replay) return replay;
  const { address, card, review } = session;
  if (review?.key !== key || !address || !card) return { kind: "conflict" };
  const { fingerprint } = review;
  if (!isSamePurchase(fingerprint, fingerprintPurchase(session))) return { kind: "conflict" };
  const price = decidePrice(parts, session, review.cart);
  if (price.kind === "price-changed") return price;
  const { cart } = price;
  const account = normalizeEmail(address.email);
  const { basketEvents } = session;
  const result = placeOrder(
    parts,
    { idempotencyKey: key, account, cardToken: card.token, cart, basketEvents },
    timings,
  );
  session.purchases.set(key, { fingerprint, result });
  try {
    const settled = await result;
    if (settled.kind === "placed") rememberOrder(session, key, settled.orderNumber, cart, basketEvents);
    else session.purchases.delete(key);
    if (settled.kind === "voucher-refused") takeVoucherBack(session);
    return settled;
  } catch (error) {
    session.purchases.delete(key);
    throw error;
  }
}

/** What makes a purchase: who buys with which card, and what. Prices are none of the customer's doing. */
function fingerprintPurchase({ cart, voucherCode, address, card }: Session): PurchaseFingerprint {
  const lines = cart.map(({ productId, quantity }) => `${productId}*${quantity}`).sort();
  return {
    basket: `${lines.join(",")} ${voucherCode ?? ""}`,
    customer: JSON.stringify([address, card?.token]),
  };
}

function isSamePurchase(one: PurchaseFingerprint, other: PurchaseFingerprint): boolean {
  return one.basket === other.basket && one.customer === other.customer;
}

/** Lets go of the discount, so that the next review shows a price that can be had. */
function takeVoucherBack(session: Session): void {
  session.voucherCode = undefined;
  session.grant = undefined;
  session.isVoucherTakenBack = true;
}

/** What was done to the basket while the payment ran stays, in the cart and in its events. */
function rememberOrder(
  session: Session,
  key: string,
  orderNumber: string,
  ordered: PricedCart,
  orderedEvents: Session["basketEvents"],
): void {
  if (session.review?.key === key) session.review = undefined;
  session.cart = subtractFromCart(session.cart, ordered.lines);
  session.voucherCode = undefined;
  session.grant = undefined;
  session.isVoucherTakenBack = false;
  session.basketEvents = session.basketEvents.filter((event) => !orderedEvents.includes(event));
  session.orderNumbers.add(orderNumber);
  for (const kept of [session.purchases, session.orderNumbers]) {
    const [oldest] = kept.keys();
    if (kept.size > purchasesKept && oldest !== undefined) kept.delete(oldest);
  }
}
