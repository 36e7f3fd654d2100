// What a page of the built-in shop says of a basket: its lines, and whether its total is their sum.
import { listTags, readData, readNumber } from "./page.ts";

/** One line of a basket. `cents`: quantity times price; null where the page does not say it. */
export interface BasketLine {
  readonly article: string;
  readonly quantity: number;
  readonly cents: number | null;
}

/** The lines of a cart, a review or an order, in the order of the page. */
export function readLines(body: string): BasketLine[] {
  const lines: BasketLine[] = [];
  for (const tag of listTags(body, "tr")) {
    const article = readData(tag, "line");
    const quantity = readNumber(tag, "quantity");
    if (article !== null && quantity !== null && quantity >= 0)
      lines.push({ article, quantity, cents: readNumber(tag, "line-cents") });
  }
  return lines;
}

/** How many of an article the page lists; 0 where it lists none. */
export function countInBasket(body: string, article: string): number {
  return readLines(body).find((line) => line.article === article)?.quantity ?? 0;
}

/** Whether total and discount make the sum of the page's own lines, to the cent; a line without a price adds up to nothing. */
export function addsUp(body: string): boolean {
  const sumCents = readLines(body).reduce((sum, { cents }) => sum + (cents ?? Number.NaN), 0);
  const totalCents = readNumber(body, "total-cents") ?? Number.NaN;
  return totalCents + (readNumber(body, "discount-cents") ?? 0) === sumCents;
}

/** Articles and quantities as one text, to be compared with another page's. `without`: an article that is left out. */
export function describeArticles(lines: readonly BasketLine[], without: string | null = null): string {
  const kept = lines.filter(({ article }) => article !== without);
  return kept.map(({ article, quantity }) => `${quantity} ${article}`).join(", ");
}
