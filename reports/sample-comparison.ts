// Comparisons of the sample drills, made up: two variants, defences one by one, added latency.
import type { ComparedDrill, Comparison, Interval } from "../harness/record/comparison.ts";
import type { FactResult } from "../harness/record/drill-result.ts";
import type { DefenceReport, RunRecord } from "../harness/record/run-record.ts";
import { buildDealRecord, buildDefendedDealRecord } from "./sample-deal.ts";
import { sampleDamage } from "./sample-deal-report.ts";
import { buildDefendedRecord, buildPreventedRecord, sampleDefenceReports } from "./sample-defended.ts";
import { countOutcome } from "./sample-objectives.ts";
import { buildSampleRecord } from "./sample-record.ts";

export interface SampleRun {
  readonly records: readonly RunRecord[];
  readonly comparison: Comparison;
}

function spread(value: number): Interval {
  const reach = Math.round(Math.abs(value) * 0.06);
  return { value, low: value - reach, high: value + reach };
}

/** What a sample of a deal came to; null without one. */
function compareDeal({ populations, recorded: { damage }, weight }: RunRecord) {
  const readers = populations.find(({ name }) => name === "deal-readers");
  if (readers === undefined || damage === undefined) return null;
  return {
    damageCents: damage.total.cents * weight,
    uses: damage.total.uses * weight,
    readersCame: readers.came * weight,
    readersPlanned: readers.planned * weight,
    turnedAway: Math.round(readers.came / 3) * weight,
  };
}

function compareSample(record: RunRecord, base: RunRecord, label: string, directory: string): ComparedDrill {
  const orders = (one: RunRecord) => {
    const slices = one.recorded.timeSlices.filter((slice) => slice.step === "place-order");
    return (countOutcome(slices, "ok") + countOutcome(slices, "deferred")) * one.weight;
  };
  const { timeSlices } = record.recorded;
  const p99 = Math.max(...record.phases.flatMap((phase) => phase.steps["place-order"]?.latencyMsOk.p99 ?? 0));
  const netLoss = record.money.netLossCents - base.money.netLossCents;
  const [deal, dealOfBase] = [compareDeal(record), compareDeal(base)];
  return {
    label,
    directory,
    variant: record.variant,
    defences: [...record.defences],
    judgedBy: record.judgedBy,
    verdict: record.verdict,
    complete: record.recorded.complete,
    figures: {
      orders: orders(record),
      soldCents: record.money.soldCents,
      netLossCents: record.money.netLossCents,
      customersLost: Math.round(record.money.netLossCents / 5_200),
      errorPages: countOutcome(timeSlices, "error-page") * record.weight,
      otherBadPages: countOutcome(timeSlices, "timeout") * record.weight,
      deferredOrders: record.audit.deferred * record.weight,
      checkoutBudgetConsumedRatio: record.objectives[0]?.budgetConsumedRatio ?? null,
      placeOrderOkP99: { ms: p99, phase: "catch-up", isRough: true },
      ...(deal === null ? {} : { deal }),
    },
    againstBase:
      record === base || !record.recorded.complete
        ? null
        : {
            orders: spread(orders(record) - orders(base)),
            soldCents: spread(-netLoss),
            netLossCents: spread(netLoss),
            customersLost: spread(Math.round(netLoss / 5_200)),
            ...(deal === null || dealOfBase === null
              ? {}
              : { damageCents: spread(deal.damageCents - dealOfBase.damageCents) }),
          },
    notComparedBecause: record.recorded.complete ? null : "this drill was cut short",
    defenceReports: record.recorded.defenceReports.map((report) => ({ ...report, counts: { ...report.counts } })),
  };
}

/** A run of these records, the first of them the base; `directories` as in `run.drills`. */
export function buildSampleComparison(
  records: readonly RunRecord[],
  labels: readonly string[],
  directories: readonly string[],
): Comparison {
  const base = records[0] as RunRecord;
  return {
    incident: base.incident,
    planSha256: base.recorded.planSha256,
    seed: base.seed,
    pace: base.pace,
    share: base.share,
    weight: base.weight,
    currency: base.money.currency,
    customers: 2_592,
    resamples: 2_000,
    base: labels[0] ?? "",
    drills: records.map((record, index) => compareSample(record, base, labels[index] ?? "", directories[index] ?? "")),
    addedLatency: null,
  };
}

/** As it happened and defended. */
export function buildSamplePair(): SampleRun {
  const records = [buildSampleRecord(), buildDefendedRecord()];
  const labels = ["as it happened", "3 defences together"];
  return { records, comparison: buildSampleComparison(records, labels, ["drill-0", "drill-1"]) };
}

/** A deal as it happened, two defences alone, and both together. */
export function buildSampleDeal(): SampleRun {
  const [base, defended] = [buildDealRecord(), buildDefendedDealRecord()];
  const capped: RunRecord = {
    ...defended,
    defences: ["voucher-cap"],
    recorded: {
      ...defended.recorded,
      damage: { ...sampleDamage, total: { uses: 931, cents: 902_300 } },
    },
  };
  const both = { ...defended, defences: ["voucher-cap", "voucher-kill-switch", "waiting-room"] };
  const records = [base, capped, defended, both];
  const labels = ["as it happened", "voucher-cap", "voucher-kill-switch", "3 defences together"];
  const directories = records.map((_, index) => `drill-${index}`);
  return { records, comparison: buildSampleComparison(records, labels, directories) };
}

/** One defence of the sample alone: some of what all of them do together. */
function buildAlone(report: DefenceReport, share: number): RunRecord {
  const defended = buildDefendedRecord();
  const control = buildSampleRecord();
  const netLossCents = Math.round(control.money.netLossCents * (1 - share));
  return {
    ...defended,
    defences: [report.name],
    verdict: "fail",
    objectives: control.objectives,
    phases: control.phases,
    audit: { ...control.audit },
    money: { ...control.money, netLossCents, soldCents: control.money.counterfactualCents - netLossCents },
    recorded: {
      ...control.recorded,
      defenceReports: [report],
      selection: { ...control.recorded.selection, phases: [{ phase: "calm", minutes: 50 }] },
    },
  };
}

/** None, each alone, the preventive one, and all together; one of them was cut short. */
export function buildSampleEach(): SampleRun {
  const alone = sampleDefenceReports.map((report, index) => buildAlone(report, [0.02, 0.88, 0.11][index] ?? 0));
  const last = alone.at(-1) as RunRecord;
  const cut: RunRecord = {
    ...last,
    verdict: "inconclusive",
    recorded: { ...last.recorded, complete: false, incompleteBecause: "interrupted with Ctrl-C at minute 212" },
  };
  const records = [buildSampleRecord(), ...alone.slice(0, -1), cut, buildPreventedRecord(), buildDefendedRecord()];
  const labels = [
    "as it happened",
    ...sampleDefenceReports.map(({ name }) => name),
    "auto-rollback",
    "3 defences together",
  ];
  return {
    records,
    comparison: buildSampleComparison(
      records,
      labels,
      records.map((_, index) => `drill-${index}`),
    ),
  };
}

const pairDetail = "measured 0.97 % of sales for each 100 ms, 95 % interval 0.71 % to 1.24 %";

/** What each drill of the pair must show, made up. */
function buildPairFacts(addedLatencyMs: number): FactResult[] {
  const base = { origin: "set", verdict: "reproduced" } as const;
  if (addedLatencyMs === 0)
    return [
      {
        ...base,
        id: "CO-9-plain",
        says: "the drill beside it was not slowed",
        expected: "at most 100 ms",
        measured: 14,
        unit: "ms",
      },
    ];
  return [
    {
      ...base,
      id: "CO-9-slowed",
      says: "every page took 300 ms longer",
      expected: "300 to 400 ms",
      measured: 315,
      unit: "ms",
    },
    {
      ...base,
      id: "CO-9-paired",
      says: "each 100 ms of delay cost 1 % of sales",
      expected: "0.8 to 1.2 %",
      measured: 0.97,
      unit: "%",
    },
  ];
}

/** 300 ms more on every page, and the drill beside it. */
export function buildSampleLatency(): SampleRun {
  const make = (addedLatencyMs: number): RunRecord => {
    const record = buildPreventedRecord();
    const selection = { ...record.recorded.selection, addedLatencyMs };
    return {
      ...record,
      variant: "as-it-happened",
      defences: [],
      judgedBy: "facts",
      facts: buildPairFacts(addedLatencyMs),
      faults: [],
      actions: [],
      recorded: {
        ...record.recorded,
        selection,
        defenceReports: [],
        alertedActions: [],
        factDetails: addedLatencyMs === 0 ? {} : { "CO-9-paired": pairDetail },
      },
    };
  };
  const records = [make(0), make(300)];
  const comparison = buildSampleComparison(records, ["no latency added", "300 ms more a page"], ["drill-0", "drill-1"]);
  const lost = { value: 0.0291, low: 0.0214, high: 0.0372 };
  const each = { value: 0.0097, low: 0.0071, high: 0.0124 };
  const addedLatency = {
    addedMs: 300,
    salesLostRatio: lost,
    ordersLostRatio: lost,
    salesLostPer100Ms: each,
    ordersLostPer100Ms: each,
  };
  return { records, comparison: { ...comparison, addedLatency } };
}
