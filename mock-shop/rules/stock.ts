import { drawInteger } from "./draw.ts";

/** How many of an article a new shop has: 5,000 to 20,000, from the seed. */
export function drawInitialStock(seed: number, productId: string): number {
  return 5_000 + drawInteger(15_001, seed, "stock", productId);
}
