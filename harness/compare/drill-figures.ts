// What one drill came to, for the row of a comparison: from its record, and from its customers where they are at hand.
import type { Outcome } from "../../scenarios/outcome.ts";
import type { ValuedCustomer } from "../audit/customer-value.ts";
import type { DrillFiguresAtFullScale } from "../record/comparison.ts";
import type { RunRecord } from "../record/run-record.ts";
import type { CustomerColumns } from "./customer-columns.ts";
import { buildComparedDeal } from "./deal-comparison.ts";
import { sumColumn } from "./resample.ts";

const errorOutcomes: readonly Outcome[] = ["error-page", "soft-error"];
const otherBadOutcomes: readonly Outcome[] = ["shed", "paused", "timeout", "refused", "wrong"];
const checkoutObjective = "checkout-availability";

/** Steps with one of the outcomes at full scale: each population by its own weight. */
export function countPages(record: RunRecord, outcomes: readonly Outcome[]): number {
  const weights = new Map(record.populations.map((population) => [population.name, population.weight]));
  const sum = record.recorded.stepCounts.reduce((total, count) => {
    const hits = outcomes.reduce((found, outcome) => found + (count.outcomes[outcome] ?? 0), 0);
    return total + hits * (weights.get(count.population) ?? record.weight);
  }, 0);
  return Math.round(sum);
}

/** The slowest phase's p99 of `ok` place-order steps, wall ms; percentiles of phases cannot be merged. */
export function findSlowestOrders(record: RunRecord): DrillFiguresAtFullScale["placeOrderOkP99"] {
  let slowest: DrillFiguresAtFullScale["placeOrderOkP99"] = null;
  for (const phase of record.phases) {
    const latency = phase.steps["place-order"]?.latencyMsOk;
    if (latency === undefined || latency.p99 === null || latency.p99 <= (slowest?.ms ?? -1)) continue;
    slowest = { ms: latency.p99, phase: phase.name, isRough: latency.tooFew.includes("p99") };
  }
  return slowest;
}

/** Orders and customers lost come from the columns; without them, orders from the audit. */
export function buildDrillFigures(
  record: RunRecord,
  columns: CustomerColumns | null,
  valued: readonly ValuedCustomer[] | null,
): DrillFiguresAtFullScale {
  const deal = buildComparedDeal(record, valued);
  const budget = record.objectives.find((one) => one.name === checkoutObjective && one.phase === null);
  return {
    orders: columns === null ? record.audit.acknowledged * record.weight : Math.round(sumColumn(columns.orders)),
    soldCents: record.money.soldCents,
    netLossCents: record.money.netLossCents,
    customersLost: columns === null ? null : Math.round(sumColumn(columns.customersLost)),
    errorPages: countPages(record, errorOutcomes),
    otherBadPages: countPages(record, otherBadOutcomes),
    deferredOrders: Math.round(record.audit.deferred * record.weight),
    checkoutBudgetConsumedRatio: budget?.budgetConsumedRatio ?? null,
    placeOrderOkP99: findSlowestOrders(record),
    ...(deal === null ? {} : { deal }),
  };
}
