import type { Order, OrderStart, VoucherClaim, VoucherRefusal } from "../ledger/shop-records.ts";
import type { PricedCart } from "../rules/cart.ts";
import type { OrderEvent } from "../rules/fulfilment.ts";
import type { BasketEvent } from "../session/session.ts";
import type { ShopParts } from "../shop-parts.ts";
import type { TimingName, Timings } from "../timings.ts";
import { paymentKeyOf } from "./background-payments.ts";
import type { PlaceOrderResult } from "./place-order-result.ts";

export type PlaceOrderParts = Pick<
  ShopParts,
  | "books"
  | "payments"
  | "background"
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
interface Attempt {
  readonly parts: PlaceOrderParts;
  readonly purchase: Purchase;
  readonly voucher: VoucherClaim | null;
  readonly orderNumber: string;
  readonly timings: Timings;
}

type Payment =
  | { readonly kind: "authorized"; readonly paymentId: string | null }
  | Extract<PlaceOrderResult, { kind: "declined" | "payment-failed" }>;

const voucherRefusals: Readonly<Record<VoucherRefusal, string>> = {
  cap: "this account has used it as often as it may",
  budget: "all discounts of this promotion are given away",
};

/**
 * Stock and voucher first, then money, then the books, then the answer; the capture follows in the background. What is
 * begun is on disk before money is asked for, the order before the answer. Who throws here has placed no order, and
 * whatever was taken is given back.
 */
export async function placeOrder(
  parts: PlaceOrderParts,
  purchase: Purchase,
  timings: Timings,
): Promise<PlaceOrderResult> {
  const voucher = describeVoucher(parts, purchase);
  if (voucher && (await isCapUsedUp(parts, purchase, voucher))) return refuseVoucher(parts, "cap");
  const attempt = { parts, purchase, voucher, timings, orderNumber: await parts.orderNumbers.take() };
  const payment = await beginAndPay(attempt);
  if (payment.kind !== "authorized") return payment;
  try {
    await parts.capacity.finish("place-order-after-payment");
    return await enterOrder(attempt, payment.paymentId);
  } catch (error) {
    await giveUp(attempt, payment.paymentId !== null);
    throw error;
  }
}

/** Payments in flight are bounded apart from workers: a provider that hangs must not hold everything. */
async function beginAndPay(attempt: Attempt): Promise<Payment | PlaceOrderResult> {
  const { clock, counters, configuration, defences } = attempt.parts;
  if (attempt.purchase.cart.totalCents === 0) {
    return (await begin(attempt)) ?? { kind: "authorized", paymentId: null };
  }
  if (counters.paymentsInFlight >= configuration.maxPaymentsInFlight) return { kind: "busy" };
  const admission = defences.admitPayment(clock.elapsedMs());
  if (!admission.admitted) return { kind: "payment-paused", retryAfterMs: admission.retryAfterMs };
  counters.paymentsInFlight += 1;
  let isBegun = false;
  try {
    const end = await begin(attempt);
    if (end) return end;
    isBegun = true;
    return await pay(attempt);
  } finally {
    if (!isBegun) defences.observePayment("unmade", clock.elapsedMs());
    counters.paymentsInFlight -= 1;
  }
}

/** Takes stock and voucher, and writes the intent; undefined when all went well. */
async function begin(attempt: Attempt): Promise<PlaceOrderResult | undefined> {
  const { parts, purchase, voucher, orderNumber } = attempt;
  const { idempotencyKey, account, cart } = purchase;
  const start: OrderStart = {
    orderNumber,
    idempotencyKey,
    account,
    totalCents: cart.totalCents,
    atMs: parts.clock.nowMs(),
    demands: cart.lines.map(({ productId, quantity }) => ({ productId, quantity })),
    voucher,
  };
  const result = await spend(attempt, "books", parts.books.run("beginOrder", start));
  switch (result.outcome) {
    case "begun":
      parts.stock.update(result.levels);
      return undefined;
    case "existing":
      return { kind: "placed", orderNumber: result.orderNumber };
    case "sold-out":
      return { kind: "sold-out", productIds: result.productIds };
    case "voucher-refused":
      return refuseVoucher(parts, result.because);
  }
}

async function pay(attempt: Attempt): Promise<Payment> {
  const { parts, purchase, orderNumber } = attempt;
  const { defences, clock, configuration } = parts;
  const request = {
    orderNumber,
    amountCents: purchase.cart.totalCents,
    currency: configuration.currency,
    idempotencyKey: paymentKeyOf(orderNumber),
    card: purchase.cardToken,
  };
  const result = await spend(attempt, "payment", parts.payments.authorize(request));
  const isAnswered = result.kind === "authorized" || result.kind === "declined";
  defences.observePayment(isAnswered ? "ok" : "failed", clock.elapsedMs());
  if (result.kind === "authorized") return result;
  await giveUp(attempt, result.kind === "unknown");
  return isAnswered ? { kind: "declined" } : { kind: "payment-failed", isCertain: result.kind === "failed" };
}

/** The order goes into the books; from here on it is placed, whoever hears of it. */
async function enterOrder(attempt: Attempt, paymentId: string | null): Promise<PlaceOrderResult> {
  const { parts, purchase, orderNumber } = attempt;
  const { background, counters } = parts;
  const { totalCents } = purchase.cart;
  const placement = { order: buildOrder(attempt, paymentId), basketEvents: purchase.basketEvents.map(describeEvent) };
  const result = await spend(attempt, "books", parts.books.run("placeOrder", placement));
  if (result.outcome === "existing") {
    parts.stock.update(result.levels);
    if (paymentId !== null) background.queueVoid(orderNumber);
    return { kind: "placed", orderNumber: result.orderNumber };
  }
  counters.ordersPlaced += 1;
  counters.orderedCents += totalCents;
  if (paymentId !== null) background.queueCapture({ orderNumber, paymentId, totalCents });
  return { kind: "placed", orderNumber };
}

async function spend<Result>({ parts, timings }: Attempt, on: TimingName, work: Promise<Result>): Promise<Result> {
  const startedMs = parts.clock.elapsedMs();
  try {
    return await work;
  } finally {
    timings.add(on, parts.clock.elapsedMs() - startedMs);
  }
}

/** Gives back what was taken. Should the books fail, the void does it later, also where there is no payment to void. */
async function giveUp({ parts, orderNumber }: Attempt, mustVoid: boolean): Promise<void> {
  const { background, books, stock } = parts;
  try {
    const { isToVoid, levels } = await books.run("abandonOrder", { orderNumber, mustVoid });
    stock.update(levels);
    if (isToVoid) background.queueVoid(orderNumber);
  } catch (error) {
    console.error(`giving back what order ${orderNumber} took failed, it will be tried again:`, error);
    background.queueVoid(orderNumber);
  }
}

function describeVoucher({ configuration, settings, defences }: PlaceOrderParts, { cart }: Purchase) {
  const voucher = configuration.vouchers.find(({ code }) => code === cart.voucherCode);
  if (!voucher) return null;
  const { code, capPerAccount, promotionBudgetCents } = voucher;
  const isCapAtomic = defences.atomicVoucherCap !== undefined || settings.get("voucher.capCheck") === "atomic";
  return { code, discountCents: cart.discountCents, capPerAccount, promotionBudgetCents, isCapAtomic };
}

/** The check that loses the race: what it reads is old by the time the use is written. See ledger/voucher-uses.ts. */
async function isCapUsedUp(parts: PlaceOrderParts, { account }: Purchase, voucher: VoucherClaim): Promise<boolean> {
  if (voucher.isCapAtomic || parts.settings.get("voucher.capCheck") !== "read-then-write") return false;
  return (await parts.books.run("countVoucherUses", { account, code: voucher.code })) >= voucher.capPerAccount;
}

function refuseVoucher({ defences }: PlaceOrderParts, because: VoucherRefusal): PlaceOrderResult {
  if (because === "cap") defences.atomicVoucherCap?.countRefusal();
  return { kind: "voucher-refused", reason: voucherRefusals[because] };
}

function describeEvent({ kind, atMs, on, subject, quantity }: BasketEvent): OrderEvent {
  return { kind: `basket-${kind}`, atMs, detail: JSON.stringify({ on, subject, quantity }) };
}

function buildOrder({ parts, purchase, orderNumber }: Attempt, paymentId: string | null): Order {
  const { idempotencyKey, account, cart } = purchase;
  return {
    orderNumber,
    idempotencyKey,
    account,
    totalCents: cart.totalCents,
    discountCents: cart.discountCents,
    voucherCode: cart.voucherCode,
    currency: parts.configuration.currency,
    state: "placed",
    paymentId,
    parcelNumber: null,
    placedAtMs: parts.clock.nowMs(),
    lines: cart.lines.map(({ lineCents: _, ...line }) => line),
  };
}
