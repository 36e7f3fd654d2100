import type { Clock } from "../clock.ts";
import type { PaymentClient } from "../payments/payment-client.ts";

/** A call that hangs holds up no other one: a proof takes as long as its slowest call. */
const concurrency = 64;

export interface ProbeResult {
  readonly calls: number;
  readonly failed: number;
  readonly slowestMs: number;
}

/** Calls the provider through the very payment client that orders use: proof of effect, and proof of restore. */
export async function probePayment(payments: PaymentClient, clock: Clock, calls: number): Promise<ProbeResult> {
  let begun = 0;
  let failed = 0;
  let slowestMs = 0;
  const callInTurn = async (): Promise<void> => {
    while (begun < calls) {
      begun += 1;
      const startedMs = clock.elapsedMs();
      if (!(await payments.ping())) failed += 1;
      slowestMs = Math.max(slowestMs, clock.elapsedMs() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, calls) }, callInTurn));
  return { calls, failed, slowestMs };
}
