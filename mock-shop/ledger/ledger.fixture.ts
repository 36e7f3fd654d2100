import { DatabaseSync } from "node:sqlite";
import type { OrderEvent } from "../rules/fulfilment.ts";
import { migrateBooks } from "./migrate.ts";
import { buildOperations, schemaSteps } from "./shop-operations.ts";
import type { Deferral, Order, OrderLine, OrderStart, Placement } from "./shop-records.ts";
import type { ShopTerms } from "./shop-terms.ts";

export const testTerms: ShopTerms = { seed: 7, wallMsPerMinute: 60_000 };

/** The shop's books in memory, without thread or file: what is asked is answered at once. */
export function openMemoryLedger(terms: ShopTerms = testTerms) {
  const database = new DatabaseSync(":memory:");
  migrateBooks(database, schemaSteps);
  return { database, ...buildOperations(database, terms) };
}

export type MemoryLedger = ReturnType<typeof openMemoryLedger>;

export const physicalLine: OrderLine = {
  productId: "toys-01",
  name: "Kite",
  categorySlug: "toys",
  kind: "physical",
  quantity: 2,
  unitCents: 1_000,
};

export const digitalLine: OrderLine = {
  productId: "digital-01",
  name: "Atlas",
  categorySlug: "digital",
  kind: "digital",
  quantity: 1,
  unitCents: 500,
};

export function numberOrder(index: number): string {
  return `T-AAAA-${String(index).padStart(6, "0")}`;
}

export function buildOrder(index: number, changes: Partial<Order> = {}): Order {
  return {
    orderNumber: numberOrder(index),
    idempotencyKey: `key-${index}`,
    account: "ada@example.com",
    totalCents: 2_000,
    discountCents: 0,
    voucherCode: null,
    parcelNumber: null,
    currency: "USD",
    state: "placed",
    paymentId: `pay_${index}`,
    placedAtMs: 1_000 + index,
    lines: [physicalLine],
    ...changes,
  };
}

export function buildPlacement(index: number, changes: Partial<Order> = {}, events: OrderEvent[] = []): Placement {
  return { order: buildOrder(index, changes), basketEvents: events };
}

export function buildStart(index: number, changes: Partial<OrderStart> = {}): OrderStart {
  return {
    orderNumber: numberOrder(index),
    idempotencyKey: `key-${index}`,
    account: "ada@example.com",
    totalCents: 2_000,
    atMs: 1_000 + index,
    demands: [{ productId: "toys-01", quantity: 2 }],
    voucher: null,
    ...changes,
  };
}

/** Taken at 1,000 + index, due an hour later. */
export function buildDeferral(index: number, changes: Partial<Order> = {}, start: Partial<OrderStart> = {}): Deferral {
  return {
    placement: buildPlacement(index, { state: "deferred", paymentId: null, ...changes }),
    start: buildStart(index, start),
    card: `tok_secret_${index}`,
    dueAtMs: 3_601_000 + index,
  };
}
