import type { Fault } from "../faults/fault.ts";
import { findVoucherBug, findVoucherFault } from "../faults/voucher-bug.ts";
import type { PricedCart } from "../rules/cart.ts";
import { isOnBanner } from "../rules/voucher-bug.ts";
import { type BasketParts, isDiscountWrong, priceSessionRightly, takeDiscountBack } from "../session/basket.ts";
import type { Session } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";

export type PricingParts = BasketParts & Pick<ShopParts, "defences" | "faults">;

/** `wrongBy`: the leased fault that gives a discount which the right code would not give, or would but for the switch. */
export type PriceDecision = { readonly wrongBy: Fault | undefined } & (
  | { readonly kind: "price"; readonly cart: PricedCart }
  | { readonly kind: "price-changed"; readonly reason: string }
);

/**
 * What an order costs. The right code decides the discount again, and the customer has to see a total before it counts.
 * With a voucher bug in, the order believes what its review page showed, unless the defence asks the right code.
 */
export function decidePrice(parts: PricingParts, session: Session, shown: PricedCart): PriceDecision {
  const revalidation = parts.defences.voucherRevalidation;
  const isOff = parts.settings.get("voucher.isOff");
  const isBugIn = !isOff && findVoucherBug(parts) !== "none";
  const isWrong = isDiscountWrong(parts, session, shown);
  const wrongBy = isWrong ? findVoucherFault(parts, isOnBanner(shown)) : undefined;
  if (isBugIn && !revalidation) return { kind: "price", cart: shown, wrongBy };
  const cart = priceSessionRightly(parts, session);
  if (cart.totalCents === shown.totalCents) return { kind: "price", cart, wrongBy };
  takeDiscountBack(parts, session, shown);
  if (isBugIn) revalidation?.countRefusal();
  if (isOff) parts.defences.voucherKillSwitch?.countRefusal();
  return { kind: "price-changed", reason: explainChange(isOff, cart.totalCents > shown.totalCents), wrongBy };
}

function explainChange(isOff: boolean, isDearer: boolean): string {
  if (isOff) return "vouchers cannot be used at the moment";
  return isDearer ? "the discount does not hold for this basket" : "a larger discount holds for this basket";
}
