// Objectives of the sample drill, judged by the arithmetic of the error budget.
import type { ObjectiveResult } from "../harness/record/drill-result.ts";
import type { ObjectiveCount, TimeSlice } from "../harness/record/run-record.ts";
import type { Outcome, StepName } from "../scenarios/outcome.ts";

/** How often an outcome occurs in the slices. */
export function countOutcome(slices: readonly TimeSlice[], outcome: Outcome): number {
  return slices.reduce((sum, slice) => sum + (slice.outcomes[outcome] ?? 0), 0);
}

/** All steps of the slices, whatever they gave. */
export function countAll(slices: readonly TimeSlice[]): number {
  return slices.reduce((sum, slice) => sum + Object.values(slice.outcomes).reduce((a, b) => a + b, 0), 0);
}

type ObjectiveShape = Pick<ObjectiveCount, "name" | "says" | "kind" | "steps" | "target" | "limitMs">;

const browseSteps: readonly StepName[] = ["home", "category", "product", "cart"];
const orderSteps: readonly StepName[] = ["place-order"];

const shapes: readonly ObjectiveShape[] = [
  {
    name: "checkout-availability",
    says: "an order that is placed is taken",
    kind: "availability",
    steps: orderSteps,
    target: 0.999,
    limitMs: null,
  },
  {
    name: "order-success",
    says: "an order that is placed is confirmed, now or by its deadline",
    kind: "order-success",
    steps: orderSteps,
    target: 0.995,
    limitMs: null,
  },
  {
    name: "place-order-latency",
    says: "an order is confirmed within 250 ms",
    kind: "latency",
    steps: orderSteps,
    target: 0.99,
    limitMs: 250,
  },
  {
    name: "browse-availability",
    says: "shop pages answer with what was asked for",
    kind: "availability",
    steps: browseSteps,
    target: 0.999,
    limitMs: null,
  },
  {
    name: "browse-latency",
    says: "shop pages answer within 100 ms",
    kind: "latency",
    steps: browseSteps,
    target: 0.99,
    limitMs: 100,
  },
];

/** Bad events: failed steps; of the latency objectives a few slow ones, made up. */
function countBad(shape: ObjectiveShape, own: readonly TimeSlice[]): number {
  if (shape.kind === "latency") return shape.name === "browse-latency" ? 4 : 0;
  return countOutcome(own, "error-page") + countOutcome(own, "timeout");
}

/** What each objective counts in the slices. */
export function buildObjectiveCounts(slices: readonly TimeSlice[]): ObjectiveCount[] {
  return shapes.map((shape) => {
    const own = slices.filter((slice) => shape.steps.includes(slice.step));
    const total = shape.kind === "latency" ? countOutcome(own, "ok") : countAll(own) - countOutcome(own, "declined");
    const bad = countBad(shape, own);
    const expectedPerMinute = shape.steps.length > 1 ? 49 : 4.8;
    return {
      ...shape,
      budgetAllowedRatio: 1,
      alerting: shape.kind === "availability",
      phase: null,
      populations: null,
      good: total - bad,
      bad,
      expectedPerMinute,
      events: [],
    };
  });
}

/** Budget spent: bad ÷ ((1 − target) × events expected in 30 days), four decimals. */
export function judgeObjective(count: ObjectiveCount): ObjectiveResult {
  const budget = (1 - count.target) * count.expectedPerMinute * 43_200;
  const budgetConsumedRatio = Math.round((count.bad / budget) * 1e4) / 1e4;
  const { name, target, good, bad, budgetAllowedRatio } = count;
  const verdict = budgetConsumedRatio <= budgetAllowedRatio ? "met" : "missed";
  return { name, phase: null, target, good, bad, total: good + bad, budgetConsumedRatio, budgetAllowedRatio, verdict };
}
