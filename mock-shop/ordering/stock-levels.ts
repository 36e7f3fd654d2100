import type { ShopConfiguration } from "../configuration.ts";
import type { ShopBooks } from "../ledger/shop-books.ts";
import type { StockLevel } from "../ledger/shop-records.ts";
import type { Catalogue } from "../rules/catalogue.ts";
import { drawInitialStock } from "../rules/stock.ts";

/** What can be sold now, for pages: a copy in memory of what the books decide, never older than the last answer. */
export class StockLevels {
  readonly #available = new Map<string, number>();

  constructor(levels: readonly StockLevel[]) {
    this.update(levels);
  }

  /** 0 for an article that the books do not know. */
  read(productId: string): number {
    return this.#available.get(productId) ?? 0;
  }

  update(levels: readonly StockLevel[]): void {
    for (const { productId, available } of levels) this.#available.set(productId, available);
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
