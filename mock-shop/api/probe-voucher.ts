import { ChangeLog } from "../changes.ts";
import { priceCart, quantityLimit } from "../rules/cart.ts";
import type { Product } from "../rules/catalogue.ts";
import { isOnBanner } from "../rules/voucher-bug.ts";
import { applyVoucher, type BasketParts, changeBasket, priceSession } from "../session/basket.ts";
import type { BasketEvent, Session } from "../session/session.ts";
import { SessionStore } from "../session/store.ts";
import { Settings } from "../settings.ts";

export interface VoucherProbe {
  /** The discount outlives the removal of its article in the review. */
  readonly trickWorks: boolean;
  /** A basket with an article that the voucher is good for has the discount, and nobody typed a code. */
  readonly worksWithoutCode: boolean;
  /** Who has such an article and types the code gets the discount. */
  readonly worksWithCode: boolean;
}

/**
 * Prices sample baskets by the code that prices everybody's, in sessions that never become anybody's. The operator's switch
 * is left out: what the code would do is seen also while vouchers are off.
 */
export function probeVoucher(shop: BasketParts): VoucherProbe {
  const settings = new Settings(new ChangeLog(shop.clock), { ...shop.settings.readAll(), "voucher.isOff": false });
  const parts = { ...shop, settings };
  const { configuration, catalogue } = parts;
  const [voucher] = configuration.vouchers;
  const products = [...catalogue.productsById.values()].toSorted((a, b) => b.priceCents - a.priceCents);
  const isNeutral = ({ id }: Product) => !isOnBanner(priceCart([{ productId: id, quantity: 1 }], catalogue));
  const isEligible = ({ categorySlug }: Product) => voucher?.eligibleCategories.includes(categorySlug) === true;
  const eligible = products.find(isEligible);
  const other = products.find((product) => isNeutral(product) && !isEligible(product));
  if (!voucher || !eligible || !other) return { trickWorks: false, worksWithoutCode: false, worksWithCode: false };
  const quantity = Math.min(quantityLimit, Math.max(1, Math.ceil(voucher.minimumBasketCents / eligible.priceCents)));

  const fill = (...lines: readonly Product[]): Session => {
    const session = new SessionStore(1).create();
    for (const { id } of lines) change(session, { kind: "added", on: "product", subject: id, quantity });
    return session;
  };
  const change = (session: Session, event: Omit<BasketEvent, "atMs">): void => {
    const rest = session.cart.filter(({ productId }) => productId !== event.subject);
    const lines = event.kind === "added" ? [...rest, { productId: event.subject, quantity }] : rest;
    changeBasket(parts, session, { lines, event });
  };
  const hasDiscount = (session: Session) => priceSession(parts, session).discountCents > 0;

  const player = fill(eligible, other);
  applyVoucher(parts, player, voucher.code);
  change(player, { kind: "removed", on: "review", subject: eligible.id, quantity: 0 });
  const rightful = fill(eligible);
  applyVoucher(parts, rightful, voucher.code);
  return {
    trickWorks: hasDiscount(player),
    worksWithoutCode: hasDiscount(fill(eligible)),
    worksWithCode: hasDiscount(rightful),
  };
}
