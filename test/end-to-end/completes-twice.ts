// A shop that pays each deferred order a second time, under another key: what an audit has to see.
import type { Mutation } from "./shop-copy.ts";

export const completesTwice: Mutation = {
  file: "ordering/deferred-orders.ts",
  from: "await this.#conclude(order.task, result);",
  to: `await this.#conclude(order.task, result);
    const { orderNumber, totalCents: amountCents, currency, card } = order.task;
    const again = { orderNumber, amountCents, currency, card, idempotencyKey: \`again-\${orderNumber}\` };
    const second = await this.#parts.payments.authorize(again, "follow-up");
    if (second.kind === "authorized") await this.#parts.payments.capture(second.paymentId, amountCents);`,
};
