import type { Invariant } from "../invariant.ts";

/** What a promotion has spent is the sum of its uses that stand, to the cent; a cancelled order gave its discount back. */
export const promotionSpent: Invariant = {
  name: "promotion-spent",
  says: "a promotion has spent the sum of its uses, less those of cancelled orders",
  list: ({ promotions, voucherUses = [] }) => {
    if (promotions === undefined) return [];
    const spentCents = new Map(promotions.map((promotion) => [promotion.code, promotion.spentCents]));
    const usedCents = new Map<string, number>();
    for (const { code, discountCents, state } of voucherUses)
      if (state !== "cancelled") usedCents.set(code, (usedCents.get(code) ?? 0) + discountCents);
    return [...new Set([...spentCents.keys(), ...usedCents.keys()])]
      .filter((code) => (spentCents.get(code) ?? 0) !== (usedCents.get(code) ?? 0))
      .map((code) => ({
        orderNumber: null,
        says: `${code} has spent ${spentCents.get(code) ?? 0} cents, and its uses come to ${usedCents.get(code) ?? 0}`,
      }));
  },
};
