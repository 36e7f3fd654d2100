import { randomBytes } from "node:crypto";
import type { Fault } from "../faults/fault.ts";
import { type Address, normalizeEmail } from "../rules/address.ts";
import type { Card } from "../rules/card.ts";
import { type PricedCart, subtractFromCart } from "../rules/cart.ts";
import { takeDiscountBack } from "../session/basket.ts";
import type { KeyedPurchase, PurchaseFingerprint, ReviewedPurchase, Session } from "../session/session.ts";
import type { Timings } from "../timings.ts";
import { decidePrice, type PricingParts } from "./decide-price.ts";
import type { PlaceOrderParts, Purchase } from "./order-attempt.ts";
import { placeOrder } from "./place-order.ts";
import type { PlaceOrderResult } from "./place-order-result.ts";

const purchasesKept = 200;
/** Ends of an order by which its discount, right or wrong, was given or refused. */
const decided: readonly PlaceOrderResult["kind"][] = ["placed", "voucher-refused", "price-changed"];

export type KeyedResult =
  | PlaceOrderResult
  | { readonly kind: "replayed"; readonly orderNumber: string }
  /**
   * The key belongs to another basket, address or card, or to none that this session knows. `orderNumber`: the order
   * that was placed under it all the same.
   */
  | { readonly kind: "conflict"; readonly orderNumber: string | null };

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
  return known && replay(session, known);
}

/**
 * Places the session's basket under the key it was shown, once: whoever sends the key again meanwhile or later gets
 * the first answer. A failure is forgotten, so that the customer can try again with the same form. A session has one
 * basket, so its purchases run one after another: another card or price gives the same basket another key, and the
 * basket must not be paid for twice.
 */
export async function orderOnce(
  parts: PlaceOrderParts & PricingParts,
  session: Session,
  key: string,
  timings: Timings,
): Promise<KeyedResult> {
  for (;;) {
    const replayed = findReplay(session, key);
    if (replayed) return replayed;
    const { address, card, review } = session;
    if (review?.key !== key || !address || !card) return { kind: "conflict", orderNumber: null };
    if (!isSamePurchase(review.fingerprint, fingerprintPurchase(session))) {
      return { kind: "conflict", orderNumber: null };
    }
    const running = findRunning(session);
    if (!running) return startPurchase(parts, session, { review, address, card }, timings);
    const settled = await running.result.catch(() => undefined);
    if (settled?.kind === "placed" && running.fingerprint.lines === review.fingerprint.lines) {
      keepPurchase(session, key, { ...running, fingerprint: review.fingerprint });
      return { ...settled, kind: "replayed" };
    }
  }
}

/** Is in `purchases` before it waits for anything, so that a second one finds it there. */
function startPurchase(
  parts: PlaceOrderParts & PricingParts,
  session: Session,
  { review, address, card }: { review: ReviewedPurchase; address: Address; card: Card },
  timings: Timings,
): KeyedResult | Promise<KeyedResult> {
  const price = decidePrice(parts, session, review.cart);
  if (price.kind === "price-changed") {
    if (price.wrongBy) parts.faults.countAffected(price.wrongBy);
    return price;
  }
  const purchase = {
    idempotencyKey: review.key,
    account: normalizeEmail(address.email),
    cardToken: card.token,
    cart: price.cart,
    basketEvents: session.basketEvents,
  };
  const result = settle(parts, session, purchase, placeOrder(parts, purchase, timings));
  if (price.wrongBy) void countWhenDecided(parts, price.wrongBy, result);
  keepPurchase(session, review.key, { fingerprint: review.fingerprint, result, rest: undefined });
  return result;
}

/** Once it is placed, or its discount was refused; an order that failed by something else is tried again. */
async function countWhenDecided(
  { faults }: PricingParts,
  fault: Fault,
  result: Promise<PlaceOrderResult>,
): Promise<void> {
  const settled = await result.catch(() => undefined);
  if (settled && decided.includes(settled.kind)) faults.countAffected(fault);
}

async function settle(
  parts: PricingParts,
  session: Session,
  purchase: Purchase,
  placing: Promise<PlaceOrderResult>,
): Promise<PlaceOrderResult> {
  const key = purchase.idempotencyKey;
  try {
    const settled = await placing;
    if (settled.kind === "placed") rememberOrder(session, purchase, settled.orderNumber);
    else session.purchases.delete(key);
    if (settled.kind === "voucher-refused" || settled.kind === "price-changed")
      takeVoucherBack(parts, session, purchase);
    return settled;
  } catch (error) {
    session.purchases.delete(key);
    throw error;
  }
}

/**
 * A key that was placed gives its order while the basket is empty, is the same again, or holds only what was put into
 * it while the payment ran. Another address, card or basket is another purchase: that one is not ordered.
 */
async function replay(session: Session, known: KeyedPurchase): Promise<KeyedResult> {
  const result = await known.result;
  if (result.kind !== "placed") return result;
  const now = fingerprintPurchase(session);
  const baskets = [known.fingerprint, known.rest];
  const isSame = session.cart.length === 0 || baskets.some((basket) => basket && isSameBasket(basket, now));
  if (!isSame || known.fingerprint.customer !== now.customer) {
    return { kind: "conflict", orderNumber: result.orderNumber };
  }
  return { ...result, kind: "replayed" };
}

function findRunning(session: Session): KeyedPurchase | undefined {
  return [...session.purchases.values()].find(({ rest }) => rest === undefined);
}

/** What makes a purchase: who buys with which card, and what. Prices are none of the customer's doing. */
function fingerprintPurchase({ cart, voucherCode, address, card }: Session): PurchaseFingerprint {
  const lines = cart.map(({ productId, quantity }) => `${productId}*${quantity}`).sort();
  return {
    lines: lines.join(","),
    voucher: voucherCode ?? "",
    customer: JSON.stringify([address, card?.token]),
  };
}

function isSamePurchase(one: PurchaseFingerprint, other: PurchaseFingerprint): boolean {
  return isSameBasket(one, other) && one.customer === other.customer;
}

function isSameBasket(one: PurchaseFingerprint, other: PurchaseFingerprint): boolean {
  return one.lines === other.lines && one.voucher === other.voucher;
}

/** Lets go of the discount, so that the next review shows a price that can be had. */
function takeVoucherBack(parts: PricingParts, session: Session, { cart }: Purchase): void {
  session.voucherCode = undefined;
  session.grant = undefined;
  takeDiscountBack(parts, session, cart);
}

/** What was done to the basket while the payment ran stays, in the cart and in its events. */
function rememberOrder(session: Session, purchase: Purchase, orderNumber: string): void {
  const { idempotencyKey: key, cart, basketEvents } = purchase;
  if (session.review?.key === key) session.review = undefined;
  session.cart = subtractFromCart(session.cart, cart.lines);
  session.voucherCode = undefined;
  session.grant = undefined;
  session.isVoucherTakenBack = false;
  session.basketEvents = session.basketEvents.filter((event) => !basketEvents.includes(event));
  session.orderNumbers.add(orderNumber);
  dropOldest(session.orderNumbers);
  const known = session.purchases.get(key);
  if (known) known.rest = fingerprintPurchase(session);
}

function keepPurchase(session: Session, key: string, purchase: KeyedPurchase): void {
  session.purchases.set(key, purchase);
  dropOldest(session.purchases);
}

function dropOldest(kept: Map<string, unknown> | Set<string>): void {
  const [oldest] = kept.keys();
  if (kept.size > purchasesKept && oldest !== undefined) kept.delete(oldest);
}
