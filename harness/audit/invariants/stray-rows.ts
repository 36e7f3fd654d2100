import type { Invariant } from "../invariant.ts";

/** Lines, history, messages and voucher uses belong to an order of the books: who deletes one seldom finds all of it. */
export const strayRows: Invariant = {
  name: "stray-rows",
  says: "every row about an order belongs to an order that is in the books",
  list: (books) =>
    (books.strayRows ?? []).map(({ orderNumber, of, count }) => ({
      orderNumber,
      says: `the books have ${of} of order ${orderNumber} (${count === 1 ? "1 row" : `${count} rows`}), and not the order`,
    })),
};
