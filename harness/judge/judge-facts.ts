// Facts: what the article said against what the drill measured.
import type { DrillFigures } from "../../scenarios/figures.ts";
import type { Fact } from "../../scenarios/incident.ts";
import type { FactResult } from "../record/drill-result.ts";

/** Judges one fact: `undecided` where the figure cannot be known. The figure is printed to the millionth, judged as it is. */
export function judgeFact(fact: Fact, figures: DrillFigures): FactResult {
  const value = fact.measure(figures);
  const measured = value === null || !Number.isFinite(value) ? null : Math.round(value * 1e6) / 1e6;
  const verdict =
    value === null || measured === null ? "undecided" : fact.holds(value, figures) ? "reproduced" : "not-reproduced";
  return {
    id: fact.id,
    says: fact.says,
    origin: fact.origin,
    expected: fact.expected,
    measured,
    unit: fact.unit,
    verdict,
  };
}

/** A sentence of detail for each fact, by id; empty where the fact has none. */
export function describeFacts(facts: readonly Fact[], figures: DrillFigures): Record<string, string> {
  const details: Record<string, string> = {};
  for (const fact of facts) details[fact.id] = fact.detail?.(figures) ?? "";
  return details;
}

/** Why each fact's expectation was chosen, by id. */
export function explainFacts(facts: readonly Fact[]): Record<string, string> {
  return Object.fromEntries(facts.map(({ id, why }) => [id, why]));
}
