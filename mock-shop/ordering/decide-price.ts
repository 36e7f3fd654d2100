import type { PricedCart } from "../rules/cart.ts";
import { type BasketParts, priceSessionRightly } from "../session/basket.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";

export type PricingParts = BasketParts & Pick<ShopParts, "defences">;

export type PriceDecision =
  | { readonly kind: "price"; readonly cart: PricedCart }
  | { readonly kind: "price-changed"; readonly reason: string };

/**
 * What an order costs. The right code decides the discount again, and the customer has to see a total before it counts.
 * With a voucher bug in, the order believes what its review page showed, unless the defence asks the right code.
 */
export function decidePrice(parts: PricingParts, session: Session, shown: PricedCart): PriceDecision {
  const revalidation = parts.defences.voucherRevalidation;
  const isBugIn = parts.settings.get("voucher.bug") !== "none";
  if (isBugIn && !revalidation) return { kind: "price", cart: shown };
  const cart = priceSessionRightly(parts, session);
  if (cart.totalCents === shown.totalCents) return { kind: "price", cart };
  session.isVoucherTakenBack = true;
  if (isBugIn) revalidation?.countRefusal();
  const isDearer = cart.totalCents > shown.totalCents;
  return {
    kind: "price-changed",
    reason: isDearer ? "the discount does not hold for this basket" : "a larger discount holds for this basket",
  };
}
