// Small drills of one plan, to compare by hand: each customer bought, or did not, at a price.

import { buildSampleRecord } from "../../reports/sample-record.ts";
import type { ValuedCustomer } from "../audit/customer-value.ts";
import { buildCustomer } from "../audit/history.fixture.ts";
import type { RunRecord } from "../record/run-record.ts";
import type { ComparableDrill } from "./compare-drills.ts";

/** Cents of each counterfactual customer's basket; negative where they never got it. */
export function buildValued(baskets: readonly number[], weight = 500): ValuedCustomer[] {
  return baskets.map((cents, customer) => ({
    history: buildCustomer({ customer, weight, buys: true }),
    sold: cents <= 0 ? [] : [{ orderNumber: `A-${customer}`, cents, visit: 1, startedMinute: 1, isAcknowledged: true }],
    valueCents: Math.abs(cents),
    valuedBy: cents > 0 ? ("sold" as const) : ("seen" as const),
  }));
}

export function buildComparable(baskets: readonly number[], changes: Partial<RunRecord> = {}): ComparableDrill {
  return { record: { ...buildSampleRecord(), ...changes }, valued: buildValued(baskets), directory: "drill" };
}

/** The record as one with so many ms more on every page; 0 for the drill beside it. */
export function buildDelayed(baskets: readonly number[], addedLatencyMs: number): ComparableDrill {
  const { record, ...rest } = buildComparable(baskets);
  const selection = { ...record.recorded.selection, addedLatencyMs };
  return { ...rest, record: { ...record, recorded: { ...record.recorded, selection } } };
}
