/** Payments in flight at once unless the configuration says otherwise; as many connections to the provider. */
export const usualPaymentsInFlight = 256;

const longestConnectionWaitMs = 200;

/** How long a call waits for a connection when there is none, in wall ms: at most 200, and half of its deadline. */
export function computeConnectionWaitMs(deadlineMs: number): number {
  return Math.min(longestConnectionWaitMs, deadlineMs / 2);
}
