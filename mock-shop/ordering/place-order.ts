import type { VoucherClaim } from "../ledger/shop-records.ts";
import type { AuthorizationResult } from "../payments/payment-client.ts";
import type { Timings } from "../timings.ts";
import { paymentKeyOf } from "./background-payments.ts";
import { deferOrder } from "./defer-order.ts";
import {
  describePlacement,
  describeStart,
  noteDiscount,
  type OrderAttempt,
  type PlaceOrderParts,
  type Purchase,
  refuseVoucher,
  spend,
} from "./order-attempt.ts";
import type { PlaceOrderResult } from "./place-order-result.ts";

type Payment = AuthorizationResult | { readonly kind: "nothing-to-pay" };
type Begun = { readonly kind: "begun"; readonly payment: Payment };

/**
 * Stock and voucher first, then money, then the books, then the answer; the capture follows in the background. What is
 * begun is on disk before money is asked for, the order before the answer. Who throws here has placed no order, and
 * whatever was taken is given back. A defence may have an order taken although its payment was not made or failed.
 */
export async function placeOrder(
  parts: PlaceOrderParts,
  purchase: Purchase,
  timings: Timings,
): Promise<PlaceOrderResult> {
  const voucher = describeVoucher(parts, purchase);
  if (voucher && (await isCapUsedUp(parts, purchase, voucher))) return refuseVoucher(parts, "cap");
  const attempt = { parts, purchase, voucher, timings, orderNumber: await parts.orderNumbers.take() };
  const begun = await beginAndPay(attempt);
  const isDeferrable = begun.kind === "busy" || begun.kind === "payment-paused";
  if (begun.kind !== "begun") return (isDeferrable && (await deferOrder(attempt))) || begun;
  const { payment } = begun;
  try {
    const result = await conclude(attempt, payment);
    if (result.kind !== "placed") await giveUp(attempt, payment.kind === "unknown");
    return result;
  } catch (error) {
    await giveUp(attempt, payment.kind === "unknown" || payment.kind === "authorized");
    throw error;
  }
}

/** What becomes of an order whose payment was asked for; all but `placed` leave it begun. */
async function conclude(attempt: OrderAttempt, payment: Payment): Promise<PlaceOrderResult> {
  switch (payment.kind) {
    case "authorized":
    case "nothing-to-pay":
      await attempt.parts.capacity.finish("place-order-after-payment");
      return enterOrder(attempt, payment.kind === "authorized" ? payment.paymentId : null);
    case "declined":
      return { kind: "declined" };
    case "refused":
      return { kind: "payment-failed", isCertain: true };
    case "failed":
    case "unknown":
      return (await deferOrder(attempt)) ?? { kind: "payment-failed", isCertain: payment.kind === "failed" };
  }
}

/** Payments in flight are bounded apart from workers: a provider that hangs must not hold everything. */
async function beginAndPay(attempt: OrderAttempt): Promise<Begun | PlaceOrderResult> {
  const { clock, counters, configuration, defences } = attempt.parts;
  if (attempt.purchase.cart.totalCents === 0) {
    return (await begin(attempt)) ?? { kind: "begun", payment: { kind: "nothing-to-pay" } };
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
    return { kind: "begun", payment: await pay(attempt) };
  } finally {
    if (!isBegun) defences.observePayment("unmade", clock.elapsedMs());
    counters.paymentsInFlight -= 1;
  }
}

/** Takes stock and voucher, and writes the intent; undefined when all went well. */
async function begin(attempt: OrderAttempt): Promise<PlaceOrderResult | undefined> {
  const { parts } = attempt;
  const start = describeStart(attempt);
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

async function pay(attempt: OrderAttempt): Promise<Payment> {
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
  return result;
}

/** The order goes into the books; from here on it is placed, whoever hears of it. */
async function enterOrder(attempt: OrderAttempt, paymentId: string | null): Promise<PlaceOrderResult> {
  const { parts, purchase, orderNumber } = attempt;
  const { background, counters } = parts;
  const { totalCents } = purchase.cart;
  const placement = describePlacement(attempt, "placed", paymentId);
  const result = await spend(attempt, "books", parts.books.run("placeOrder", placement));
  if (result.outcome === "existing") {
    parts.stock.update(result.levels);
    if (paymentId !== null) background.queueVoid(orderNumber);
    return { kind: "placed", orderNumber: result.orderNumber };
  }
  noteDiscount(attempt);
  counters.ordersPlaced += 1;
  counters.orderedCents += totalCents;
  if (paymentId !== null) background.queueCapture({ orderNumber, paymentId, totalCents });
  return { kind: "placed", orderNumber };
}

/** Gives back what was taken. Should the books fail, the void does it later, also where there is no payment to void. */
async function giveUp({ parts, orderNumber }: OrderAttempt, mustVoid: boolean): Promise<void> {
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
  const allBudgetCents = defences.discountLimit?.budgetCents ?? null;
  return { code, discountCents: cart.discountCents, capPerAccount, promotionBudgetCents, allBudgetCents, isCapAtomic };
}

/** The check that loses the race: what it reads is old by the time the use is written. See ledger/voucher-uses.ts. */
async function isCapUsedUp(parts: PlaceOrderParts, { account }: Purchase, voucher: VoucherClaim): Promise<boolean> {
  if (voucher.isCapAtomic || parts.settings.get("voucher.capCheck") !== "read-then-write") return false;
  return (await parts.books.run("countVoucherUses", { account, code: voucher.code })) >= voucher.capPerAccount;
}
