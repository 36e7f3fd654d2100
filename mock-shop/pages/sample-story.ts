import type { OrderStory } from "../ledger/shop-records.ts";

/** An order that waits for its payment, for previews of pages. */
export const sampleStory: OrderStory = {
  order: {
    orderNumber: "T-AAAA-000001",
    idempotencyKey: "a-key",
    account: "ada@example.com",
    totalCents: 1_000,
    discountCents: 0,
    voucherCode: null,
    currency: "USD",
    state: "deferred",
    paymentId: null,
    placedAtMs: 0,
    parcelNumber: null,
    lines: [
      { productId: "toys-01", name: "Kite", categorySlug: "toys", kind: "physical", quantity: 1, unitCents: 1_000 },
    ],
  },
  events: [],
  messages: [],
  deferral: null,
};
