import { Books } from "./books.ts";
import type { ShopOperations } from "./shop-operations.ts";
import type { ShopTerms } from "./shop-terms.ts";

export type ShopBooks = Books<ShopOperations>;

export function openShopBooks(path: string, terms: ShopTerms): Promise<ShopBooks> {
  return Books.open<ShopOperations>(path, new URL("./shop-operations.ts", import.meta.url), terms);
}
