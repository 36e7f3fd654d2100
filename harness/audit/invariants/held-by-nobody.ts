import type { BookAttempt } from "../books.ts";
import type { Invariant } from "../invariant.ts";

/**
 * What an attempt to order took out of stock and budget becomes the order's or goes back. Held for an attempt that is over
 * it is lost to every customer, and the rules about stock and budgets, which believe that it is held, add up all the same.
 */
export const heldByNobody: Invariant = {
  name: "held-by-nobody",
  says: "in a settled drill neither goods nor discount are held for an attempt to order that is over",
  list: ({ attempts = [] }, { isSettled }) =>
    attempts
      .filter(({ isOver }) => isSettled && isOver)
      .map(({ orderNumber, ...held }) => ({
        orderNumber,
        says: `the attempt at order ${orderNumber} is over and still holds ${describe(held)}`,
      })),
};

function describe({ pieces, discountCents }: Pick<BookAttempt, "pieces" | "discountCents">): string {
  const parts = [pieces > 0 ? `goods (${pieces})` : "", discountCents > 0 ? `${discountCents} cents of discount` : ""];
  return parts.filter((part) => part !== "").join(" and ");
}
