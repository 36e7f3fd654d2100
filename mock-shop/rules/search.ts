import type { Catalogue, Product } from "./catalogue.ts";

/** The longest query that is searched for, in characters. */
export const queryLimit = 80;

/** Articles on one page of results. */
export const resultsPerPage = 24;

const wordLimit = 8;

/** The articles that have every word of the query, as they stand on the shelves. */
export type Search = (query: string) => readonly Product[];

/**
 * Reads the shelves once: each article is found by the words of its name and of its category. A word of the query
 * stands for every word that begins with it, and its plural for the singular. No words find nothing.
 */
export function buildSearch(catalogue: Catalogue): Search {
  const entries = catalogue.categories.flatMap((category) =>
    category.products.map((product) => ({ product, words: splitWords(`${product.name} ${category.name}`) })),
  );
  return (query) => {
    const wanted = splitWords(query.slice(0, queryLimit)).slice(0, wordLimit);
    if (wanted.length === 0) return [];
    const found = entries.filter(({ words }) => wanted.every((word) => words.some((own) => isMeant(word, own))));
    return found.map(({ product }) => product);
  };
}

/** `page` counts from 1; null when there is no such page. An empty result has one page. */
export function cutPage(
  found: readonly Product[],
  page: number,
): { readonly products: readonly Product[]; readonly pages: number } | null {
  const pages = Math.max(1, Math.ceil(found.length / resultsPerPage));
  if (page < 1 || page > pages) return null;
  return { products: found.slice((page - 1) * resultsPerPage, page * resultsPerPage), pages };
}

function isMeant(word: string, own: string): boolean {
  return own.startsWith(word) || word === `${own}s`;
}

/** Lower case, without accents, cut at everything that is no letter and no digit. */
function splitWords(text: string): string[] {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
