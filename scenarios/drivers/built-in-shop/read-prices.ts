// The built-in shop's price list, read before a drill through the pages that customers see.
import type { HttpClient, ListedPrice } from "../shop-driver.ts";
import { fetchPage } from "./fetch-page.ts";
import { readLinks } from "./page.ts";

/** Walks home and all categories; throws with the page's name when the shop is not ready. */
export function readPrices(http: HttpClient, timeoutMs: number): ListedPrice[] {
  const home = fetchPage(http, { path: "/" }, timeoutMs);
  const categories = readLinks(home.body, "category");
  if (categories.length === 0)
    throw new Error(`the shop's home page lists no category (status ${home.status}, ${home.failure ?? "answered"})`);
  return categories.flatMap(({ href }, category) => {
    const page = fetchPage(http, { path: href }, timeoutMs);
    const products = readLinks(page.body, "product");
    return products.map(({ priceCents }, product): ListedPrice => {
      if (priceCents === null)
        throw new Error(`the shop's category ${category + 1} lists product ${product + 1} without a price`);
      return { category, categories: categories.length, product, products: products.length, priceCents };
    });
  });
}
