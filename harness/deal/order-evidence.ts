// What the books alone tell of an order with a discount: the customer's intent is not in them.
import type { BookOrder } from "../audit/books.ts";
import { type DiscountedOrder, listDiscounted } from "../audit/discount-origins.ts";
import { isRightful, type VoucherTerms } from "./voucher-terms.ts";

/** `hasHistory` false: nobody knows what was typed or taken out; the code on the order is taken for typed then. */
export interface OrderEvidence {
  readonly orderNumber: string;
  readonly hasHistory: boolean;
  /** Whether the voucher, as it was meant, gives the discount. */
  readonly isRightful: boolean;
  readonly hasTypedCode: boolean;
  /** An article that the voucher is for was taken out in the review, and none of them was ordered. */
  readonly isTrick: boolean;
  /** Share of the basket's price that the discount paid, 0 to 1. */
  readonly paidByDiscount: number;
  /** Orders with a discount that its account has in the books, this one included. */
  readonly discountedOfAccount: number;
}

/** Evidence for each order with a discount, in order of the books, cancelled ones included. */
export function listEvidence(orders: readonly BookOrder[], vouchers: readonly VoucherTerms[]): OrderEvidence[] {
  const discounted = listDiscounted(orders);
  const byAccount = new Map<string, number>();
  for (const { account } of discounted) byAccount.set(account, (byAccount.get(account) ?? 0) + 1);
  return discounted.map((order) => {
    const { basket } = order.details;
    const hasHistory = basket.length > 0;
    return {
      orderNumber: order.orderNumber,
      hasHistory,
      isRightful: isRightful(hasHistory ? order : assumeTyped(order), vouchers),
      hasTypedCode: basket.some(({ kind }) => kind === "voucher-granted" || kind === "voucher-refused"),
      isTrick: isTrick(order, vouchers),
      paidByDiscount: computePaidShare(order),
      discountedOfAccount: byAccount.get(order.account) ?? 1,
    };
  });
}

function computePaidShare({ totalCents, details: { discountCents } }: DiscountedOrder): number {
  const subtotalCents = totalCents + discountCents;
  return subtotalCents <= 0 ? 0 : discountCents / subtotalCents;
}

function assumeTyped(order: DiscountedOrder): DiscountedOrder {
  const { details } = order;
  if (details.voucherCode === null) return order;
  const typed = {
    sequence: 1,
    kind: "voucher-granted",
    on: "cart",
    subject: details.voucherCode,
    quantity: 1,
    atMs: details.placedAtMs,
    category: "",
  };
  return { ...order, details: { ...details, basket: [typed] } };
}

function isTrick({ details: { basket, lines, voucherCode } }: DiscountedOrder, vouchers: readonly VoucherTerms[]) {
  const eligible = vouchers.find(({ code }) => code === voucherCode)?.eligibleCategories ?? [];
  const isFor = ({ category }: { readonly category: string }) => eligible.includes(category);
  const takenOut = basket.some((entry) => entry.kind === "removed" && entry.on === "review" && isFor(entry));
  return takenOut && !lines.some(isFor);
}
