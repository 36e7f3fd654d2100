import { anAddress, Customer } from "./customer.ts";
import type { TestShop } from "./test-shop.ts";

export interface DealShopping {
  readonly email: string;
  readonly products: readonly string[];
  /** Typed in the cart. */
  readonly code?: string;
  /** Taken out in the review. */
  readonly removes?: string;
}

/** The trick of the bug `kept`, with something to keep. */
export const trick = { products: ["offers-01", "toys-01"], code: "DEAL10", removes: "offers-01" } as const;
/** A basket that the bug `everyone` gives a discount. */
export const windfall = { products: ["own-brand-01"] } as const;
/** A basket with its code, as the voucher is meant. */
export const rightful = { products: ["offers-01"], code: "DEAL10" } as const;

/** From an empty cart to the review, and the key on it. */
export async function goToReview(
  { storefront }: Pick<TestShop, "storefront">,
  { email, products, code, removes }: DealShopping,
  customer = new Customer(storefront),
): Promise<{ customer: Customer; key: string }> {
  for (const product of products) await customer.post("/cart/items", { product, quantity: "1" });
  if (code !== undefined) await customer.post("/cart/voucher", { code });
  await customer.post("/checkout/address", { ...anAddress, email });
  await customer.post("/checkout/payment", { card: "4242424242424242" });
  if (removes !== undefined) {
    await customer.get("/checkout/review");
    await customer.post("/checkout/review/remove", { product: removes });
  }
  return { customer, key: await customer.readOrderKey() };
}

/** All go to the review, then all order at once; the statuses in their order. */
export async function orderAllAtOnce(shop: TestShop, shoppings: readonly DealShopping[]): Promise<number[]> {
  const ready = await Promise.all(shoppings.map((shopping) => goToReview(shop, shopping)));
  const answers = await Promise.all(ready.map(({ customer, key }) => customer.order(key)));
  return answers.map(({ statusCode }) => statusCode);
}

/** One after the other. */
export async function orderInTurn(shop: TestShop, shoppings: readonly DealShopping[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const shopping of shoppings) statuses.push(...(await orderAllAtOnce(shop, [shopping])));
  return statuses;
}

/** So many people with the same wish, each with an account of its own. */
export function multiply(count: number, wish: Omit<DealShopping, "email">, who = "buyer"): DealShopping[] {
  return Array.from({ length: count }, (_, index) => ({ ...wish, email: `${who}-${index}@example.com` }));
}
