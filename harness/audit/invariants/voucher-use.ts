import type { BookOrder, Books, BookVoucherUse } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

const useStates: Readonly<Record<BookOrder["state"], BookVoucherUse["state"] | null>> = {
  placed: "used",
  paid: "used",
  deferred: "reserved",
  cancelled: "cancelled",
};

/** Each discount is written down once as a use of its voucher, by the same account and to the cent; and each use has its order. */
export const voucherUse: Invariant = {
  name: "voucher-use",
  says: "each discount is one use of its voucher by the order's account, and each use is the discount of an order",
  list: (books) => (books.voucherUses === undefined ? [] : [...listDiscounts(books), ...listUses(books)]),
};

function listDiscounts({ orders, voucherUses = [] }: Books): Breach[] {
  const uses = new Map(voucherUses.map((use) => [use.orderNumber, use]));
  return orders.flatMap((order): Breach[] => {
    if (order.details === undefined) return [];
    const { discountCents, voucherCode } = order.details;
    const hasCode = voucherCode !== null;
    if ((discountCents !== 0) !== hasCode) {
      const says = `order ${order.orderNumber} has ${discountCents} cents off and ${hasCode ? `the voucher ${voucherCode}` : "no voucher"}`;
      return [{ orderNumber: order.orderNumber, says }];
    }
    // A deferred order that is cancelled gives its use back.
    const isReleased = order.state === "cancelled" && order.deferral !== null && order.deferral.completedAtMs === null;
    if (!hasCode || isReleased || uses.has(order.orderNumber)) return [];
    return [
      {
        orderNumber: order.orderNumber,
        says: `order ${order.orderNumber} has ${discountCents} cents off, and no use of ${voucherCode}`,
      },
    ];
  });
}

function listUses({ orders, voucherUses = [] }: Books): Breach[] {
  const byNumber = new Map(orders.map((order) => [order.orderNumber, order]));
  return voucherUses.flatMap((use): Breach[] => {
    // A use without an order is a stray row, or its attempt goes on.
    const order = byNumber.get(use.orderNumber);
    const problem = order === undefined ? null : findProblem(use, order);
    return problem === null ? [] : [{ orderNumber: use.orderNumber, says: `order ${use.orderNumber}: ${problem}` }];
  });
}

function findProblem(use: BookVoucherUse, { account, state, details }: BookOrder): string | null {
  if (details === undefined) return null;
  const { discountCents, voucherCode } = details;
  if (use.code !== voucherCode) return `its voucher is ${voucherCode}, and its use is of ${use.code}`;
  if (use.discountCents !== discountCents)
    return `${discountCents} cents are off, and its use is of ${use.discountCents} cents`;
  if (use.account !== account) return `its account is ${account}, and its use is of ${use.account}`;
  return use.state === useStates[state] ? null : `it is ${state}, and its use is ${use.state}`;
}
