// Met, missed or undecidable: each objective's error budget against what it allows one incident.
import type { ObjectiveResult, ObjectiveVerdict } from "../record/drill-result.ts";
import type { ObjectiveCount } from "../record/run-record.ts";
import { computeBudgetConsumedRatio } from "./error-budget.ts";

/**
 * Met while consumed ≤ allowed. Undecidable where nothing was counted, nothing was expected, or the measurement is not
 * valid (see `listUndecidable`); the consumed ratio is then printed all the same where it can be computed from events.
 */
export function judgeObjectives(
  counts: readonly ObjectiveCount[],
  invalid: ReadonlyMap<string, string> = new Map(),
): ObjectiveResult[] {
  const undecidable = listUndecidable(counts, invalid);
  return counts.map((count) => {
    const total = count.good + count.bad;
    const budgetConsumedRatio =
      total === 0 ? null : computeBudgetConsumedRatio(count.bad, count.target, count.expectedPerMinute);
    let verdict: ObjectiveVerdict = "undecidable";
    if (!undecidable.has(count.name) && budgetConsumedRatio !== null) {
      verdict = budgetConsumedRatio <= count.budgetAllowedRatio ? "met" : "missed";
    }
    return {
      name: count.name,
      phase: count.phase,
      target: count.target,
      good: count.good,
      bad: count.bad,
      total,
      budgetConsumedRatio,
      budgetAllowedRatio: count.budgetAllowedRatio,
      verdict,
    };
  });
}

/** Why objectives cannot be decided: name to reason. `invalid`: reasons the caller knows, such as distorted latency. */
export function listUndecidable(
  counts: readonly ObjectiveCount[],
  invalid: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const count of counts) {
    const reason = invalid.get(count.name);
    if (count.good + count.bad === 0) reasons.set(count.name, "nothing was counted");
    else if (!(count.expectedPerMinute > 0)) reasons.set(count.name, "the plan expects no event in the calm phase");
    else if (reason !== undefined) reasons.set(count.name, reason);
  }
  return reasons;
}
