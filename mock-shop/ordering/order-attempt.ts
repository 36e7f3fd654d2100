import type { OrderStart, Placement, VoucherClaim, VoucherRefusal } from "../ledger/shop-records.ts";
import type { PricedCart } from "../rules/cart.ts";
import type { OrderEvent } from "../rules/fulfilment.ts";
import type { BasketEvent } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";
import type { TimingName, Timings } from "../timings.ts";
import type { PlaceOrderResult } from "./place-order-result.ts";

export type PlaceOrderParts = Pick<
  ShopParts,
  | "books"
  | "payments"
  | "background"
  | "deferred"
  | "orderNumbers"
  | "capacity"
  | "configuration"
  | "counters"
  | "clock"
  | "defences"
  | "settings"
  | "stock"
>;

export interface Purchase {
  readonly idempotencyKey: string;
  readonly account: string;
  readonly cardToken: string;
  readonly cart: PricedCart;
  readonly basketEvents: readonly BasketEvent[];
}

/** A purchase under its order number, on its way into the books. */
export interface OrderAttempt {
  readonly parts: PlaceOrderParts;
  readonly purchase: Purchase;
  readonly voucher: VoucherClaim | null;
  readonly orderNumber: string;
  readonly timings: Timings;
}

const voucherRefusals: Readonly<Record<VoucherRefusal, string>> = {
  cap: "this account has used it as often as it may",
  budget: "all discounts of this promotion are given away",
  "all-spent": "all discounts are given away",
};

export async function spend<Result>(
  { parts, timings }: OrderAttempt,
  on: TimingName,
  work: Promise<Result>,
): Promise<Result> {
  const startedMs = parts.clock.elapsedMs();
  try {
    return await work;
  } finally {
    timings.add(on, parts.clock.elapsedMs() - startedMs);
  }
}

export function describeStart({ parts, purchase, voucher, orderNumber }: OrderAttempt): OrderStart {
  const { idempotencyKey, account, cart } = purchase;
  return {
    orderNumber,
    idempotencyKey,
    account,
    totalCents: cart.totalCents,
    atMs: parts.clock.nowMs(),
    demands: cart.lines.map(({ productId, quantity }) => ({ productId, quantity })),
    voucher,
  };
}

export function describePlacement(
  { parts, purchase, orderNumber }: OrderAttempt,
  state: "placed" | "deferred",
  paymentId: string | null,
): Placement {
  const { idempotencyKey, account, cart, basketEvents } = purchase;
  const order = {
    orderNumber,
    idempotencyKey,
    account,
    totalCents: cart.totalCents,
    discountCents: cart.discountCents,
    voucherCode: cart.voucherCode,
    currency: parts.configuration.currency,
    state,
    paymentId,
    parcelNumber: null,
    placedAtMs: parts.clock.nowMs(),
    lines: cart.lines.map(({ lineCents: _, ...line }) => line),
  };
  return { order, basketEvents: basketEvents.map(describeEvent) };
}

/** An order is in the books: what it took off is told to the defences that watch. */
export function noteDiscount({ parts, purchase }: OrderAttempt): void {
  const { discountCents } = purchase.cart;
  if (discountCents > 0) parts.defences.observeDiscount(discountCents, parts.clock.elapsedMs());
}

/** Where the promotion as a whole is spent, the basket costs more than its review said: that is to be seen first. */
export function refuseVoucher({ defences }: PlaceOrderParts, because: VoucherRefusal): PlaceOrderResult {
  if (because === "cap") defences.atomicVoucherCap?.countRefusal();
  if (because === "all-spent") {
    defences.discountLimit?.countRefusal();
    return { kind: "price-changed", reason: voucherRefusals[because] };
  }
  return { kind: "voucher-refused", reason: voucherRefusals[because] };
}

function describeEvent({ kind, atMs, on, subject, quantity }: BasketEvent): OrderEvent {
  return { kind: `basket-${kind}`, atMs, detail: JSON.stringify({ on, subject, quantity }) };
}
