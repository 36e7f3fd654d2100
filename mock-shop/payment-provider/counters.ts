import type { PaymentState } from "./payment-rules.ts";

/** Answers since start, by the state that the payment had in them; a repeated call counts again. */
export type ProviderCounters = Record<PaymentState | "requests" | "unknownPaths" | "refused", number>;

export function createProviderCounters(): ProviderCounters {
  return { requests: 0, unknownPaths: 0, refused: 0, authorized: 0, captured: 0, voided: 0, refunded: 0, declined: 0 };
}
