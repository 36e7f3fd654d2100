import type { BookOrder, BookVoucherUse, OrderDetails } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** Wall ms that a machine's clock may be set back by without making its books wrong. */
const clockErrorMs = 1_000;

/**
 * What an order's own history says of when. Taken and completed: to the ms, as one transaction writes both. Its entries
 * never go back, and its voucher was used between the last change of the basket and the order.
 */
export const orderTimes: Invariant = {
  name: "order-times",
  says: "an order was placed, completed and discounted when its history says so, and its history never goes back",
  list: ({ orders, voucherUses = [] }) => {
    const uses = new Map(voucherUses.map((use) => [use.orderNumber, use]));
    return orders.flatMap((order) => judge(order, uses.get(order.orderNumber)));
  },
};

function judge(order: BookOrder, use: BookVoucherUse | undefined): Breach[] {
  const { orderNumber, details } = order;
  if (details === undefined) return [];
  const problem = findProblem(details) ?? findProblemOfWait(order, details) ?? findProblemOfUse(details, use);
  return problem === null ? [] : [{ orderNumber, says: `order ${orderNumber}: ${problem}` }];
}

function findProblem({ placedAtMs, basket, events }: OrderDetails): string | null {
  const [first] = events;
  if (first !== undefined && first.atMs !== placedAtMs)
    return `the books say that it was placed at ${placedAtMs} ms, its history says ${first.atMs}`;
  let latestMs = Number.NEGATIVE_INFINITY;
  for (const { sequence, kind, atMs } of [...basket, ...events]) {
    if (atMs < latestMs - clockErrorMs)
      return `entry ${sequence} of its history, ${kind}, is ${latestMs - atMs} ms older than one before it`;
    latestMs = Math.max(latestMs, atMs);
  }
  return null;
}

function findProblemOfWait({ deferral }: BookOrder, { placedAtMs, events }: OrderDetails): string | null {
  if (deferral === null) return null;
  const { atMs, completedAtMs } = deferral;
  if (atMs !== placedAtMs) return `it was placed at ${placedAtMs} ms, and waits for its payment since ${atMs}`;
  const completions = events.filter(({ kind }) => kind === "placed");
  if (completedAtMs === null || completions.length === 0) return null;
  return completions.some((event) => event.atMs === completedAtMs)
    ? null
    : `the books say that it was completed at ${completedAtMs} ms, its history says ${completions[0]?.atMs}`;
}

function findProblemOfUse({ placedAtMs, basket }: OrderDetails, use: BookVoucherUse | undefined): string | null {
  if (use === undefined) return null;
  const fromMs = basket.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  if (use.atMs > placedAtMs + clockErrorMs)
    return `its voucher was used ${use.atMs - placedAtMs} ms after it was placed`;
  return use.atMs < fromMs - clockErrorMs
    ? `its voucher was used ${fromMs - use.atMs} ms before its basket was as it was ordered`
    : null;
}
