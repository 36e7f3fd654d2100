import type { Catalogue, Product } from "../rules/catalogue.ts";
import { type Currency, formatCents } from "../rules/cents.ts";
import { type Html, html } from "./html.ts";

/** Below this many an article says how many are left. */
export const fewLimit = 5;

/** How many of an article can be sold now. */
export type ReadStock = (productId: string) => number;

/** A list of articles as cards. Those of which there is plenty were written when the shop opened. */
export type RenderCards = (products: readonly Product[], readStock: ReadStock) => Html;

export function buildCards({ productsById }: Catalogue, currency: Currency): RenderCards {
  const written = new Map(
    [...productsById.values()].map((product) => [product, renderCard(product, fewLimit, currency)]),
  );
  return (products, readStock) => {
    const cards = products.map((product) => {
      const stock = readStock(product.id);
      return stock >= fewLimit ? written.get(product) : renderCard(product, stock, currency);
    });
    return html`<ul class="grid">${cards}</ul>`;
  };
}

/** The price, with the crossed-out earlier one of a reduced article. */
export function renderPrice({ priceCents, earlierPriceCents }: Product, currency: Currency): Html {
  const price = formatCents(priceCents, currency);
  if (earlierPriceCents === null) return html`<span class="price">${price}</span>`;
  return html`<span class="price"><ins><span class="sr">Now </span>${price}</ins> <del><span class="sr">before </span>${formatCents(earlierPriceCents, currency)}</del></span>`;
}

/** A tile in the colour and with the sign of the department; the tint tells neighbours apart. */
export function renderArt(categorySlug: string, tint: number): Html {
  return html`<span class="art ${categorySlug} t${tint % 4}"></span>`;
}

/** The running number of an article within its department. */
export function readTint(productId: string): number {
  return Number(productId.slice(productId.lastIndexOf("-") + 1));
}

export function describeFew(stock: number): string | null {
  if (stock >= fewLimit) return null;
  return stock === 0 ? "Sold out" : `Only ${stock} left`;
}

function renderCard(product: Product, stock: number, currency: Currency): Html {
  const few = describeFew(stock);
  return html`<li><a class="card" data-link="product" data-price-cents="${product.priceCents}" href="/product/${product.id}">${renderArt(product.categorySlug, readTint(product.id))}<strong>${product.name}</strong> ${renderPrice(product, currency)}${few === null ? null : html` <em>${few}</em>`}</a></li>
`;
}
