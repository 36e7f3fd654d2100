import type { BookPromotionTerms } from "../book-terms.ts";
import { type DiscountedOrder, listDiscounted } from "../discount-origins.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** A discount is the voucher's value, or the whole of a smaller basket; also where a bug gave it. */
export const voucherValue: Invariant = {
  name: "voucher-value",
  says: "a discount is what its voucher is worth, or all of a basket that costs less",
  list: ({ orders }, { promotion }) =>
    promotion === null ? [] : listDiscounted(orders).flatMap((order) => judge(order, promotion)),
};

function judge({ orderNumber, details }: DiscountedOrder, { vouchers }: BookPromotionTerms): Breach[] {
  const { discountCents, voucherCode, lines } = details;
  const voucher = vouchers.find(({ code }) => code === voucherCode);
  if (voucher === undefined)
    return [
      { orderNumber, says: `order ${orderNumber} has a discount by ${voucherCode}, which is no voucher of this shop` },
    ];
  const subtotalCents = lines.reduce((sum, { quantity, unitCents }) => sum + quantity * unitCents, 0);
  const rightCents = Math.min(voucher.discountCents, subtotalCents);
  if (discountCents === rightCents) return [];
  const says = `order ${orderNumber} has ${discountCents} cents off, and ${voucherCode} is worth ${rightCents} cents to it`;
  return [{ orderNumber, says }];
}
