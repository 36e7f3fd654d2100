import type { ArticleWords, CategoryWords, ProductKind } from "./catalogue-shape.ts";
import { categoryWords } from "./catalogue-words.ts";
import { drawInteger, drawNormal, drawUniform } from "./draw.ts";

export type { ProductKind } from "./catalogue-shape.ts";

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly categorySlug: string;
  readonly kind: ProductKind;
  readonly priceCents: number;
  /** What a reduced article cost before, crossed out on the shelf; never charged. */
  readonly earlierPriceCents: number | null;
  readonly says: string;
}

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly says: string;
  readonly products: readonly Product[];
}

export interface Catalogue {
  readonly categories: readonly Category[];
  readonly productsById: ReadonlyMap<string, Product>;
}

/** Mean price of an article: with 1.6 articles a basket, a basket is worth 5,200 cents. */
export const meanPriceCents = 3_250;

/** How far prices spread around the usual price of an article: the sigma of their lognormal. */
const priceSigma = 0.2;

/**
 * The shop's articles from the seed alone: every category has the same number of them, so a random category and a
 * random article of it have the mean price of the whole. Prices are lognormal around the article's usual price, scaled
 * to the mean, and end in 99 cents.
 */
export function buildCatalogue(seed: number): Catalogue {
  const drafts = categoryWords.flatMap((words) =>
    words.articles.map((article, index) => ({
      words,
      article,
      index,
      rawPrice: drawPrice(seed, words, article, index),
    })),
  );
  const meanRawPrice = drafts.reduce((sum, draft) => sum + draft.rawPrice, 0) / drafts.length;
  const scale = meanPriceCents / meanRawPrice;
  const products = drafts.map(({ words, article, index, rawPrice }): Product => {
    const [name, , variants] = article;
    const pick = (texts: readonly string[], what: string) =>
      texts[drawInteger(texts.length, seed, what, words.slug, index)] as string;
    const priceCents = endIn99(rawPrice * scale);
    const dearer = 1.2 + 0.5 * drawUniform(seed, "reduction", words.slug, index);
    return {
      id: `${words.slug}-${String(index + 1).padStart(2, "0")}`,
      name: name.replace("*", pick(variants, "variant")),
      categorySlug: words.slug,
      kind: words.kind,
      priceCents,
      earlierPriceCents: words.isReduced ? endIn99(priceCents * dearer + 100) : null,
      says: pick(words.praises, "praise"),
    };
  });
  return {
    categories: categoryWords.map(({ slug, name, says }) => ({
      slug,
      name,
      says,
      products: products.filter((product) => product.categorySlug === slug),
    })),
    productsById: new Map(products.map((product) => [product.id, product])),
  };
}

function drawPrice(seed: number, { slug }: CategoryWords, [, usualPrice]: ArticleWords, index: number): number {
  return usualPrice * Math.exp(priceSigma * drawNormal(seed, "price", slug, index));
}

function endIn99(cents: number): number {
  return Math.max(199, Math.round(cents / 100) * 100 - 1);
}
