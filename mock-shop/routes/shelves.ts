import { renderCategory, renderHome, renderProduct } from "../pages/browse.ts";
import { buildCards, fewLimit, type ReadStock } from "../pages/cards.ts";
import type { Html } from "../pages/html.ts";
import type { Page } from "../pages/layout.ts";
import { quantityLimit } from "../rules/cart.ts";
import type { Category, Product } from "../rules/catalogue.ts";
import { findOutsideWindow } from "../rules/voucher.ts";
import type { ShopParts } from "../shop-parts.ts";

const offersOnHomePage = 6;

/** The pages of the shop's articles. What does not change while there is plenty of everything is written once. */
export interface Shelves {
  renderCards(products: readonly Product[]): Html;
  readHome(): Page;
  readCategory(category: Category): Page;
  readProduct(product: Product, problem?: string): Page;
}

export function buildShelves(parts: ShopParts): Shelves {
  const { catalogue, configuration, stock } = parts;
  const { currency, vouchers } = configuration;
  const readStock: ReadStock = (productId) => stock.read(productId);
  const writeCards = buildCards(catalogue, currency);
  const renderCards = (products: readonly Product[]) => writeCards(products, readStock);
  const offers = catalogue.categories.find(({ slug }) => slug === "offers")?.products.slice(0, offersOnHomePage) ?? [];
  const written = new Map<Category | Product, Page>();
  const categoryOf = new Map(
    catalogue.categories.flatMap((category) => category.products.map((one) => [one, category])),
  );

  const writeOnce = (thing: Category | Product, write: () => Page): Page => {
    const known = written.get(thing);
    if (known) return known;
    const page = write();
    written.set(thing, page);
    return page;
  };

  return {
    renderCards,
    readHome() {
      const minute = parts.incidentClock.minuteAt(parts.clock.nowMs());
      const running = vouchers.filter((voucher) => findOutsideWindow(voucher, minute) === undefined);
      return renderHome(catalogue, renderCards(offers), currency, running);
    },
    readCategory(category) {
      const write = () => renderCategory(category, renderCards(category.products));
      return category.products.every(({ id }) => readStock(id) >= fewLimit) ? writeOnce(category, write) : write();
    },
    readProduct(product, problem) {
      const category = categoryOf.get(product) as Category;
      const left = readStock(product.id);
      const write = () => renderProduct({ product, category, currency, stock: left, ...(problem ? { problem } : {}) });
      return left >= quantityLimit && problem === undefined ? writeOnce(product, write) : write();
    },
  };
}
