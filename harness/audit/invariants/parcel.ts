import type { BookOrder, Books, OrderDetails } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** One parcel number belongs to one order, and orders have one exactly when something was packed for them. */
export const parcel: Invariant = {
  name: "parcel",
  says: "a parcel number belongs to one order, and an order has one exactly when goods were packed for it",
  list: (books) => [...listShared(books), ...books.orders.flatMap(judge)],
};

function listShared({ orders }: Books): Breach[] {
  const first = new Map<string, string>();
  return orders.flatMap(({ orderNumber, details }): Breach[] => {
    const number = details?.parcelNumber ?? null;
    if (number === null) return [];
    const other = first.get(number);
    if (other === undefined) first.set(number, orderNumber);
    return other === undefined
      ? []
      : [{ orderNumber, says: `orders ${other} and ${orderNumber} have the parcel ${number}` }];
  });
}

function judge({ orderNumber, details }: BookOrder): Breach[] {
  const problem = details === undefined ? null : findProblem(details);
  return problem === null ? [] : [{ orderNumber, says: `order ${orderNumber} ${problem}` }];
}

function findProblem({ parcelNumber, lines, events, stage }: OrderDetails): string | null {
  const isPacked = events.some(({ kind }) => kind === "packed") || stage === "packed" || stage === "shipped";
  if (parcelNumber === null) return isPacked ? "was packed and has no parcel number" : null;
  if (!lines.some(({ kind }) => kind === "physical")) return `has the parcel ${parcelNumber} and nothing to pack`;
  return isPacked ? null : `has the parcel ${parcelNumber} and was never packed`;
}
