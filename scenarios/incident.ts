// What an incident is: phases, traffic, faults, operator actions, facts, objectives. Pure data and
// pure functions: k6, Node and the simulator all load it.
import type { DrillFigures } from "./figures.ts";

/** How a fact comes about: `set` (we put it in), `fitted` (calibrated to it), `emergent` (out of the mechanism). */
export type Origin = "set" | "fitted" | "emergent";

/** A number that no source states: listed in the report with its reason. */
export interface Assumption {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly why: string;
}

/** A named interval of the incident clock with its traffic. Minutes count from the incident's minute 0. */
export interface Phase {
  readonly name: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly says: string;
  /** Multiplies each population's arrival rate in this phase (1: the calm rate). */
  readonly traffic: number;
  /** Normal phases carry the power rule: at least 15 place-order attempts per wall second. */
  readonly normal: boolean;
}

/** Who comes. `thinner` n: rehearsed n times thinner than `buyers`; allowed for `browsers` only. */
export interface Population {
  readonly name: "buyers" | "browsers" | "deal-readers" | "hunters";
  /** Arrivals per real second at full scale in a phase with traffic 1. */
  readonly arrivalsPerSecond: number;
  readonly thinner: number;
  /** True where each customer has a counterfactual order: without the incident they would have bought. */
  readonly buys: boolean;
}

/** A stage of a fault: in force from `fromMinute` (injected earlier, see leadMinutes) until the next stage or the restore. */
export interface FaultStage {
  readonly name: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Share of the calls touched, 0 to 1. */
  readonly share: number;
}

/** Kinds of fault, each carried out by a file of that name in harness/faults. */
export type FaultKindName = "config-change" | "hung-provider" | "exhausted-pool";

/** A cause that is added and taken away. */
export interface FaultWindow {
  readonly kind: FaultKindName;
  readonly says: string;
  readonly stages: readonly FaultStage[];
  /** Each stage is injected and verified this many incident minutes before its `fromMinute`. */
  readonly leadMinutes: number;
  /** Wall time after the restore is asked for at which the cause is taken back; must be `computeHoldMs` of the incident. */
  readonly holdMs: number;
}

/** One of the causes that an incident can be drilled with; all are consistent with what is known of it. */
export interface Cause {
  readonly name: string;
  readonly says: string;
  readonly faults: readonly FaultWindow[];
  /** In place of the incident's, where the cause leads one to expect or assume something else. */
  readonly facts?: readonly Fact[];
  readonly assumptions?: readonly Assumption[];
}

/** A protection that an incident can be drilled with. */
export interface IncidentDefence {
  readonly name: string;
  /** `containing`: part of the `defended` variant. `preventive`: the cause never acts; drilled alone, by name. */
  readonly kind: "containing" | "preventive";
  /** Who carries it out: a switch in the shop, or the harness in the operator's place. */
  readonly by: "shop" | "harness";
}

/** Something the operator does because an alert fired; only where the defence it belongs to is on. */
export interface AlertAction {
  readonly defence: string;
  readonly name: string;
  readonly onAlert: { readonly severity: "page" | "ticket" };
  /** From the firing to the deed; incident clock. */
  readonly reactionMinutes: number;
  readonly does: "restore-faults";
}

/** A phase that is kept, at another length. */
export interface PhaseCut {
  readonly phase: string;
  readonly minutes: number;
}

/** Something the operator does, on the incident clock. */
export interface OperatorAction {
  readonly name: string;
  readonly atMinute: number;
  readonly does: "restore-faults";
}

/** A fact to reproduce: stated, with its expectation and reason, before the first run. */
export interface Fact {
  readonly id: string;
  readonly says: string;
  readonly origin: Origin;
  /** The expectation in words, as the report prints it. */
  readonly expected: string;
  readonly why: string;
  readonly unit: string;
  /** The figure, or null when it cannot be known from this drill; pure. */
  readonly measure: (figures: DrillFigures) => number | null;
  /** Whether the figure meets the expectation. Not called on null: that is `undecided`. */
  readonly holds: (measured: number, figures: DrillFigures) => boolean;
  /** A sentence of detail for the report, e.g. the number of attempts behind a zero. */
  readonly detail?: (figures: DrillFigures) => string;
}

/** Shares and waits of customers' decisions; see scenarios/customers. Shares are 0 to 1. */
export interface CustomerModel {
  /** Mean think time between two pages, exponential, at least a fifth of it. */
  readonly thinkMinutes: number;
  /** Products put in the basket: share of customers with 1, 2 and 3. */
  readonly basketSizeShares: readonly [number, number, number];
  /** Pages a browser looks at, between these two. */
  readonly browserProducts: readonly [number, number];
  /** Share of those who ordered that look at the order's status page. */
  readonly orderStatusShare: number;
  /** Share of customers who press the button again after a failed step, for each further try. */
  readonly retryShares: readonly number[];
  /** Pause before the button is pressed again, uniform between these two; wall clock (in-page retry). */
  readonly retryPauseMs: readonly [number, number];
  /** Of those who stop trying in a visit: share that buys at a competitor, comes back later, comes back next morning. The rest give up. */
  readonly competitorShare: number;
  readonly laterShare: number;
  readonly morningShare: number;
  /** Mean wait of those who come back later, exponential, plus the least wait. */
  readonly laterMeanMinutes: number;
  readonly laterLeastMinutes: number;
  /** Visits after which a customer no longer comes back. */
  readonly mostVisits: number;
  /** Minutes between which the next morning's customers return, uniform; null where the incident has no morning. */
  readonly morningMinutes: readonly [number, number] | null;
  /** Share of customers who, told when to try again, wait until then instead of pressing again; and how long after it they come (mean, exponential). */
  readonly followsAdviceShare: number;
  readonly adviceReactionMinutes: number;
  /** Share of customers who, reading before they order that payments do not go through, come back later instead of trying. */
  readonly leavesWhenToldShare: number;
  /** In place of the three shares above for customers who were told what is wrong, or when to come back, in this visit. */
  readonly informedCompetitorShare: number;
  readonly informedLaterShare: number;
  readonly informedMorningShare: number;
  /** Sales lost per 100 ms of delay on every page (0.01: CO-9), and the delay customers are used to. */
  readonly salesLostPer100Ms: number;
  readonly customaryLatencyMs: number;
}

export interface Incident {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly currency: "USD" | "EUR";
  readonly pace: number;
  readonly share: number;
  /** Time of day of minute 0, minutes after midnight, for axis labels. */
  readonly minuteZeroOfDay: number;
  readonly phases: readonly Phase[];
  readonly populations: readonly Population[];
  readonly customers: CustomerModel;
  /** The causes it can be drilled with, the default first. `faults` are those of the one called `cause`. */
  readonly causes: readonly Cause[];
  readonly cause: string;
  readonly faults: readonly FaultWindow[];
  readonly actions: readonly OperatorAction[];
  readonly alertActions: readonly AlertAction[];
  readonly defences: readonly IncidentDefence[];
  /** The phases that matter when defences are compared one by one; those left out are not rehearsed. */
  readonly shortForm: readonly PhaseCut[];
  /** Where the outage begins (for `times`), and the phase that is the reference for alerts and budgets. */
  readonly outageMinute: number;
  readonly calmPhase: string;
  /** Utilisation assumed for the full shop in the calm phase; sets the twin's workers. */
  readonly calmUtilisation: number;
  /** Wall limits: how long a customer waits for a page; the shop's one deadline for a payment call. */
  readonly responseTimeoutMs: number;
  readonly paymentDeadlineMs: number;
  /** The shop's mean service time a page and its queue bound; wall clock. */
  readonly serviceMs: number;
  readonly queueBoundMs: number;
  /** Wall ms that every page takes longer than it has to (CO-9's paired drill); 0 otherwise. */
  readonly pageDelayMs: number;
  /** Runs by default in `run` without names. */
  readonly inDefaultRun: boolean;
  readonly assumptions: readonly Assumption[];
  readonly facts: readonly Fact[];
  /** Objectives that the positive control must miss. */
  readonly controlMisses: readonly string[];
}

/** Injecting and proving takes some wall ms: a stage is begun this much before it must be in force. */
export const proofAllowanceMs = 400;

/**
 * Wall ms for which a cause stays in after its last stage: a step that started in the stage waits at most the queue bound,
 * and its payment call ends by the payment deadline at the latest (`config-change` fails at once); none can succeed later.
 */
export function computeHoldMs(incident: Pick<Incident, "queueBoundMs" | "paymentDeadlineMs">): number {
  return incident.queueBoundMs + incident.paymentDeadlineMs;
}
