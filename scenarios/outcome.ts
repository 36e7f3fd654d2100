// What a customer does, page by page, and what each step gave.

/** The steps of a journey. A step is named after the page it asks for; `place-order` after its button. */
export const stepNames = [
  "home",
  "category",
  "product",
  "cart",
  "voucher",
  "address",
  "payment",
  "review",
  "place-order",
  "order-status",
] as const;
export type StepName = (typeof stepNames)[number];

/** Steps before the checkout: looking around and filling the cart. */
export const browseSteps: readonly StepName[] = ["home", "category", "product", "cart"];

/** What a step gave, recognised by content (DESIGN.md, outcomes). */
export const outcomes = [
  "ok",
  "deferred",
  "error-page",
  "soft-error",
  "wrong",
  "shed",
  "paused",
  "queued",
  "declined",
  "timeout",
  "refused",
] as const;
export type Outcome = (typeof outcomes)[number];

/** How an outcome counts towards availability: `null` is not counted. */
export function countsAsGood(outcome: Outcome): boolean | null {
  if (outcome === "ok" || outcome === "deferred") return true;
  if (outcome === "queued" || outcome === "declined") return null;
  return false;
}

/**
 * One step of one customer, as measured. `startedAtUs`: epoch microseconds of the first byte sent;
 * `clockMinute` and `phase`: of that moment; `latencyMs`: first byte sent to last byte of the final page.
 */
export interface StepSample {
  readonly startedAtUs: number;
  readonly clockMinute: number;
  readonly phase: string;
  readonly population: string;
  readonly weight: number;
  readonly customer: number;
  readonly attempt: number;
  readonly step: StepName;
  readonly outcome: Outcome;
  readonly status: number;
  readonly latencyMs: number;
}
