// A basket as its history says that it came about.
import type { BasketEntry } from "./books.ts";

/**
 * Article to quantity after all entries; null where the history cannot be the whole one: an entry changes an article that
 * it never saw added, or so many entries that the shop let the first ones go.
 */
export function replayBasket(basket: readonly BasketEntry[], entriesKept: number): ReadonlyMap<string, number> | null {
  if (basket.length >= entriesKept) return null;
  const quantities = new Map<string, number>();
  for (const { kind, subject, quantity } of basket) {
    const known = quantities.get(subject);
    if (kind === "added") quantities.set(subject, (known ?? 0) + quantity);
    else if (kind === "quantity-changed" || kind === "removed") {
      if (known === undefined) return null;
      if (kind === "removed") quantities.delete(subject);
      else quantities.set(subject, quantity);
    }
  }
  return quantities;
}
