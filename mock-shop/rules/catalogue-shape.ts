/** A digital article is delivered as soon as it is paid; a physical one is picked, packed and shipped. */
export type ProductKind = "physical" | "digital";

/**
 * An article before the seed decides: its name, in which `*` stands for the variant, its usual price in whole units of
 * the currency (only ratios count), and its variants, of which the shop has one.
 */
export type ArticleWords = readonly [name: string, usualPrice: number, variants: readonly string[]];

/** A department before the seed decides. */
export interface CategoryWords {
  readonly slug: string;
  readonly name: string;
  /** One line under the department's name. */
  readonly says: string;
  readonly kind: ProductKind;
  /** Whether its articles were dearer before. */
  readonly isReduced: boolean;
  /** What the pages of its articles say; the seed picks. */
  readonly praises: readonly string[];
  readonly articles: readonly ArticleWords[];
}
