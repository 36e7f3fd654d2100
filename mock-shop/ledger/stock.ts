import type { Row } from "./order-rows.ts";
import type { StockDemand, StockLevel } from "./shop-records.ts";
import type { ShopStatements } from "./shop-statements.ts";

/** New articles get their stock, known ones keep theirs. */
export function openStock(sql: ShopStatements, initial: readonly StockDemand[]): StockLevel[] {
  for (const { productId, quantity } of initial) sql.insertStock.run(productId, quantity, quantity);
  return sql.listStock.all().map(readLevel);
}

/** The articles of which there is less than demanded; nobody takes any between this look and `takeStock`. */
export function listMissing(sql: ShopStatements, demands: readonly StockDemand[]): string[] {
  return demands
    .filter(({ productId, quantity }) => Number(sql.findStock.get(productId)?.available ?? 0) < quantity)
    .map(({ productId }) => productId);
}

export function takeStock(sql: ShopStatements, demands: readonly StockDemand[]): StockLevel[] {
  return changeStock(sql, demands, -1);
}

export function returnStock(sql: ShopStatements, demands: readonly StockDemand[]): StockLevel[] {
  return changeStock(sql, demands, 1);
}

function changeStock(sql: ShopStatements, demands: readonly StockDemand[], sign: 1 | -1): StockLevel[] {
  return demands.flatMap(({ productId, quantity }) => {
    const row = sql.changeStock.get(sign * quantity, productId);
    return row ? [readLevel(row)] : [];
  });
}

function readLevel(row: Row): StockLevel {
  return { productId: String(row.product_id), available: Number(row.available), version: Number(row.version) };
}
