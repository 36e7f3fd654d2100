// A drill small enough to read: smoke with two buyers and a browser, and rows as k6 would write them.
import type { Plan, PlannedCustomer } from "../../scenarios/plan.ts";
import type { EndRow, PriceRow, StepRow } from "../../scenarios/rows.ts";

const item = { category: 0.5, product: 0 };

function buildCustomer(customer: number, changes: Partial<PlannedCustomer> = {}): PlannedCustomer {
  return {
    customer,
    population: "buyers",
    account: `buyer-${customer}@example.test`,
    arrivesAtMs: 1000 * customer,
    basket: [item],
    patience: 0,
    ...changes,
  };
}

export const smallPlan: Plan = {
  schemaVersion: 1,
  incident: "smoke",
  seed: 1,
  pace: 60,
  share: 1,
  customers: [
    buildCustomer(0),
    buildCustomer(1, { basket: [item, { category: 0, product: 0.9 }] }),
    buildCustomer(2, { population: "browsers", account: "browser-2@example.test" }),
  ],
};

/** T0 of the rows, epoch ms. */
export const t0Ms = 1_700_000_000_000;

export function buildStepRow(changes: Partial<StepRow> = {}): StepRow {
  return {
    kind: "step",
    customer: 0,
    startedMs: t0Ms + 2000,
    latencyMs: 30,
    step: "place-order",
    outcome: "ok",
    status: 200,
    attempt: 1,
    visit: 1,
    statusMessage: false,
    orderNumber: "A-1",
    totalCents: 2600,
    key: "key-1",
    ...changes,
  };
}

/** A step that failed: no number, no total. */
export function buildBadRow(changes: Partial<StepRow> = {}): StepRow {
  return buildStepRow({ outcome: "error-page", status: 502, orderNumber: null, totalCents: null, ...changes });
}

export function buildEndRow(changes: Partial<EndRow> = {}): EndRow {
  return { kind: "end", customer: 0, endedMs: t0Ms + 2100, end: "bought", visits: 1, ...changes };
}

/** Two categories of two products: 1000, 1100 and 2000, 2100 cents. */
export const prices: PriceRow[] = [0, 1].flatMap((category) =>
  [0, 1].map((product): PriceRow => {
    const priceCents = 1000 * (category + 1) + 100 * product;
    return { kind: "price", category, categories: 2, product, products: 2, priceCents };
  }),
);
