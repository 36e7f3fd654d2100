import { categoryWords } from "./catalogue-words.ts";
import { drawInteger, drawNormal } from "./draw.ts";

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly categorySlug: string;
  readonly priceCents: number;
  readonly says: string;
}

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly products: readonly Product[];
}

export interface Catalogue {
  readonly categories: readonly Category[];
  readonly productsById: ReadonlyMap<string, Product>;
}

/** Mean price of an article: with 1.6 articles a basket, a basket is worth 5,200 cents. */
export const meanPriceCents = 3_250;

/**
 * The shop's articles from the seed alone: every category has the same number of them, so a random category and a
 * random article of it have the mean price of the whole. Prices are lognormal (sigma 0.45) around the category's
 * level, scaled to the mean, and end in 99 cents.
 */
export function buildCatalogue(seed: number): Catalogue {
  const drafts = categoryWords.flatMap((words) =>
    words.things.map((thing, index) => {
      const material = words.materials[drawInteger(words.materials.length, seed, "material", words.slug, index)];
      const spread = Math.exp(0.45 * drawNormal(seed, "price", words.slug, index));
      return {
        words,
        id: `${words.slug}-${String(index + 1).padStart(2, "0")}`,
        name: `${material} ${thing}`,
        rawPrice: words.priceLevel * spread,
      };
    }),
  );
  const meanRawPrice = drafts.reduce((sum, draft) => sum + draft.rawPrice, 0) / drafts.length;
  const products = drafts.map((draft): Product => {
    const wantedCents = (draft.rawPrice / meanRawPrice) * meanPriceCents;
    return {
      id: draft.id,
      name: draft.name,
      categorySlug: draft.words.slug,
      priceCents: Math.max(199, Math.round(wantedCents / 100) * 100 - 1),
      says: `${draft.name}, made to last. From our ${draft.words.name.toLowerCase()} department, in stock and ready to ship.`,
    };
  });
  return {
    categories: categoryWords.map(({ slug, name }) => ({
      slug,
      name,
      products: products.filter((product) => product.categorySlug === slug),
    })),
    productsById: new Map(products.map((product) => [product.id, product])),
  };
}
