import type { BookPeriod } from "../book-terms.ts";
import { decidingMs, listDiscounted } from "../discount-origins.ts";
import type { Invariant } from "../invariant.ts";

/**
 * While all vouchers are switched off, by an operator or by `voucher-kill-switch`, nobody gets a discount, rightful or not.
 * An order whose price may have been decided before, or after they were on again, is let through.
 */
export const discountWhileOff: Invariant = {
  name: "discount-while-off",
  says: "while vouchers are switched off, no order gets a discount",
  list: ({ orders }, { promotion }) => {
    const offPeriods = promotion?.offPeriods ?? [];
    if (promotion === null || offPeriods.length === 0) return [];
    const { startErrorMs } = promotion;
    const isWithin = (placedAtMs: number, { fromMs, untilMs }: BookPeriod) =>
      placedAtMs - decidingMs > fromMs + startErrorMs && placedAtMs < untilMs - startErrorMs;
    return listDiscounted(orders)
      .filter(({ details }) => offPeriods.some((period) => isWithin(details.placedAtMs, period)))
      .map(({ orderNumber, details: { discountCents, voucherCode } }) => ({
        orderNumber,
        says: `order ${orderNumber} has ${discountCents} cents off by ${voucherCode}, and vouchers were switched off when it was placed`,
      }));
  },
};
