import { randomBytes } from "node:crypto";
import { normalizeEmail } from "../rules/address.ts";
import { fingerprintCart, type PricedCart, priceCart, subtractFromCart } from "../rules/cart.ts";
import type { Catalogue } from "../rules/catalogue.ts";
import type { Session } from "../session/session.ts";
import type { PlaceOrderResult, Purchase } from "./place-order.ts";

const purchasesKept = 200;

export type KeyedResult =
  | PlaceOrderResult
  | { readonly kind: "replayed"; readonly orderNumber: string }
  /** The key belongs to another basket, or to none that this session knows. */
  | { readonly kind: "conflict" };

/** The key of the basket as it is: the same until it is ordered, so that a form sent twice is one purchase. */
export function takeOrderKey(session: Session): string {
  session.orderKey ??= randomBytes(16).toString("base64url");
  return session.orderKey;
}

/** The answer to a key that was used before, or undefined when this is its first use (or its first failed). */
export function findReplay(session: Session, key: string, cart: PricedCart): Promise<KeyedResult> | undefined {
  const known = session.purchases.get(key);
  if (!known) return undefined;
  const isSameBasket = cart.lines.length === 0 || fingerprintCart(cart) === known.fingerprint;
  if (!isSameBasket) return Promise.resolve({ kind: "conflict" });
  return known.result.then((result) => (result.kind === "placed" ? { ...result, kind: "replayed" } : result));
}

/**
 * Places the session's basket under the key it was shown, once: whoever sends the key again meanwhile or later gets
 * the first answer. A failure is forgotten, so that the customer can try again with the same form.
 */
export async function orderOnce(
  session: Session,
  key: string,
  catalogue: Catalogue,
  place: (purchase: Purchase) => Promise<PlaceOrderResult>,
): Promise<KeyedResult> {
  const cart = priceCart(session.cart, catalogue);
  const replay = findReplay(session, key, cart);
  if (replay) return replay;
  const { address, card } = session;
  if (key !== session.orderKey || !address || !card) return { kind: "conflict" };
  const account = normalizeEmail(address.email);
  const result = place({ idempotencyKey: key, account, cardToken: card.token, cart });
  session.purchases.set(key, { fingerprint: fingerprintCart(cart), result });
  try {
    const settled = await result;
    if (settled.kind === "placed") rememberOrder(session, key, settled.orderNumber, cart);
    else session.purchases.delete(key);
    return settled;
  } catch (error) {
    session.purchases.delete(key);
    throw error;
  }
}

function rememberOrder(session: Session, key: string, orderNumber: string, cart: PricedCart): void {
  session.cart = subtractFromCart(session.cart, cart.lines);
  if (session.orderKey === key) session.orderKey = undefined;
  session.orderNumbers.add(orderNumber);
  const oldestKey = session.purchases.size > purchasesKept ? session.purchases.keys().next() : undefined;
  if (oldestKey && !oldestKey.done) session.purchases.delete(oldestKey.value);
}
