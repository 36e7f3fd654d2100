// Records to test with: nothing measured, stopped half-way, defended, and one in which every free text is hostile.
import type { RunRecord } from "../harness/record/run-record.ts";
import { buildSampleRecord } from "./sample-record.ts";

/** A drill that was killed before anybody came: every list is empty, every count 0, every time null. */
export function buildEmptyRecord(): RunRecord {
  const sample = buildSampleRecord();
  const cents = {
    counterfactualCents: 0,
    soldCents: 0,
    lostCents: 0,
    regainedCents: 0,
    netLossCents: 0,
    defectedCents: 0,
    damageCents: 0,
  };
  const counts = Object.fromEntries(Object.keys(sample.audit).map((key) => [key, 0])) as Record<
    keyof typeof sample.audit,
    number
  >;
  return {
    ...sample,
    verdict: "inconclusive",
    reasons: ["nothing was measured"],
    facts: [],
    assumptions: [],
    objectives: [],
    alerts: [],
    phases: [],
    generator: { planned: 0, started: 0, dropped: 0, startLatenessMs: { p99: null, max: null } },
    populations: [],
    faults: [],
    actions: [],
    times: {
      firstHarmMinute: null,
      outageMinute: null,
      detect: never,
      act: never,
      causeGone: never,
      serviceBack: never,
    },
    audit: { ...counts, violations: [] },
    money: { currency: "USD", ...cents, rehearsed: cents },
    recorded: {
      ...sample.recorded,
      complete: false,
      incompleteBecause: "k6 was killed",
      timeSlices: [],
      objectiveCounts: [],
      changeLog: [],
      stepCounts: [],
      factDetails: {},
      factReasons: {},
      warnings: [],
      invalidBecause: [],
    },
  };
}

const never = { sinceFirstHarm: null, sinceOutage: null };

/** The sample, stopped in the outage. */
export function buildIncompleteRecord(): RunRecord {
  const sample = buildSampleRecord();
  return {
    ...sample,
    verdict: "inconclusive",
    reasons: ["the drill was interrupted"],
    phases: sample.phases.slice(0, 3),
    actions: [],
    times: { ...sample.times, act: never, causeGone: never, serviceBack: never },
    facts: sample.facts.map((fact) => ({ ...fact, measured: null, verdict: "undecided" })),
    faults: sample.faults.map((fault) => ({
      ...fault,
      state: "not-restored",
      restoredAtMinute: null,
      restoreVerified: false,
    })),
    recorded: {
      ...sample.recorded,
      timeSlices: sample.recorded.timeSlices.filter((slice) => slice.toMinute <= 212),
      changeLog: sample.recorded.changeLog.slice(0, 2),
      complete: false,
      incompleteBecause: "interrupted with Ctrl-C at minute 212",
    },
  };
}

/** The sample as if defended: judged by objectives, one missed, with a violation in the books. */
export function buildFailedDefendedRecord(): RunRecord {
  const sample = buildSampleRecord();
  const violation = {
    invariant: "lost",
    orderNumber: "T-000123",
    says: "acknowledged at minute 340.2, not in the books",
  };
  return {
    ...sample,
    variant: "defended",
    defences: ["circuit-breaker", "deferred-checkout"],
    judgedBy: "objectives",
    verdict: "fail",
    reasons: ["checkout-availability spent 705 % of its budget", "1 violation"],
    audit: { ...sample.audit, lost: 1, violations: [violation] },
  };
}

/** Words of the contract that a validated record cannot have otherwise. */
const wordKeys = ["verdict", "variant", "judgedBy", "origin", "state", "kind", "step", "steps", "tooFew", "severity"];

const keyedByFact = ["factDetails", "factReasons"];

/** Replaces every free text of a value, also keys of `factDetails` and `factReasons`; numbers and words of the contract stay. */
export function replaceTexts<T>(value: T, replace: (text: string) => string): T {
  const walk = (item: unknown, key: string): unknown => {
    if (typeof item === "string") return wordKeys.includes(key) && key !== "kind" ? item : replaceKind(item, key);
    if (Array.isArray(item)) return item.map((element) => walk(element, key));
    if (item === null || typeof item !== "object") return item;
    return Object.fromEntries(
      Object.entries(item).map(([name, inner]) => [
        keyedByFact.includes(key) ? replace(name) : name,
        walk(inner, name),
      ]),
    );
  };
  const replaceKind = (item: string, key: string) =>
    key === "kind" && ["availability", "latency", "order-success", "waiting"].includes(item) ? item : replace(item);
  return walk(value, "") as T;
}
