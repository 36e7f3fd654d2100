import type { Books } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** At no moment are more cents of discount out than the budget that is enforced: the voucher's own, or the defence's. */
export const promotionBudget: Invariant = {
  name: "promotion-budget",
  says: "at no moment has a promotion given away more than its budget, where one is enforced",
  list: (books, { promotion }) => {
    if (promotion === null) return [];
    const { vouchers, guardBudgetCents } = promotion;
    const ceilings = vouchers.flatMap(({ code, promotionBudgetCents }) =>
      promotionBudgetCents === null ? [] : [{ codes: [code], cents: promotionBudgetCents }],
    );
    if (guardBudgetCents !== null) ceilings.push({ codes: vouchers.map(({ code }) => code), cents: guardBudgetCents });
    return ceilings.flatMap(({ codes, cents }) => listAbove(books, codes, cents));
  },
};

/**
 * Every discount with which more is out than may be. Uses that were given back leave no row: the true sum may have been
 * higher, never lower. A cancelled order's discount is out no more, shipped or not: the promotion then paid for nobody.
 */
function listAbove({ orders, voucherUses = [] }: Books, codes: readonly string[], budgetCents: number): Breach[] {
  const cancelledAtMs = new Map(
    orders.flatMap(({ orderNumber, details }) => {
      const event = details?.events.find(({ kind }) => kind === "cancelled");
      return event === undefined ? [] : [[orderNumber, event.atMs] as const];
    }),
  );
  const moves = voucherUses
    .filter(({ code }) => codes.includes(code))
    .flatMap(({ orderNumber, discountCents, atMs, state }) => {
      const backAtMs = state === "cancelled" ? cancelledAtMs.get(orderNumber) : undefined;
      const taken = { orderNumber, atMs, cents: discountCents };
      return backAtMs === undefined ? [taken] : [taken, { orderNumber, atMs: backAtMs, cents: -discountCents }];
    })
    // In the same millisecond what came back first: rather too low than too high.
    .sort((a, b) => a.atMs - b.atMs || a.cents - b.cents);
  let outCents = 0;
  return moves.flatMap(({ orderNumber, cents }): Breach[] => {
    outCents += cents;
    if (cents <= 0 || outCents <= budgetCents) return [];
    const says = `with order ${orderNumber} ${outCents} cents of discount are out, and the budget is ${budgetCents}`;
    return [{ orderNumber, says }];
  });
}
