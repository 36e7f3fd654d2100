import { replayBasket } from "../basket-replay.ts";
import type { BookOrder } from "../books.ts";
import { basketEntriesKept } from "../discount-origins.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** What was ordered is what its customer put into the basket, article by article. */
export const basket: Invariant = {
  name: "basket",
  says: "an order's lines are what its customer put into the basket and left there",
  list: ({ orders }) => orders.flatMap(judge),
};

function judge({ orderNumber, details }: BookOrder): Breach[] {
  if (details === undefined || details.basket.length === 0) return [];
  const wanted = replayBasket(details.basket, basketEntriesKept);
  if (wanted === null) return [];
  const ordered = new Map(details.lines.map(({ article, quantity }) => [article, quantity]));
  const article = [...new Set([...wanted.keys(), ...ordered.keys()])].find((id) => wanted.get(id) !== ordered.get(id));
  if (article === undefined) return [];
  const says = `order ${orderNumber} has ${ordered.get(article) ?? 0} of ${article}, and its customer wanted ${wanted.get(article) ?? 0}`;
  return [{ orderNumber, says }];
}
