import type { BookOrder } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** Lines × price − discount = total, to the cent; the discount is between 0 and the lines' sum. */
export const totals: Invariant = {
  name: "totals",
  says: "an order's total is its lines at their prices less its discount, and the discount is between nothing and all of it",
  list: ({ orders }) => orders.flatMap(judge),
};

function judge({ orderNumber, totalCents, details }: BookOrder): Breach[] {
  if (details === undefined) return [];
  const { lines, discountCents } = details;
  const subtotalCents = lines.reduce((sum, { quantity, unitCents }) => sum + quantity * unitCents, 0);
  if (lines.length === 0) return [{ orderNumber, says: `order ${orderNumber} has no lines` }];
  if (discountCents < 0 || discountCents > subtotalCents)
    return [
      { orderNumber, says: `order ${orderNumber} has ${discountCents} cents off lines of ${subtotalCents} cents` },
    ];
  if (subtotalCents - discountCents === totalCents) return [];
  const says = `order ${orderNumber} is ${totalCents} cents, and its lines less ${discountCents} cents come to ${subtotalCents - discountCents}`;
  return [{ orderNumber, says }];
}
