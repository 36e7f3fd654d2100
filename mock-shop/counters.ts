/** What the shop counted since its start. A page kind is the `data-page` that went out. */
export interface Counters {
  /** Storefront requests, style sheet excluded. */
  requests: number;
  pages: Record<string, number>;
  /** Paid for; a deferred order once its payment is authorized. */
  ordersPlaced: number;
  /** Taken before their payment. */
  ordersDeferred: number;
  /** Calls to the payment provider for them. */
  deferralAttempts: number;
  deferralsCompleted: number;
  deferralsCancelled: number;
  ordersReplayed: number;
  ordersCancelled: number;
  /** Totals of the orders placed, in the shop's currency; what was cancelled later is in it. */
  orderedCents: number;
  /** Calls of the payment client for orders (authorize, capture, void); probes are not among them. */
  paymentCalls: number;
  paymentFailures: number;
  /** Further requests of calls that failed, within their deadline; a call counts once however often it asked. */
  paymentRetries: number;
  paymentRetriesRefused: number;
  paymentsInFlight: number;
  captureRefusals: number;
  /** Taken up at the start from an earlier process: to capture, to void, to refund. */
  recoveredPayments: number;
  /** Held money for no order when the shop started; given back. */
  orphanPayments: number;
  /** Events that the payment provider told, by what became of them; `rejected` counts requests that were no webhooks. */
  webhooks: Record<"received" | "applied" | "ignored" | "unknown" | "rejected", number>;
  busyPages: number;
  errorPages: number;
}

export function createCounters(): Counters {
  return {
    requests: 0,
    pages: {},
    ordersPlaced: 0,
    ordersDeferred: 0,
    deferralAttempts: 0,
    deferralsCompleted: 0,
    deferralsCancelled: 0,
    ordersReplayed: 0,
    ordersCancelled: 0,
    orderedCents: 0,
    paymentCalls: 0,
    paymentFailures: 0,
    paymentRetries: 0,
    paymentRetriesRefused: 0,
    paymentsInFlight: 0,
    captureRefusals: 0,
    recoveredPayments: 0,
    orphanPayments: 0,
    webhooks: { received: 0, applied: 0, ignored: 0, unknown: 0, rejected: 0 },
    busyPages: 0,
    errorPages: 0,
  };
}
