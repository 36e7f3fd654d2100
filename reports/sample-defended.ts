// The sample drill with defences on, and with its cause rolled back: made up, in the shape of real ones.
import type { StepResult } from "../harness/record/drill-result.ts";
import type { DefenceReport, LicencedFigure, RunRecord, TimeSlice } from "../harness/record/run-record.ts";
import type { Outcome } from "../scenarios/outcome.ts";
import { buildObjectiveCounts, countOutcome, judgeObjective } from "./sample-objectives.ts";
import { buildPhases, buildSampleRecord } from "./sample-record.ts";
import { buildSampleSlices } from "./sample-slices.ts";

/** Phases with hardly any failure: what is left of a place-order slice when customers were taken care of. */
function takeCare(slice: TimeSlice, index: number): TimeSlice {
  const failed = (slice.outcomes["error-page"] ?? 0) + (slice.outcomes.timeout ?? 0);
  if (slice.step !== "place-order" || failed === 0) return slice;
  const outage = slice.fromMinute >= 150;
  const deferred = Math.round(failed / (outage ? 1.62 : 1.1));
  const first = slice.fromMinute === 150 ? 2 : index % 97 === 0 ? 1 : 0;
  const outcomes: Partial<Record<Outcome, number>> = { ...slice.outcomes, deferred: Math.max(0, deferred - first) };
  delete outcomes["error-page"];
  delete outcomes.timeout;
  if (first > 0) outcomes["error-page"] = first;
  return { ...slice, outcomes };
}

/** In the catch-up half of those who would have come back have nothing to come back for. */
function calmDown(slice: TimeSlice): TimeSlice {
  if (slice.fromMinute < 330 || slice.step !== "place-order") return slice;
  const ok = Math.max(1, Math.round((slice.outcomes.ok ?? 0) / (slice.fromMinute < 390 ? 1.2 : 1.05)));
  return { ...slice, outcomes: { ...slice.outcomes, ok } };
}

export const sampleDefenceReports: readonly DefenceReport[] = [
  {
    name: "circuit-breaker",
    kind: "containing",
    by: "shop",
    says: "stops calling a payment provider that fails, and says so at once",
    costs: "some calls that would have gone through are not tried",
    counts: { opened: 9, refused: 1_102, probes: 61 },
  },
  {
    name: "deferred-checkout",
    kind: "containing",
    by: "shop",
    says: "takes an order before its payment while payments do not work",
    costs: "customers wait for their confirmation; an order whose card is declined later is cancelled",
    counts: { taken: 858, completed: 851, cancelled: 7, waiting: 0, attempts: 912 },
  },
  {
    name: "status-message",
    kind: "containing",
    by: "shop",
    says: "tells customers at the top of every page what is wrong",
    costs: "some who would have waited read it and go",
    counts: { shown: 5_120 },
  },
];

const figureNames: readonly (readonly [LicencedFigure["figure"], LicencedFigure["licence"], string, string])[] = [
  ["order-shares", "faithful", "share", "within 5 points at both paces"],
  ["browse-shares", "faithful", "share", "within 5 points at both paces"],
  ["utilisation", "faithful", "share", "within 3 points at both paces"],
  ["queueing", "not-at-this-pace", "ms", "a wait of 3 s is 10 minutes of the customers' clock here, and 3 s at 1x"],
  ["latency", "not-at-this-pace", "ms", "follows queueing"],
  ["counts", "scaled", "", "times the weight"],
  ["money", "scaled", "", "times the weight, rounded once"],
];

export const samplePaceLicence: readonly LicencedFigure[] = ["calm", "precursors", "outage", "catch-up"].flatMap(
  (phase) =>
    figureNames.map(
      ([figure, licence, unit, why], index): LicencedFigure => ({
        phase,
        figure,
        licence: phase === "calm" && licence === "not-at-this-pace" ? "faithful" : licence,
        atOne: unit === "" ? null : unit === "ms" ? 0.4 : ([0.981, 0.999, 0.61][index] ?? null),
        atPace: unit === "" ? null : unit === "ms" ? 1.9 : ([0.977, 0.998, 0.6][index] ?? null),
        unit,
        why,
      }),
    ),
);

function rebuild(
  slices: TimeSlice[],
): Pick<RunRecord, "phases" | "objectives"> & { counts: RunRecord["recorded"]["objectiveCounts"] } {
  const counts = buildObjectiveCounts(slices);
  return { phases: buildPhases(slices), objectives: counts.map(judgeObjective), counts };
}

function countSteps(phases: RunRecord["phases"]): RunRecord["recorded"]["stepCounts"] {
  return phases.flatMap((phase) =>
    (Object.entries(phase.steps) as [keyof typeof phase.steps, StepResult][]).map(([step, { outcomes }]) => ({
      phase: phase.name,
      population: "buyers",
      step,
      outcomes,
    })),
  );
}

function buildFrom(slices: TimeSlice[], defences: readonly string[], soldShare: number): RunRecord {
  const sample = buildSampleRecord();
  const { phases, objectives, counts } = rebuild(slices);
  const orders = slices.filter((slice) => slice.step === "place-order");
  const share = (cents: number) => Math.round((cents * (1 - soldShare)) / 1000) * 1000;
  const { counterfactualCents } = sample.money;
  const netLossCents = share(counterfactualCents);
  const deferred = countOutcome(orders, "deferred");
  return {
    ...sample,
    variant: "defended",
    defences: [...defences],
    judgedBy: "objectives",
    verdict: objectives.every(({ verdict }) => verdict === "met") ? "pass" : "fail",
    objectives,
    phases,
    audit: { ...sample.audit, deferred, unknown: 0, acknowledged: countOutcome(orders, "ok") + deferred },
    money: {
      ...sample.money,
      soldCents: counterfactualCents - netLossCents,
      netLossCents,
      lostCents: netLossCents,
      regainedCents: 0,
      defectedCents: 0,
    },
    recorded: { ...sample.recorded, timeSlices: slices, objectiveCounts: counts, stepCounts: countSteps(phases) },
  };
}

/** All containing defences of the sample on: nearly every order of the outage is taken before its payment. */
export function buildDefendedRecord(): RunRecord {
  const record = buildFrom(
    buildSampleSlices().map(takeCare).map(calmDown),
    sampleDefenceReports.map(({ name }) => name),
    0.991,
  );
  return {
    ...record,
    recorded: {
      ...record.recorded,
      command: "npx tilldrill run checkout-outage --variant defended --seed 1",
      defenceReports: sampleDefenceReports,
      paceLicence: samplePaceLicence,
      deferrals: {
        taken: 858,
        completed: 851,
        completedByDeadline: 851,
        cancelled: 7,
        waiting: 0,
        firstTakenMinute: 61.4,
        lastTakenMinute: 332.9,
        firstCompletedMinute: 333.1,
        lastCompletedMinute: 391.7,
      },
      statusMessagesSeen: 5_120,
      selection: { ...record.recorded.selection, cause: "config-change" },
    },
  };
}

/** Auto-rollback alone: the page at minute 82.4 ends the change in the precursors; the outage never begins. */
export function buildPreventedRecord(): RunRecord {
  const slices = buildSampleSlices().map((slice): TimeSlice => {
    const failed =
      slice.step === "place-order" ? (slice.outcomes["error-page"] ?? 0) + (slice.outcomes.timeout ?? 0) : 0;
    if (slice.fromMinute < 88 || failed === 0) return slice;
    const { "error-page": _, timeout: __, ...outcomes } = slice.outcomes;
    return {
      ...slice,
      outcomes: { ...outcomes, ok: (outcomes.ok ?? 0) + Math.round(failed / (slice.fromMinute < 150 ? 1 : 1.62)) },
    };
  });
  const record = buildFrom(slices.map(calmDown), ["auto-rollback"], 0.995);
  const [partial, full] = record.faults as [RunRecord["faults"][number], RunRecord["faults"][number]];
  return {
    ...record,
    faults: [
      { ...partial, restoredAtMinute: 87.6, requestsAffected: 18 },
      {
        ...full,
        state: "prevented",
        injectedAtMinute: null,
        restoredAtMinute: null,
        requestsAffected: 0,
        restoreVerified: true,
      },
    ],
    alerts: record.alerts.slice(0, 1),
    actions: [{ name: "roll the change back", atMinute: 87.4 }],
    times: {
      firstHarmMinute: 62,
      outageMinute: null,
      detect: { sinceFirstHarm: 20.4, sinceOutage: null },
      act: { sinceFirstHarm: 25.4, sinceOutage: null },
      causeGone: { sinceFirstHarm: 25.6, sinceOutage: null },
      serviceBack: { sinceFirstHarm: 27, sinceOutage: null },
    },
    recorded: {
      ...record.recorded,
      command: "npx tilldrill run checkout-outage --defences auto-rollback --seed 1",
      defenceReports: [
        {
          name: "auto-rollback",
          kind: "preventive",
          by: "harness",
          says: "takes a change back when an alert pages",
          costs: "a change that was harmless is taken back too when the alert is false",
          counts: { actions: 1 },
        },
      ],
      alertedActions: [
        {
          name: "roll the change back",
          defence: "auto-rollback",
          objective: "checkout-availability",
          alertedAtMinute: 82.4,
          reactionMinutes: 5,
          actedAtMinute: 87.4,
        },
      ],
      changeLog: [
        ...record.recorded.changeLog.slice(0, 1),
        { atMinute: 87.5, key: "payment.endpoint", value: "as before", says: "change taken back" },
      ],
    },
  };
}
