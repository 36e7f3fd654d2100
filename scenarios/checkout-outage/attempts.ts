// Shares and counts that several facts of the outage measure.
import type { DrillFigures } from "../figures.ts";

export const placeOrder = ["place-order"] as const;

/** a ÷ b, or null where b is 0: nothing measured is nothing known. */
export function computeRatio(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

/** Attempts to place an order that started in the phase, raw. */
export function countAttempts(figures: DrillFigures, phase: string): number {
  return figures.countSteps(phase, placeOrder);
}
