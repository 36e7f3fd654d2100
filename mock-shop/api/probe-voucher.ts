import { ChangeLog } from "../changes.ts";
import { leaveOutSecondStage } from "../faults/voucher-bug.ts";
import { priceCart, quantityLimit } from "../rules/cart.ts";
import type { Product } from "../rules/catalogue.ts";
import { isOnBanner } from "../rules/voucher-bug.ts";
import { applyVoucher, type BasketParts, changeBasket, priceSession } from "../session/basket.ts";
import type { BasketEvent, Session } from "../session/session.ts";
import { SessionStore } from "../session/store.ts";
import { Settings, type SettingValues } from "../settings.ts";

export interface VoucherProbe {
  /** The discount outlives the removal of its article in the review. */
  readonly trickWorks: boolean;
  /** It would do so without the second stage too, which plays the same trick: only this tells that the first one is in. */
  readonly trickWorksByFirstStage: boolean;
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
  const parts = withSettings(shop, { "voucher.isOff": false });
  const samples = findSamples(parts);
  if (!samples)
    return { trickWorks: false, trickWorksByFirstStage: false, worksWithoutCode: false, worksWithCode: false };
  const { voucher, eligible, other, quantity } = samples;

  const playTrick = (playing: BasketParts): boolean => {
    const player = fill(playing, quantity, eligible, other);
    applyVoucher(playing, player, voucher.code);
    change(playing, player, { kind: "removed", on: "review", subject: eligible.id, quantity: 0 });
    return hasDiscount(playing, player);
  };
  const rightful = fill(parts, quantity, eligible);
  applyVoucher(parts, rightful, voucher.code);
  return {
    trickWorks: playTrick(parts),
    trickWorksByFirstStage: playTrick(withoutSecondStage(parts)),
    worksWithoutCode: hasDiscount(parts, fill(parts, quantity, eligible)),
    worksWithCode: hasDiscount(parts, rightful),
  };
}

/** The first voucher, its dearest article, and one that neither voucher nor banner is about; undefined without them. */
function findSamples({ configuration, catalogue }: BasketParts) {
  const [voucher] = configuration.vouchers;
  const products = [...catalogue.productsById.values()].toSorted((a, b) => b.priceCents - a.priceCents);
  const isNeutral = ({ id }: Product) => !isOnBanner(priceCart([{ productId: id, quantity: 1 }], catalogue));
  const isEligible = ({ categorySlug }: Product) => voucher?.eligibleCategories.includes(categorySlug) === true;
  const eligible = products.find(isEligible);
  const other = products.find((product) => isNeutral(product) && !isEligible(product));
  if (!voucher || !eligible || !other) return undefined;
  const quantity = Math.min(quantityLimit, Math.max(1, Math.ceil(voucher.minimumBasketCents / eligible.priceCents)));
  return { voucher, eligible, other, quantity };
}

/** The shop with other settings, which nobody sees but the probe. */
function withSettings(shop: BasketParts, changed: Partial<SettingValues>): BasketParts {
  const settings = new Settings(new ChangeLog(shop.clock), { ...shop.settings.readAll(), ...changed });
  return { ...shop, settings };
}

function withoutSecondStage(shop: BasketParts): BasketParts {
  const isSet = shop.settings.get("voucher.bug") === "everyone";
  return { ...withSettings(shop, isSet ? { "voucher.bug": "none" } : {}), faults: leaveOutSecondStage(shop.faults) };
}

function fill(parts: BasketParts, quantity: number, ...products: readonly Product[]): Session {
  const session = new SessionStore(1).create();
  for (const { id } of products) change(parts, session, { kind: "added", on: "product", subject: id, quantity });
  return session;
}

function change(parts: BasketParts, session: Session, event: Omit<BasketEvent, "atMs">): void {
  const { subject, kind, quantity } = event;
  const rest = session.cart.filter(({ productId }) => productId !== subject);
  const lines = kind === "added" ? [...rest, { productId: subject, quantity }] : rest;
  changeBasket(parts, session, { lines, event });
}

function hasDiscount(parts: BasketParts, session: Session): boolean {
  return priceSession(parts, session).discountCents > 0;
}
