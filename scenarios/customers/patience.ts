// How long customers think, and when slowness drives them away.
import { toExponential } from "../chance.ts";
import type { CustomerModel } from "../incident.ts";

/** Think time before the next page: a fifth of the mean, plus an exponential part; mean `thinkMinutes`. */
export function computeThinkMinutes(model: CustomerModel, uniform: number): number {
  return model.thinkMinutes * (0.2 + 0.8 * toExponential(uniform));
}

/**
 * The share of customers that one page's delay drives away, so that D ms more on every page of a
 * journey multiplies sales by 1 − D × salesLostPer100Ms / 100: the pages share the hazard equally.
 * `latencyMs` counts beyond what customers are used to; 0 to 1.
 */
export function computeLeaveRatio(model: CustomerModel, latencyMs: number, pages: number): number {
  const delayMs = Math.max(0, latencyMs - model.customaryLatencyMs);
  const staysRatio = Math.max(0, 1 - (delayMs * model.salesLostPer100Ms) / 100);
  return 1 - staysRatio ** (1 / pages);
}

/** Whether this customer leaves after a page that took `latencyMs`. */
export function leavesBecauseSlow(model: CustomerModel, latencyMs: number, pages: number, uniform: number): boolean {
  return uniform < computeLeaveRatio(model, latencyMs, pages);
}
