import { Books } from "./books.ts";
import type { ShopOperations } from "./shop-operations.ts";

export type ShopBooks = Books<ShopOperations>;

export function openShopBooks(path: string): Promise<ShopBooks> {
  return Books.open<ShopOperations>(path, new URL("./shop-operations.ts", import.meta.url));
}
