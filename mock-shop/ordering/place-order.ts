import type { Capacity } from "../capacity-gate.ts";
import type { Clock } from "../clock.ts";
import type { Counters } from "../counters.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import type { Order } from "../ledger/shop-records.ts";
import type { PaymentClient } from "../payments/payment-client.ts";
import type { PricedCart } from "../rules/cart.ts";
import type { Currency } from "../rules/cents.ts";
import { type BackgroundPayments, paymentKeyOf } from "./background-payments.ts";
import type { OrderNumbers } from "./order-numbers.ts";

export interface PlaceOrderParts {
  readonly books: ShopBooks;
  readonly payments: PaymentClient;
  readonly background: BackgroundPayments;
  readonly orderNumbers: OrderNumbers;
  readonly capacity: Capacity;
  readonly counters: Counters;
  readonly clock: Clock;
  readonly currency: Currency;
  readonly maxPaymentsInFlight: number;
}

export interface Purchase {
  readonly idempotencyKey: string;
  readonly account: string;
  readonly cardToken: string;
  readonly cart: PricedCart;
}

export type PlaceOrderResult =
  | { readonly kind: "placed"; readonly orderNumber: string }
  | { readonly kind: "declined" }
  | { readonly kind: "busy" }
  | { readonly kind: "payment-failed"; readonly isCertain: boolean };

/**
 * Money first, then the books, then the answer: intent on disk, authorization, order on disk; the capture follows in
 * the background. Who throws here has placed no order, and what was authorized is voided.
 */
export async function placeOrder(parts: PlaceOrderParts, purchase: Purchase): Promise<PlaceOrderResult> {
  const { books, background, capacity, counters, clock } = parts;
  const orderNumber = await parts.orderNumbers.take();
  const payment = await authorizePayment(parts, purchase, orderNumber);
  if (payment.kind !== "authorized") return payment;
  try {
    await capacity.finish("place-order-after-payment");
    const order = buildOrder(purchase, orderNumber, payment.paymentId, parts.currency, clock.nowMs());
    const placement = await books.run("placeOrder", order);
    if (placement.outcome === "existing") {
      if (payment.paymentId !== null) background.queueVoid(orderNumber);
      return { kind: "placed", orderNumber: placement.orderNumber };
    }
  } catch (error) {
    if (payment.paymentId !== null) background.queueVoid(orderNumber);
    throw error;
  }
  counters.ordersPlaced += 1;
  const { paymentId } = payment;
  if (paymentId !== null) {
    background.queueCapture({ orderNumber, paymentId, totalCents: purchase.cart.totalCents });
  }
  return { kind: "placed", orderNumber };
}

type PaymentResult =
  | Exclude<PlaceOrderResult, { kind: "placed" }>
  | { readonly kind: "authorized"; readonly paymentId: string | null };

async function authorizePayment(
  parts: PlaceOrderParts,
  purchase: Purchase,
  orderNumber: string,
): Promise<PaymentResult> {
  const { books, background, counters, clock, currency } = parts;
  const amountCents = purchase.cart.totalCents;
  if (amountCents === 0) return { kind: "authorized", paymentId: null };
  if (counters.paymentsInFlight >= parts.maxPaymentsInFlight) return { kind: "busy" };
  counters.paymentsInFlight += 1;
  try {
    await books.run("recordIntent", { orderNumber, totalCents: amountCents, atMs: clock.nowMs() });
    const idempotencyKey = paymentKeyOf(orderNumber);
    const request = { orderNumber, amountCents, currency, idempotencyKey, card: purchase.cardToken };
    const result = await parts.payments.authorize(request);
    if (result.kind === "authorized") return result;
    if (result.kind === "unknown") background.queueVoid(orderNumber);
    else await books.run("dropIntent", { orderNumber });
    return result.kind === "declined" ? result : { kind: "payment-failed", isCertain: result.kind === "failed" };
  } finally {
    counters.paymentsInFlight -= 1;
  }
}

function buildOrder(
  purchase: Purchase,
  orderNumber: string,
  paymentId: string | null,
  currency: Currency,
  placedAtMs: number,
): Order {
  const { idempotencyKey, account, cart } = purchase;
  return {
    orderNumber,
    idempotencyKey,
    account,
    totalCents: cart.totalCents,
    currency,
    state: paymentId === null ? "paid" : "placed",
    paymentId,
    placedAtMs,
    lines: cart.lines.map(({ productId, name, quantity, unitCents }) => ({ productId, name, quantity, unitCents })),
  };
}
