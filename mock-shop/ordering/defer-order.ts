import {
  describePlacement,
  describeStart,
  noteDiscount,
  type OrderAttempt,
  refuseVoucher,
  spend,
} from "./order-attempt.ts";
import type { PlaceOrderResult } from "./place-order-result.ts";

/**
 * Takes an order whose payment was not made or failed, if a defence does so: on disk before the answer. A payment whose
 * end is not known is left as it is: its key gives the same payment again later. Undefined: nobody takes it.
 */
export async function deferOrder(attempt: OrderAttempt): Promise<PlaceOrderResult | undefined> {
  const { parts, purchase, orderNumber } = attempt;
  const { background, books, capacity, clock, defences, deferred, stock } = parts;
  const waitMs = defences.orderDeferral?.admitOrder();
  if (waitMs === undefined) return undefined;
  await capacity.finish("place-order-after-payment");
  const placement = describePlacement(attempt, "deferred", null);
  const result = await spend(
    attempt,
    "books",
    books.run("deferOrder", {
      placement,
      start: describeStart(attempt),
      card: purchase.cardToken,
      dueAtMs: Math.ceil(clock.nowMs() + waitMs),
    }),
  );
  switch (result.outcome) {
    case "deferred":
      stock.update(result.levels);
      deferred.noteTaken();
      noteDiscount(attempt);
      return { kind: "placed", orderNumber };
    case "existing":
      stock.update(result.levels);
      if (result.isToVoid) background.queueVoid(orderNumber);
      return { kind: "placed", orderNumber: result.orderNumber };
    case "sold-out":
      return { kind: "sold-out", productIds: result.productIds };
    case "voucher-refused":
      return refuseVoucher(parts, result.because);
  }
}
