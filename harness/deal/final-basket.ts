// Books as many shops keep them: of an order its lines, discount, code and account, and not how the basket came about.
import type { BookOrder } from "../audit/books.ts";

/** The same orders without their baskets' histories. */
export function keepFinalBaskets(orders: readonly BookOrder[]): BookOrder[] {
  return orders.map((order) =>
    order.details === undefined ? order : { ...order, details: { ...order.details, basket: [] } },
  );
}
