// The RunRecord: everything that was recorded of a drill, and the judgement made of it. Edges write
// `recorded`; the rest is a pure function of it (and of plan, history and books in the same directory).
import type { Outcome, StepName } from "../../scenarios/outcome.ts";
import type { DrillResult } from "./drill-result.ts";

/** A closed slice of time of one step: counts by outcome, and percentiles of `ok` steps in wall ms. */
export interface TimeSlice {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly step: StepName;
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly okLatencyMs: {
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  } | null;
}

/** Events of an alerting objective in order of time: [end minute on the incident clock, good]. */
export type ObjectiveEvent = readonly [endMinute: number, good: 0 | 1];

/** What an objective counts, and what it found. Raw counts; expectations from the plan. */
export interface ObjectiveCount {
  readonly name: string;
  readonly says: string;
  readonly kind: "availability" | "latency" | "order-success";
  readonly steps: readonly StepName[];
  readonly target: number;
  /** Latency objectives: an `ok` step is good when it took at most this long. */
  readonly limitMs: number | null;
  readonly budgetAllowedRatio: number;
  readonly alerting: boolean;
  readonly phase: string | null;
  readonly good: number;
  readonly bad: number;
  /** Expected events per calm incident minute, rehearsed scale: the plan's first attempts. */
  readonly expectedPerMinute: number;
  readonly events: readonly ObjectiveEvent[];
}

/** How often a step gave each outcome. */
export interface StepCount {
  readonly phase: string;
  readonly population: string;
  readonly step: StepName;
  readonly outcomes: Partial<Record<Outcome, number>>;
}

/** A change of the shop's configuration as its change log has it. */
export interface ChangeLogEntry {
  readonly atMinute: number;
  readonly key: string;
  readonly value: string;
  readonly says: string;
}

export interface Recorded {
  /** Tells a reader what the drill was of. */
  readonly title: string;
  readonly story: string;
  readonly startedAt: string;
  readonly complete: boolean;
  readonly incompleteBecause: string | null;
  /** The command that repeats this drill. */
  readonly command: string;
  readonly versions: { readonly tilldrill: string; readonly k6: string; readonly node: string };
  readonly machine: { readonly cpus: number; readonly memoryMb: number; readonly platform: string };
  readonly incidentSha256: string;
  readonly planSha256: string;
  readonly minuteZeroOfDay: number;
  readonly thinkMinutes: number;
  readonly responseTimeoutMs: number;
  readonly timeSlices: readonly TimeSlice[];
  readonly objectiveCounts: readonly ObjectiveCount[];
  readonly changeLog: readonly ChangeLogEntry[];
  /** Steps by phase and population, raw: ratios are formed within one population. */
  readonly stepCounts: readonly StepCount[];
  /** Phases shorter than five response timeouts, run all the same. */
  readonly shortPhases: readonly string[];
  /** False where the books could not be read: the audit's zeros then say nothing. */
  readonly audited: boolean;
  /** Steps on which the customer saw a status message (CO-13). */
  readonly statusMessagesSeen: number;
  readonly shopWorkers: number;
  /** Facts' details for the report, written by the judgement: fact id to a sentence, empty where there is none. */
  readonly factDetails: Readonly<Record<string, string>>;
  /** Why each fact's expectation was chosen, by fact id; written by the judgement, absent before it. */
  readonly factReasons?: Readonly<Record<string, string>>;
  /** Why the measurement cannot carry a verdict, besides what the other fields say; a sentence each. */
  readonly invalidBecause: readonly string[];
  /** Plain warnings for the reader: what was unfinished at the end, what cut the drill off, expectations that changed since. */
  readonly warnings: readonly string[];
}

/** `record.json`: the drill's fixed fields, and more. `directory` is "." inside the file. */
export interface RunRecord extends DrillResult {
  schemaVersion: 1;
  recorded: Recorded;
}
