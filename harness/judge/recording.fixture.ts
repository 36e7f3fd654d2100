// A recording of smoke, small enough to check by hand: one customer buys in the calm, one fails in the
// outage and gives up, one buys after it.
import type { BasketItem, PlannedCustomer } from "../../scenarios/plan.ts";
import { selectWhole } from "../../scenarios/selection.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { buildAttempt, buildCustomer, buildFailure, buildOrder, buildPayment } from "../audit/history.fixture.ts";
import type { FaultResult, PhaseResult } from "../record/drill-result.ts";
import type { ObjectiveCount, Recorded } from "../record/run-record.ts";
import type { Recording } from "./recording.ts";

const basket: BasketItem[] = [{ category: 0, product: 0 }];
const arrivalsMs = [1000, 6000, 11_000];

export const customers = arrivalsMs.map(
  (arrivesAtMs, customer): PlannedCustomer => ({
    customer,
    population: "buyers",
    account: `buyer-${customer}@example.test`,
    arrivesAtMs,
    basket,
    patience: 0,
  }),
);

/** Attempts at minutes 2, 7 and 12; each basket is worth 52.00. */
export const history = [
  buildAttempt({ startedMinute: 2, endedMinute: 2.1 }),
  buildFailure({ key: "key-2", startedMinute: 7, endedMinute: 7.1 }),
  buildAttempt({ key: "key-3", startedMinute: 12, endedMinute: 12.1, orderNumber: "A-3" }),
].map((attempt, customer) =>
  buildCustomer({
    customer,
    account: `buyer-${customer}@example.test`,
    weight: 60,
    counterfactualMinute: attempt.startedMinute,
    attempts: [attempt],
    end: attempt.outcome === "ok" ? "bought" : "gave-up",
    endMinute: attempt.endedMinute,
    firstErrorMinute: attempt.outcome === "ok" ? null : attempt.endedMinute,
    firstErrorStep: attempt.outcome === "ok" ? null : "place-order",
  }),
);

export const fault: FaultResult = {
  name: "payment-endpoint",
  kind: "config-change",
  state: "restored",
  plannedFromMinute: 5,
  injectedAtMinute: 4.4,
  restoredAtMinute: 10.55,
  requestsAffected: 1,
  restoreVerified: true,
};

export function buildObjectiveCount(changes: Partial<ObjectiveCount> = {}): ObjectiveCount {
  return {
    name: "checkout-availability",
    says: "pressing the order button gives an order confirmation",
    kind: "availability",
    steps: ["place-order"],
    target: 0.999,
    limitMs: null,
    budgetAllowedRatio: 0.05,
    alerting: true,
    phase: null,
    populations: null,
    good: 2,
    bad: 1,
    // One bad event of 0.001 x 0.2 x 43,200 = 8.64 in a month: 11.6 % of the budget, 5 % allowed.
    expectedPerMinute: 0.2,
    events: [
      [2.1, 1],
      [7.1, 0],
      [12.1, 1],
    ],
    ...changes,
  };
}

function buildPhase({ name, fromMinute, toMinute }: (typeof smoke.phases)[number]): PhaseResult {
  return { name, fromMinute, toMinute, wallSeconds: 5, distortion: 0.2, steps: {} };
}

export function buildRecorded(changes: Partial<Recorded> = {}): Recorded {
  return {
    title: smoke.title,
    story: smoke.story,
    startedAt: "2026-02-03T04:05:06.000Z",
    complete: true,
    incompleteBecause: null,
    command: "tilldrill run smoke",
    versions: { tilldrill: "0.1.0", k6: "1.8.1", node: "v24.0.0" },
    machine: { cpus: 2, memoryMb: 4096, platform: "linux" },
    incidentSha256: "0",
    planSha256: "0",
    minuteZeroOfDay: smoke.minuteZeroOfDay,
    thinkMinutes: smoke.customers.thinkMinutes,
    responseTimeoutMs: smoke.responseTimeoutMs,
    timeSlices: [],
    objectiveCounts: [buildObjectiveCount()],
    changeLog: [],
    stepCounts: [
      { phase: "calm", population: "buyers", step: "place-order", outcomes: { ok: 1 } },
      { phase: "outage", population: "buyers", step: "place-order", outcomes: { "error-page": 1 } },
      { phase: "after", population: "buyers", step: "place-order", outcomes: { ok: 1 } },
    ],
    shortPhases: [],
    audited: false,
    selection: selectWhole("smoke"),
    defenceReports: [],
    alertedActions: [],
    findings: [],
    paceLicence: [],
    statusMessagesSeen: 0,
    shopWorkers: 4,
    factDetails: {},
    warnings: [],
    invalidBecause: [],
    ...changes,
  };
}

/** The positive control: it reproduces its facts and misses its objective. */
export function buildRecording(changes: Partial<Recording> = {}): Recording {
  return {
    incident: smoke,
    plan: { schemaVersion: 1, incident: "smoke", seed: 1, pace: 60, share: 1, customers },
    variant: "as-it-happened",
    defences: [],
    judgedBy: "facts",
    phases: smoke.phases.map(buildPhase),
    generator: { planned: 3, started: 3, dropped: 0, startLatenessMs: { p99: 1, max: 2 } },
    populations: [{ name: "buyers", weight: 60, planned: 3, came: 3 }],
    faults: [fault],
    actions: [{ name: "take the change back", atMinute: 10 }],
    history,
    books: {
      orders: [
        buildOrder({ account: "buyer-0@example.test" }),
        buildOrder({ orderNumber: "A-3", key: "key-3", account: "buyer-2@example.test" }),
      ],
      payments: [buildPayment(), buildPayment({ paymentId: "P-3", orderNumber: "A-3" })],
    },
    recorded: buildRecorded(),
    ...changes,
  };
}
