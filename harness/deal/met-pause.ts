// Who was refused by the plug: one rule for the facts and for what the plug cost.
import type { CustomerHistory } from "../record/customer-history.ts";

/**
 * Buyers whom the maintenance page met, at the order or on the way to it, on a step begun before `untilMinute`, when orders
 * were taken again. Nothing else shows that page, and a step begun just before the pause may meet it: so no lower bound.
 */
export function isRefusedBuyer(history: CustomerHistory, untilMinute: number): boolean {
  return history.buys && metPause(history, untilMinute);
}

/** Histories of older drills do not keep `firstPausedMinute`: there it shows at the order button only. */
function metPause({ firstPausedMinute, attempts }: CustomerHistory, untilMinute: number): boolean {
  if (firstPausedMinute !== undefined && firstPausedMinute !== null) return firstPausedMinute < untilMinute;
  return attempts.some(({ outcome, startedMinute }) => outcome === "paused" && startedMinute < untilMinute);
}
