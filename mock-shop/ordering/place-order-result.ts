/** How an attempt to order ended. All but `placed` leave no order, no charge and the basket as it was. */
export type PlaceOrderResult =
  /** An order is in the books: placed, or deferred until payments work again. */
  | { readonly kind: "placed"; readonly orderNumber: string }
  | { readonly kind: "declined" }
  | { readonly kind: "busy" }
  /** Not certain: money may be reserved, and is being released. */
  | { readonly kind: "payment-failed"; readonly isCertain: boolean }
  /** A defence holds payments back; the provider was not asked. */
  | { readonly kind: "payment-paused"; readonly retryAfterMs: number }
  | { readonly kind: "sold-out"; readonly productIds: readonly string[] }
  | { readonly kind: "voucher-refused"; readonly reason: string }
  /** The right price is not the one that was shown: the customer has to see it first. */
  | { readonly kind: "price-changed"; readonly reason: string };
