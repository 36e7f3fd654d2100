// Drills of one plan set side by side: the same customers, so the difference is what the shop did to them.
import type { ValuedCustomer } from "../audit/customer-value.ts";
import type { ComparedDrill, Comparison, DrillDifferences } from "../record/comparison.ts";
import { labelDrill, makeLabelsUnique } from "../record/label-drill.ts";
import type { RunRecord } from "../record/run-record.ts";
import {
  buildCustomerColumns,
  type CustomerColumns,
  differenceNames,
  findLargestEffects,
  listCounterfactual,
} from "./customer-columns.ts";
import { compareDamage } from "./deal-comparison.ts";
import { buildDrillFigures } from "./drill-figures.ts";
import { explainMissing, type HistoryState } from "./explain-missing.ts";
import { computeDifferenceInterval, resampleSums, subtractColumn } from "./resample.ts";
import { computeAddedLatencyCost } from "./sales-lost.ts";

/** A drill to compare: its record, its customers with what they were worth, and where it lies. */
export interface ComparableDrill {
  readonly record: RunRecord;
  /** Null where its history cannot be read. */
  readonly valued: readonly ValuedCustomer[] | null;
  /** Why not: "orders.jsonl is missing". */
  readonly historyProblem?: string;
  /** Raw cents of a deal's damage by customer's number; null or absent where the books tell nothing of any. */
  readonly damage?: ReadonlyMap<number, number> | null;
  readonly directory: string;
}

export interface CompareOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

const usualResamples = 2_000;

/**
 * The base and others of the same plan. Differences are drill minus base over the base's counterfactual customers, at full
 * scale, with 95 % intervals from one seeded bootstrap for all of them; a drill that was cut short, or whose customers are
 * not all known, has none and says why. Throws where plans differ: other customers cannot be paired.
 */
export function compareDrills(
  base: ComparableDrill,
  others: readonly ComparableDrill[],
  options: CompareOptions = {},
): Comparison {
  const resamples = options.resamples ?? usualResamples;
  const seed = options.seed ?? base.record.seed;
  const all = [base, ...others];
  for (const { record } of others) checkSamePlan(base.record, record);
  const customers = listCounterfactual(all.map(({ valued }) => valued));
  const columns = all.map(({ valued }) => buildCustomerColumns(customers, valued));
  const states = all.map((drill, index) => describeState(drill, columns[index] ?? null));
  const reasons = states.map((state, index) => (index === 0 ? null : explainMissing(states[0] as HistoryState, state)));
  const differences = compareColumns(columns, reasons, resamples, seed).map((found, index) => {
    const damageCents = found && compareDamage(base, all[index] as ComparableDrill, resamples, seed);
    return damageCents === null ? found : ({ ...found, damageCents } as DrillDifferences);
  });
  const labels = labelAll(all.map(({ record }) => record));
  const { record } = base;
  return {
    incident: record.incident,
    planSha256: record.recorded.planSha256,
    seed: record.seed,
    pace: record.pace,
    share: record.share,
    weight: record.weight,
    currency: record.money.currency,
    customers: customers.length,
    resamples,
    base: labels[0] as string,
    drills: all.map((drill, index) =>
      buildComparedDrill(
        drill,
        labels[index] as string,
        columns[index] ?? null,
        differences[index] ?? null,
        reasons[index] ?? null,
      ),
    ),
    addedLatency: computeAddedLatencyCost(
      all.map(({ record: one }, index) => ({ record: one, columns: columns[index] ?? null })),
      resamples,
      seed,
    ),
  };
}

/** Drills of a run by plan, in order; the base of each is the one without defences and delay, else the first. */
export function compareAllDrills(drills: readonly ComparableDrill[], options: CompareOptions = {}): Comparison[] {
  const byPlan = Map.groupBy(drills, ({ record }) => `${record.incident} ${record.recorded.planSha256}`);
  return [...byPlan.values()].map((group) => {
    const isBase = ({ record }: ComparableDrill) =>
      record.variant === "as-it-happened" && (record.recorded.selection.addedLatencyMs ?? 0) === 0;
    const base = group.find(isBase) ?? (group[0] as ComparableDrill);
    return compareDrills(
      base,
      group.filter((one) => one !== base),
      options,
    );
  });
}

function checkSamePlan(base: RunRecord, other: RunRecord): void {
  const [expected, got] = [base.recorded.planSha256, other.recorded.planSha256];
  if (expected !== got)
    throw new Error(
      `drills of different plans cannot be paired: expected the plan with SHA-256 ${expected}, got ${got}`,
    );
}

function labelAll(records: readonly RunRecord[]): string[] {
  const hasCauses = new Set(records.map(({ recorded }) => recorded.selection.cause)).size > 1;
  return makeLabelsUnique(
    records.map(({ variant, defences, recorded }) =>
      labelDrill({
        variant,
        defences,
        addedLatencyMs: recorded.selection.addedLatencyMs,
        cause: hasCauses ? recorded.selection.cause : null,
      }),
    ),
  );
}

function describeState(
  { record, valued, historyProblem }: ComparableDrill,
  columns: CustomerColumns | null,
): HistoryState {
  return {
    isCut: !record.recorded.complete,
    problem: valued === null ? (historyProblem ?? "its history cannot be read") : null,
    hasAll: columns !== null,
  };
}

function compareColumns(
  columns: readonly (CustomerColumns | null)[],
  reasons: readonly (string | null)[],
  resamples: number,
  seed: number,
): (DrillDifferences | null)[] {
  const base = columns[0] ?? null;
  const pairs = columns.map((one, index) => {
    if (index === 0 || one === null || base === null || reasons[index] !== null) return null;
    const effects = findLargestEffects(one, base);
    return differenceNames.map((name) => ({ column: subtractColumn(one[name], base[name]), most: effects[name] }));
  });
  const sums = resampleSums(
    pairs.flatMap((pair) => (pair ?? []).map(({ column }) => column)),
    resamples,
    seed,
  );
  let next = 0;
  return pairs.map((pair) => {
    if (pair === null) return null;
    const intervals = pair.map(({ column, most }) => {
      const interval = computeDifferenceInterval(column, sums[next++] as Float64Array, most);
      return { value: Math.round(interval.value), low: Math.round(interval.low), high: Math.round(interval.high) };
    });
    return Object.fromEntries(differenceNames.map((name, index) => [name, intervals[index]])) as DrillDifferences;
  });
}

function buildComparedDrill(
  { record, valued, directory }: ComparableDrill,
  label: string,
  columns: CustomerColumns | null,
  againstBase: DrillDifferences | null,
  notComparedBecause: string | null,
): ComparedDrill {
  return {
    label,
    directory,
    variant: record.variant,
    defences: [...record.defences],
    judgedBy: record.judgedBy,
    verdict: record.verdict,
    complete: record.recorded.complete,
    figures: buildDrillFigures(record, columns, valued),
    againstBase,
    notComparedBecause,
    defenceReports: record.recorded.defenceReports.map((report) => ({ ...report, counts: { ...report.counts } })),
  };
}
