// Words and marks that outputs share: a verdict is never told by colour alone.
import type { FactVerdict, FaultState, ObjectiveVerdict, Verdict } from "../harness/record/drill-result.ts";
import type { Outcome, StepName } from "../scenarios/outcome.ts";

/** How a finding reads: good, bad, or unknown; `neutral` where it is not judged. */
export type Tone = "good" | "bad" | "unknown" | "neutral";

export interface Mark {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

export const verdictMarks: Record<Verdict, Mark> = {
  pass: { sign: "✓", word: "pass", tone: "good" },
  fail: { sign: "✗", word: "fail", tone: "bad" },
  inconclusive: { sign: "?", word: "inconclusive", tone: "unknown" },
};

const judgedFactMarks: Record<FactVerdict, Mark> = {
  reproduced: { sign: "✓", word: "reproduced", tone: "good" },
  "not-reproduced": { sign: "✗", word: "not reproduced", tone: "bad" },
  undecided: { sign: "?", word: "undecided", tone: "unknown" },
};

/** Facts are for information in a drill judged by objectives: a defence is there to make them not happen. */
export function markFact(verdict: FactVerdict, judgedBy: "facts" | "objectives"): Mark {
  const mark = judgedFactMarks[verdict];
  return judgedBy === "facts" ? mark : { ...mark, tone: "neutral" };
}

/** A drill judged by facts must miss its objectives: there, missed is not bad and met is not good. */
export function markObjective(verdict: ObjectiveVerdict, judgedBy: "facts" | "objectives"): Mark {
  if (verdict === "undecidable") return { sign: "?", word: "not decidable", tone: "unknown" };
  const judged = judgedBy === "objectives";
  if (verdict === "met") return { sign: "✓", word: "met", tone: judged ? "good" : "neutral" };
  return { sign: "✗", word: "missed", tone: judged ? "bad" : "neutral" };
}

export const faultWords: Record<FaultState, string> = {
  restored: "taken back",
  "not-restored": "may still act",
  "not-injected": "never put in force",
  prevented: "forestalled by a defence",
};

export const originWords = {
  set: "set: we put it in, so measuring it only checks the machinery",
  fitted: "fitted: a parameter was chosen so that it comes out",
  emergent: "emergent: nobody put it in, it comes out of the mechanism",
} as const;

/** What each outcome means to a customer, and whether it counts for or against availability. */
export const outcomeWords: Record<Outcome, { readonly says: string; readonly counts: "good" | "bad" | "not counted" }> =
  {
    ok: { says: "the expected page", counts: "good" },
    deferred: { says: "order taken, to be confirmed later", counts: "good" },
    "error-page": { says: "the shop's error page", counts: "bad" },
    "soft-error": { says: "an error text sent as if all were well", counts: "bad" },
    wrong: { says: "plausible, but wrong total, basket or order number", counts: "bad" },
    shed: { says: "the busy page", counts: "bad" },
    paused: { says: "the maintenance page", counts: "bad" },
    queued: { says: "the waiting room", counts: "not counted" },
    declined: { says: "card declined", counts: "not counted" },
    timeout: { says: "no answer in time", counts: "bad" },
    refused: { says: "connection refused or reset", counts: "bad" },
  };

/** Outcomes in the order in which they are stacked and listed. */
export const outcomeOrder = Object.keys(outcomeWords) as readonly Outcome[];

/** What each step of a journey is, in the order of the journey; `browse` for those before the checkout. */
const stepKinds: Record<StepName, "browse" | "checkout"> = {
  home: "browse",
  category: "browse",
  product: "browse",
  cart: "browse",
  voucher: "checkout",
  address: "checkout",
  payment: "checkout",
  review: "checkout",
  "place-order": "checkout",
  "order-status": "checkout",
};

export const stepOrder = Object.keys(stepKinds) as readonly StepName[];
export const browseSteps: readonly StepName[] = stepOrder.filter((step) => stepKinds[step] === "browse");

/** Terms a newcomer may not know, one line each. */
export const glossary: readonly (readonly [term: string, says: string])[] = [
  ["drill", "one rehearsal of an incident against one shop, in one variant"],
  ["variant", "as it happened (no defences: the facts must come out and the objectives must be missed) or defended"],
  [
    "positive control",
    "a drill that must go wrong; if its objectives were met, they would be too lax to mean anything",
  ],
  ["twin", "the small shop of a drill: a share of the full shop's customers and workers, equally busy at every minute"],
  ["incident clock", "minutes of the incident, from its minute 0; faster than the wall clock by the pace"],
  ["pace", "incident seconds that pass in one real second"],
  ["jump", "a quiet stretch that is skipped: it takes no real time and nobody arrives in it"],
  ["weight", "how many real customers one rehearsed customer stands for: pace ÷ share"],
  ["counterfactual", "what the same customers would have bought without the fault, by the same model of customers"],
  ["net loss", "counterfactual − sold, over the customers of the counterfactual: lost minus regained later"],
  ["objective", "a promise about what customers get, with a target; also called SLO"],
  ["error budget", "bad events the target allows in 30 days; 417 % means that this drill spent 4.17 months' worth"],
  ["burn alert", "fires when the budget is being spent too fast in a long and in a short window (SRE Workbook)"],
  ["origin", "of a fact: set (we put it in), fitted (calibrated to it), emergent (comes out of the mechanism)"],
  ["invariant", "a rule over the shop's books; the audit names the first row that breaks it"],
  [
    "distortion",
    "pace × p95 latency ÷ mean think time: how far the time lapse bends a phase; above 2, latency is not judged",
  ],
  ["p50, p95, p99", "percentiles: 50, 95 or 99 of 100 steps took at most this long (nearest rank)"],
  ["outcome", "what one step gave the customer, told by the content of the page, not by its status code"],
  ["95 % upper bound", "a count of zero does not prove a rate of zero: it could be up to 3 ÷ attempts (rule of three)"],
  [
    "defence",
    "a protection that can be switched on alone: containing (limits the harm) or preventive (the cause never acts)",
  ],
  ["forestalled", "of a fault's stage: a preventive defence ended the cause before the stage was in force"],
  ["deferred order", "taken before its payment, confirmed later; a success only when it is completed by its deadline"],
  ["metastable", "the cause is gone, and the service stays down: its own retries or queues keep it there"],
  ["pace licence", "what a figure measured at the drill's pace may claim of the incident at 1 ×"],
  ["start lateness", "how late the load generator started a customer; its fault, never the shop's"],
];
