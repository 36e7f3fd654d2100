// Figures of the rehearsed drill, and the same at full scale.
import type { DiscountedOrder } from "../audit/discount-origins.ts";
import type { Interval } from "../record/comparison.ts";
import type { Amount, EstimatedAmount, OrdersAndCents } from "../record/deal-report.ts";

/** Times the weight, rounded once. */
export function scaleAmount(rehearsed: number, weight: number): Amount {
  return { rehearsed, full: Math.round(rehearsed * weight) };
}

/** An estimate with its bounds, each as `scaleAmount` does. */
export function scaleEstimate(rehearsed: Interval, weight: number): EstimatedAmount {
  const scale = (value: number) => Math.round(value * weight);
  return { rehearsed, full: { value: scale(rehearsed.value), low: scale(rehearsed.low), high: scale(rehearsed.high) } };
}

/** How many orders, and the sum of their discounts. */
export function sumDiscounts(orders: readonly DiscountedOrder[], weight: number): OrdersAndCents {
  const cents = orders.reduce((sum, { details }) => sum + details.discountCents, 0);
  return { orders: orders.length, cents: scaleAmount(cents, weight) };
}
