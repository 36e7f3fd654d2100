import type { Books, OrderDetails } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** What is there = what there was at first − sold + come back − held by attempts under way; and never less than nothing. */
export const stock: Invariant = {
  name: "stock",
  says: "an article's stock is what there was at first less what is sold, and never below nothing",
  list: (books) => {
    const out = countOut(books);
    return (books.stock ?? []).flatMap(({ article, initial, available, held }): Breach[] => {
      const expected = initial - (out.get(article) ?? 0) - held;
      if (available < 0) return [{ orderNumber: null, says: `there are ${available} of ${article}` }];
      if (available === expected) return [];
      return [{ orderNumber: null, says: `there are ${available} of ${article}, and by its orders ${expected}` }];
    });
  },
};

function countOut({ orders }: Books): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  for (const { details } of orders) {
    if (details === undefined || isBack(details)) continue;
    for (const { article, quantity } of details.lines) out.set(article, (out.get(article) ?? 0) + quantity);
  }
  return out;
}

/** Goods of a cancelled order are back unless they were on their way. */
function isBack({ stage, events }: OrderDetails): boolean {
  return (stage === "cancelled" || stage === "refunded") && !events.some(({ kind }) => kind === "shipped");
}
