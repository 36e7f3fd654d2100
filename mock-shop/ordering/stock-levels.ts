import type { ShopConfiguration } from "../configuration.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import type { StockLevel } from "../ledger/shop-records.ts";
import type { Catalogue } from "../rules/catalogue.ts";
import { drawInitialStock } from "../rules/stock.ts";

/** What can be sold now, for pages: a copy in memory of what the books decide, as new as their newest answer. */
export class StockLevels {
  readonly #levels = new Map<string, StockLevel>();

  constructor(levels: readonly StockLevel[]) {
    this.update(levels);
  }

  /** 0 for an article that the books do not know. */
  read(productId: string): number {
    return this.#levels.get(productId)?.available ?? 0;
  }

  /** Whoever asked the books first may hear of it last: what is older than what is known is ignored. */
  update(levels: readonly StockLevel[]): void {
    for (const level of levels) {
      const known = this.#levels.get(level.productId);
      if (!known || level.version >= known.version) this.#levels.set(level.productId, level);
    }
  }
}

/** Stocks the articles that the books do not know yet, and reads what there is of all. */
export async function openStockLevels(
  books: ShopBooks,
  { seed, stock }: Pick<ShopConfiguration, "seed" | "stock">,
  catalogue: Catalogue,
): Promise<StockLevels> {
  const initial = [...catalogue.productsById.keys()].map((productId) => ({
    productId,
    quantity: stock[productId] ?? drawInitialStock(seed, productId),
  }));
  return new StockLevels(await books.run("openStock", { initial }));
}
