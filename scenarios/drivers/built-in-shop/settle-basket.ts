// What a cart page settles for a customer who does not know what the shop did: with a removal, or an order, that got no answer.
import { countInBasket } from "./basket-page.ts";
import type { FetchedPage } from "./fetch-page.ts";
import type { Memory } from "./memory.ts";
import { readPageName } from "./page.ts";

/** So many pieces of an article more in the basket that is remembered, or fewer; none are not remembered. */
export function changeQuantity({ quantities }: Memory, article: string, by: number): void {
  const quantity = (quantities.get(article) ?? 0) + by;
  if (quantity > 0) quantities.set(article, quantity);
  else quantities.delete(article);
}

/** Pieces of an article put in since the order that got no answer. */
function countSince({ quantities, unansweredOrder }: Memory, article: string): number {
  return Math.max(0, (quantities.get(article) ?? 0) - (unansweredOrder?.get(article) ?? 0));
}

/**
 * Who sent an order, got no answer and then finds an empty cart knows what happened: the order went through. The same
 * form again brings its confirmation. Not so for who has put an article in since: that one is missing.
 */
export function isEmptiedByOrder(memory: Memory, page: FetchedPage): boolean {
  if (memory.unansweredOrder === null || readPageName(page.body) !== "cart") return false;
  if (page.body.includes("data-line=")) return false;
  return [...memory.quantities.keys()].every((article) => countSince(memory, article) === 0);
}

/** Whether a removal without an answer is in force is what the next cart page says. */
function settleRemoval(memory: Memory, page: FetchedPage): void {
  if (memory.removal === null) return;
  const { product, isDone } = memory.removal;
  const left = countInBasket(page.body, product);
  if (!isDone && left === 0) memory.quantities.delete(product);
  if (!isDone && left > 0) memory.quantities.set(product, left);
  memory.removal = null;
}

/**
 * A cart that holds what was put in since the order, and nothing of what was ordered, says that the order went through:
 * it is forgotten. Otherwise all is expected to be there still. `unsure`: an article of which the shop may have taken one more.
 */
export function settleOrder(memory: Memory, page: FetchedPage, unsure: string | null = null): void {
  if (memory.unansweredOrder === null) return;
  const wentThrough = [...memory.quantities.keys()].every((article) => {
    const more = countInBasket(page.body, article) - countSince(memory, article);
    return more === 0 || (more === 1 && article === unsure);
  });
  if (!wentThrough) return;
  for (const [article, quantity] of memory.unansweredOrder) changeQuantity(memory, article, -quantity);
  memory.unansweredOrder = null;
}

/** Brings the basket that is remembered in line with a cart page; any other page settles nothing. */
export function settleBasket(memory: Memory, page: FetchedPage): void {
  if (page.failure !== null || page.status !== 200 || readPageName(page.body) !== "cart") return;
  settleRemoval(memory, page);
  settleOrder(memory, page);
}
