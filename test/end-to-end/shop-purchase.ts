// A purchase over HTTP, step by step, by a customer whose connection may break at any of them.
import type { ShopVisitor } from "./shop-visitor.ts";

export interface Wanted {
  readonly email: string;
  readonly product: string;
  readonly voucher?: string;
  readonly card?: string;
}

/** From an empty cart to the review page; gives the key of its form. */
export async function goToReview(visitor: ShopVisitor, wanted: Wanted): Promise<string> {
  const { email, product, voucher, card = "4242424242424242" } = wanted;
  await visitor.post("/cart/items", { product, quantity: "1" });
  if (voucher !== undefined) await visitor.post("/cart/voucher", { code: voucher });
  const address = { name: "Ada Example", street: "1 Main Street", city: "Springfield", postcode: "12345" };
  await visitor.post("/checkout/address", { email, ...address, country: "US" });
  await visitor.post("/checkout/payment", { card });
  const review = await (await visitor.get("/checkout/review")).text();
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(review)?.[1];
  if (key === undefined) throw new Error("expected a key on the review page");
  return key;
}

/** The number of the order that the shop acknowledged; null when it said anything else. */
export async function sendOrder(visitor: ShopVisitor, idempotencyKey: string): Promise<string | null> {
  const answer = await visitor.post("/orders", { idempotencyKey });
  await answer.arrayBuffer();
  return /^\/orders\/([^/]+)\/confirmation$/.exec(answer.headers.get("location") ?? "")?.[1] ?? null;
}

/** Buys one article and gives the number of the order. Throws when the shop does not acknowledge it. */
export async function buy(visitor: ShopVisitor, wanted: Wanted): Promise<string> {
  const orderNumber = await sendOrder(visitor, await goToReview(visitor, wanted));
  if (orderNumber === null) throw new Error("expected an order number");
  return orderNumber;
}
