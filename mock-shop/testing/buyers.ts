import type { LightMyRequestResponse } from "fastify";
import { Customer } from "./customer.ts";
import type { TestShop } from "./test-shop.ts";

/** A customer who has come to the review page, and the key on it. */
export interface Buyer {
  readonly customer: Customer;
  readonly key: string;
}

/** So many customers, each with a session of its own and an article in the cart, about to order. */
export function fillCheckouts({ storefront }: TestShop, count: number): Promise<Buyer[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const customer = new Customer(storefront);
      return { customer, key: await customer.fillCheckout() };
    }),
  );
}

/** All at once. */
export function orderTogether(buyers: readonly Buyer[]): Promise<LightMyRequestResponse[]> {
  return Promise.all(buyers.map(({ customer, key }) => customer.order(key)));
}

/** How many answers had which status, as `{ 303: 97, 502: 3 }`. */
export function countStatuses(responses: readonly LightMyRequestResponse[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { statusCode } of responses) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}
