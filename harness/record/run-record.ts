// The RunRecord: everything that was recorded of a drill, and the judgement made of it. Edges write
// `recorded`; the rest is a pure function of it (and of plan, history and books in the same directory).
import type { Outcome, StepName } from "../../scenarios/outcome.ts";
import type { IncidentSelection } from "../../scenarios/selection.ts";
import type { CarryingCapacity } from "./carrying-capacity.ts";
import type { AddedLatencyCost } from "./comparison.ts";
import type { DamageReport } from "./damage-report.ts";
import type { CancellationRecord, DealReport } from "./deal-report.ts";
import type { DrillResult } from "./drill-result.ts";
import type { RecordedPromotion } from "./recorded-promotion.ts";
import type { WaitingRecord } from "./waiting-record.ts";

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
  readonly kind: "availability" | "latency" | "order-success" | "waiting";
  readonly steps: readonly StepName[];
  readonly target: number;
  /** Latency objectives: an `ok` step is good when it took at most this long. */
  readonly limitMs: number | null;
  /** Waiting objectives: a visit is good when it was let in after at most so many incident minutes; absent otherwise. */
  readonly limitMinutes?: number;
  readonly budgetAllowedRatio: number;
  readonly alerting: boolean;
  readonly phase: string | null;
  /** Whose steps count; null: everybody's. */
  readonly populations: readonly string[] | null;
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

/** A defence that was on in the drill: what it says of itself, and what it did. */
export interface DefenceReport {
  readonly name: string;
  readonly kind: "containing" | "preventive";
  readonly by: "shop" | "harness";
  readonly says: string;
  /** What customers pay for it. */
  readonly costs: string;
  /** Names and whole numbers; empty where the shop could not be asked. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Why an operator action was carried out, where an alert called for it; minutes on the incident clock. */
export interface AlertedAction {
  readonly name: string;
  readonly defence: string;
  readonly objective: string;
  readonly alertedAtMinute: number;
  readonly reactionMinutes: number;
  readonly actedAtMinute: number;
}

/** Orders taken before their payment, by the shop's books; raw counts, minutes on the incident clock. */
export interface DeferralReport {
  readonly taken: number;
  readonly completed: number;
  /** And not cancelled since: what counts as a success. */
  readonly completedByDeadline: number;
  /** Over ten wall seconds from its place in a line of first come, first served; absent in older records. */
  readonly completedOutOfOrder?: number;
  readonly cancelled: number;
  /** Neither completed nor cancelled at the end of the drill. */
  readonly waiting: number;
  readonly firstTakenMinute: number | null;
  readonly lastTakenMinute: number | null;
  readonly firstCompletedMinute: number | null;
  readonly lastCompletedMinute: number | null;
}

/** What the judgement found besides facts and objectives; reported, and decides nothing. */
export interface Finding {
  readonly kind: "metastable";
  /** A plain sentence. */
  readonly says: string;
}

/** What a figure measured at the drill's pace says of the full incident at 1x. */
export type PaceLicence = "faithful" | "scaled" | "not-at-this-pace";

/** One figure of one phase, by the capacity model in virtual time at 1x and at the drill's pace. */
export interface LicencedFigure {
  readonly phase: string;
  readonly figure: "order-shares" | "browse-shares" | "utilisation" | "queueing" | "latency" | "counts" | "money";
  readonly licence: PaceLicence;
  /** Null where the figure is not modelled (counts, money: scaled by the weight). */
  readonly atOne: number | null;
  readonly atPace: number | null;
  readonly unit: string;
  readonly why: string;
}

/** What the deal forum's books hold. Raw counts; minutes of the incident clock; heat from 0 to 1. */
export interface ForumRecord {
  readonly posts: number;
  readonly votes: number;
  readonly firstPostMinute: number | null;
  readonly heat: readonly (readonly [minute: number, heat: number])[];
  /** Deal readers who came to the shop, by whole minute of their coming, in order; written by the judgement. */
  readonly dealArrivals?: readonly (readonly [minute: number, count: number])[];
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
  /** Epoch ms of minute 0; absent where the load never began. */
  readonly t0Ms?: number;
  /** Absent where the incident has no deal. */
  readonly forum?: ForumRecord;
  /** Computed before the drill; absent where the incident has no deal. */
  readonly carryingCapacity?: CarryingCapacity;
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
  /** What the customers' steps say of a waiting room; absent in older records. */
  readonly waiting?: WaitingRecord;
  /** What was chosen of the incident. */
  readonly selection: IncidentSelection;
  /** Defences that were on; empty as it happened. */
  readonly defenceReports: readonly DefenceReport[];
  readonly alertedActions: readonly AlertedAction[];
  /** Written by the judgement. */
  readonly findings: readonly Finding[];
  /** Written by the judgement where the books could be read; absent before it. */
  readonly deferrals?: DeferralReport;
  /** What the shop was told of its vouchers; absent where nobody looks at them. */
  readonly promotion?: RecordedPromotion;
  /** Written by the judgement where the books could be read and the promotion is known; absent before it. */
  readonly damage?: DamageReport;
  /** What the operator cancelled; absent where that was no part of the drill, or never begun. */
  readonly cancellation?: CancellationRecord;
  /** Written by the judgement where the incident has a deal and the books could be read; absent before it. */
  readonly dealReport?: DealReport;
  /** What `--added-latency` cost, held against the drill beside this one; written when both have run. */
  readonly addedLatencyCost?: AddedLatencyCost;
  /** Empty where it was not computed (a pace of 1). */
  readonly paceLicence: readonly LicencedFigure[];
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
