import { findVoucherBug } from "../faults/voucher-bug.ts";
import { type CartLine, discountCart, type PricedCart, priceCart } from "../rules/cart.ts";
import { decideVoucher, type VoucherDecision } from "../rules/voucher.ts";
import { decideGrant, decideGrantWith, type GrantOccasion, type GrantQuestion } from "../rules/voucher-bug.ts";
import type { ShopParts } from "../shop-parts.ts";
import type { BasketEvent, Session } from "./session.ts";

export type BasketParts = Pick<ShopParts, "catalogue" | "clock" | "configuration" | "incidentClock" | "settings"> & {
  readonly faults: Pick<ShopParts["faults"], "findActive">;
};

export interface BasketChange {
  readonly lines: readonly CartLine[];
  readonly event: Omit<BasketEvent, "atMs">;
}

const eventsKept = 50;

/** The only way a basket changes: new lines, what the customer did, and the discount decided for it. */
export function changeBasket(parts: BasketParts, session: Session, change: BasketChange): void {
  session.cart = change.lines;
  noteEvent(parts, session, change.event);
  session.grant = decideSessionGrant(parts, session, change.event.on === "review" ? "review-change" : "cart-change");
}

/** Takes a code that the customer typed. A code of this shop is kept, so that a later basket may earn its discount. */
export function applyVoucher(parts: BasketParts, session: Session, typed: string): VoucherDecision {
  const code = typed.trim().toUpperCase();
  const decision = decideTypedVoucher(parts, session, code);
  if (!decision.granted && decision.because === "unknown") {
    session.grant = decideSessionGrant(parts, session, "cart-change");
    noteEvent(parts, session, { kind: "code-unknown", on: "cart", subject: code, quantity: 1 });
    return decision;
  }
  session.voucherCode = code;
  session.grant = decideSessionGrant(parts, session, "cart-change");
  noteEvent(parts, session, {
    kind: decision.granted ? "voucher-granted" : "voucher-refused",
    on: "cart",
    subject: code,
    quantity: 1,
  });
  return decision;
}

/** What the right code says of a code for the basket as it is now; of the one that the customer typed unless given. */
export function decideTypedVoucher(
  parts: BasketParts,
  session: Session,
  code: string | undefined = session.voucherCode,
): VoucherDecision {
  const voucher = parts.configuration.vouchers.find((known) => known.code === code);
  if (!voucher) return { granted: false, because: "unknown" };
  if (parts.settings.get("voucher.isOff")) return { granted: false, because: "switched-off" };
  return decideVoucher(voucher, priceCart(session.cart, parts.catalogue), readMinute(parts));
}

export function removeVoucher(parts: BasketParts, session: Session): void {
  const code = session.voucherCode;
  if (code === undefined) return;
  session.voucherCode = undefined;
  session.grant = decideSessionGrant(parts, session, "cart-change");
  noteEvent(parts, session, { kind: "voucher-removed", on: "cart", subject: code, quantity: 1 });
}

/** The discount that a review showed cannot be had: from now on the pages show the right price, whatever bug is in. */
export function takeDiscountBack(parts: BasketParts, session: Session, shown: PricedCart): void {
  session.isVoucherTakenBack = true;
  if (shown.voucherCode === null) return;
  noteEvent(parts, session, { kind: "discount-taken-back", on: "review", subject: shown.voucherCode, quantity: 1 });
}

/** The basket at the prices of this moment, with the discount that its pages show. */
export function priceSession(parts: BasketParts, session: Session): PricedCart {
  return discountCart(priceCart(session.cart, parts.catalogue), decideSessionGrant(parts, session, "pricing"));
}

/** The basket as the right code prices it, whatever bug is in. */
export function priceSessionRightly(parts: BasketParts, session: Session): PricedCart {
  const question = askGrant(parts, session);
  return discountCart(question.cart, parts.settings.get("voucher.isOff") ? undefined : decideGrant(question));
}

/**
 * Whether the review showed a discount that the right code does not give; while vouchers are switched off, also whether the
 * bug in force would give one.
 */
export function isDiscountWrong(parts: BasketParts, session: Session, shown: PricedCart): boolean {
  const question = askGrant(parts, session);
  const rightCents = discountCart(question.cart, decideGrant(question)).discountCents;
  if (shown.discountCents > rightCents) return true;
  if (!parts.settings.get("voucher.isOff") || session.isVoucherTakenBack) return false;
  const grant = decideGrantWith(findVoucherBug(parts), question, "pricing");
  return discountCart(question.cart, grant).discountCents > rightCents;
}

function decideSessionGrant(parts: BasketParts, session: Session, occasion: GrantOccasion) {
  if (parts.settings.get("voucher.isOff")) return undefined;
  const bug = session.isVoucherTakenBack ? "none" : findVoucherBug(parts);
  return decideGrantWith(bug, askGrant(parts, session), occasion);
}

function askGrant(parts: BasketParts, session: Session): GrantQuestion {
  return {
    vouchers: parts.configuration.vouchers,
    typedCode: session.voucherCode,
    carried: session.grant,
    cart: priceCart(session.cart, parts.catalogue),
    minute: readMinute(parts),
  };
}

function readMinute({ clock, incidentClock }: BasketParts): number {
  return incidentClock.minuteAt(clock.nowMs());
}

function noteEvent(parts: BasketParts, session: Session, event: Omit<BasketEvent, "atMs">): void {
  session.basketEvents = [...session.basketEvents, { ...event, atMs: parts.clock.nowMs() }].slice(-eventsKept);
}
