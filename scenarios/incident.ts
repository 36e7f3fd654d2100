// What an incident is: phases, traffic, faults, operator actions, facts, objectives. Pure data and
// pure functions: Node and the simulator load it; k6 is told what its customers need (script-settings.ts).
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
  /** In place of the phases' traffic, by phase; a phase that is not named has none of this population. */
  readonly trafficByPhase?: Readonly<Record<string, number>>;
  /** In place of arrivals by chance: so many people with so many tabs each, all of which come between these minutes. */
  readonly people?: {
    readonly count: number;
    readonly tabs: number;
    readonly fromMinute: number;
    readonly toMinute: number;
  };
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
export type FaultKindName = PaymentFaultName | VoucherFaultName;
/** Payment calls fail while one of these is in force. */
export type PaymentFaultName = "config-change" | "hung-provider" | "exhausted-pool";
/** A voucher is decided wrongly while one of these is in force, and every order goes through. */
export type VoucherFaultName = "voucher-kept" | "voucher-everyone";

/** Whether a fault touches payment calls. */
export function touchesPayments(kind: FaultKindName): kind is PaymentFaultName {
  return kind !== "voucher-kept" && kind !== "voucher-everyone";
}

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

/** What an operator can do; the harness carries it out by the shop's control API. */
export type OperatorDeed = "restore-faults" | "pause-ordering" | "resume-ordering" | "cancel-orders" | "mend-voucher";

/** Something the operator does, on the incident clock. `onlyAsItHappened`: the defended shop has no need of it. */
export interface OperatorAction {
  readonly name: string;
  readonly atMinute: number;
  readonly does: OperatorDeed;
  readonly onlyAsItHappened?: boolean;
}

/** A deal that spreads on a forum because it works; see scenarios/customers/deal-journey.ts. Shares are 0 to 1. */
export interface DealModel {
  /** What the deal is called on the forum, and the code that it needs. */
  readonly title: string;
  readonly voucherCode: string;
  /** Share of buyers who hold the code and use it as it is meant, once the voucher is live. */
  readonly buyersWithCodeShare: number;
  readonly voucherLiveMinute: number;
  /** Share of a deal's customers who look for an article that costs no more than the discount. */
  readonly wantsNothingToPayShare: number;
  /** Mean think time between two pages of somebody after a deal, exponential, at least a fifth of it. */
  readonly thinkMinutes: number;
  readonly huntersThinkMinutes: number;
  /** Share of those for whom it worked who write a post, and who vote; and of those for whom it failed. */
  readonly postShare: number;
  readonly voteShare: number;
  readonly failPostShare: number;
  readonly failVoteShare: number;
  /** Share of readers, and of hunters, who try a page again that did not come, for each further try. */
  readonly readersRetryShares: readonly number[];
  readonly huntersRetries: number;
  /** Orders that one tab of a hunter places at most, and the wait until a hunter looks into the forum again. */
  readonly huntersOrders: readonly [number, number];
  readonly lookAgainMinutes: number;
  /** How long a deal's customers wait in a waiting room before they leave. */
  readonly queuePatienceMinutes: number;
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
  /** How long a customer waits in a waiting room before they take the visit for failed: mean, evenly spread by half of it. */
  readonly queuePatienceMinutes: number;
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
  /** Absent where no deal spreads: then there is no forum, and no voucher. */
  readonly deal?: DealModel;
  /** The voucher as it was meant, and what defences hold its promotion against: in real customers' units, at full scale. */
  readonly promotion?: {
    readonly code: string;
    readonly discountCents: number;
    readonly capPerAccount: number;
    readonly eligibleCategories: readonly string[];
    readonly budgetCents: number;
    readonly usesPerMinute: number;
  };
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
