// The sample of a viral deal as it happened, to draw from and to test with: made up, in the shape of real drills.
import type { RunRecord, TimeSlice } from "../harness/record/run-record.ts";
import {
  sampleCarryingCapacity,
  sampleDamage,
  sampleDealReport,
  sampleDealWeight,
  sampleForum,
} from "./sample-deal-report.ts";
import { buildObjectiveCounts, countAll, countOutcome, judgeObjective } from "./sample-objectives.ts";
import { buildPhases, buildSampleRecord } from "./sample-record.ts";
import { buildSampleSlices, type SamplePhase } from "./sample-slices.ts";

const dealPhases: readonly SamplePhase[] = [
  { name: "calm", fromMinute: 0, toMinute: 20, failing: 0, traffic: 2.8 },
  { name: "live", fromMinute: 20, toMinute: 65, failing: 0.01, traffic: 3.4 },
  { name: "stage-two", fromMinute: 65, toMinute: 112, failing: 0.3, traffic: 7 },
  { name: "plugged", fromMinute: 112, toMinute: 168, failing: 1, traffic: 3 },
  { name: "reopened", fromMinute: 168, toMinute: 195, failing: 0, traffic: 3.6 },
  { name: "next-day", fromMinute: 900, toMinute: 920, failing: 0, traffic: 3 },
];

/** What fails here is the busy page, and the maintenance page while ordering is paused. */
function turnAway(slice: TimeSlice): TimeSlice {
  const { "error-page": failed = 0, timeout = 0, ...outcomes } = slice.outcomes;
  if (failed + timeout === 0) return slice;
  const isPaused = slice.fromMinute >= 112 && slice.fromMinute < 168 && slice.step === "place-order";
  return { ...slice, outcomes: { ...outcomes, [isPaused ? "paused" : "shed"]: failed + timeout } };
}

const facts: readonly (readonly [number, string, "set" | "fitted" | "emergent", string, number, string])[] = [
  [1, "a voucher error was posted as a deal", "emergent", "under 10 % of the peak rate", 0, "share of the peak rate"],
  [3, "goods could be had for nothing", "emergent", "at least 1 order with a total of 0", 445, "orders"],
  [
    6,
    "the operator pulled the plug on order processing",
    "set",
    "no order while paused",
    0,
    "orders taken while paused",
  ],
  [7, "damage close to one million EUR", "fitted", "0.5 to 1.5 million EUR", 850_968, "EUR"],
  [
    12,
    "it was open whether the orders could be filtered",
    "emergent",
    "finds at least half",
    0.872,
    "share of affected orders",
  ],
];

/** A fresh object on each call, always the same. */
export function buildDealRecord(): RunRecord {
  const sample = buildSampleRecord();
  const failing = buildSampleSlices(dealPhases);
  const slices = failing.map(turnAway);
  const phases = buildPhases(slices, dealPhases, sampleDealWeight);
  const objectiveCounts = buildObjectiveCounts(failing);
  const orders = slices.filter(({ step }) => step === "place-order");
  const damageCents = sampleDamage.total.cents;
  const rehearsed = { ...sample.money.rehearsed, damageCents };
  return {
    ...sample,
    incident: "viral-deal",
    pace: sampleDealWeight,
    share: 1,
    weight: sampleDealWeight,
    facts: facts.map(([number, says, origin, expected, measured, unit]) => ({
      id: `VD-${number}`,
      ...{ says, origin, expected, measured, unit, verdict: "reproduced" },
    })),
    objectives: objectiveCounts.map(judgeObjective),
    phases,
    populations: [
      { name: "buyers", weight: sampleDealWeight, planned: 2_921, came: 2_853 },
      { name: "browsers", weight: 3_600, planned: 1_080, came: 1_050 },
      { name: "deal-readers", weight: sampleDealWeight, planned: 8_041, came: 1_517 },
      { name: "hunters", weight: sampleDealWeight, planned: 36, came: 36 },
    ],
    faults: [buildFault("discount-kept", 20, 451), buildFault("discount-for-everyone", 65, 776)],
    actions: [
      { name: "pull the plug: no orders", atMinute: 112 },
      { name: "mend the voucher", atMinute: 145 },
      { name: "take orders again", atMinute: 168 },
      { name: "cancel the affected orders", atMinute: 903 },
    ],
    alerts: sample.alerts.slice(0, 1),
    times: {
      firstHarmMinute: 66,
      outageMinute: 112,
      detect: { sinceFirstHarm: 16.4, sinceOutage: -29.6 },
      act: { sinceFirstHarm: 46, sinceOutage: 0 },
      causeGone: { sinceFirstHarm: 79.9, sinceOutage: 33.9 },
      serviceBack: { sinceFirstHarm: 102, sinceOutage: 56 },
    },
    audit: { ...sample.audit, attempts: countAll(orders), acknowledged: countOutcome(orders, "ok"), unknown: 0 },
    money: {
      currency: "EUR",
      ...(Object.fromEntries(
        Object.entries(rehearsed).map(([name, cents]) => [name, cents * sampleDealWeight]),
      ) as typeof rehearsed),
      rehearsed,
    },
    recorded: {
      ...sample.recorded,
      title: "The voucher bug that went viral",
      story:
        "A voucher of ten euros stays in the basket when its article is taken out. Somebody posts it, and it spreads.",
      command: "npx tilldrill run viral-deal --variant as-it-happened --seed 1",
      selection: { ...sample.recorded.selection, name: "viral-deal" },
      minuteZeroOfDay: 1_080,
      timeSlices: slices,
      objectiveCounts,
      changeLog: [],
      factDetails: {},
      factReasons: {},
      warnings: [],
      forum: sampleForum,
      damage: sampleDamage,
      dealReport: sampleDealReport,
      carryingCapacity: sampleCarryingCapacity,
    },
  };
}

function buildFault(name: string, fromMinute: number, requestsAffected: number): RunRecord["faults"][number] {
  return {
    name,
    kind: "voucher-kept",
    state: "restored",
    plannedFromMinute: fromMinute,
    injectedAtMinute: fromMinute - 1.5,
    restoredAtMinute: 145.9,
    requestsAffected,
    restoreVerified: true,
  };
}

/** Defended: the deal dies after its first posts, nobody pulls the plug, hardly anything is left to find. */
export function buildDefendedDealRecord(): RunRecord {
  const record = buildDealRecord();
  return {
    ...record,
    variant: "defended",
    defences: ["voucher-kill-switch"],
    judgedBy: "objectives",
    actions: record.actions.slice(1, 2),
    recorded: {
      ...record.recorded,
      forum: { posts: 0, votes: 0, firstPostMinute: null, heat: [], dealArrivals: [] },
      damage: { ...sampleDamage, total: { uses: 0, cents: 0 } },
      dealReport: {
        ...sampleDealReport,
        affected: { orders: 0, cents: { rehearsed: 0, full: 0 } },
        windfalls: { orders: 0, cents: { rehearsed: 0, full: 0 } },
        filters: sampleDealReport.filters.map((score) => ({ ...score, recall: null, precision: null })),
        cancellation: null,
        plug: null,
      },
      carryingCapacity: { ...sampleCarryingCapacity, tooFew: 0, enough: 6, ownRatio: 0.001 },
    },
  };
}
