/** What the shop counted since its start. A page kind is the `data-page` that went out. */
export interface Counters {
  /** Storefront requests, style sheet excluded. */
  requests: number;
  pages: Record<string, number>;
  ordersPlaced: number;
  ordersReplayed: number;
  /** Calls of the payment client for orders (authorize, capture, void); probes are not among them. */
  paymentCalls: number;
  paymentFailures: number;
  paymentsInFlight: number;
  captureRefusals: number;
  busyPages: number;
  errorPages: number;
}

export function createCounters(): Counters {
  return {
    requests: 0,
    pages: {},
    ordersPlaced: 0,
    ordersReplayed: 0,
    paymentCalls: 0,
    paymentFailures: 0,
    paymentsInFlight: 0,
    captureRefusals: 0,
    busyPages: 0,
    errorPages: 0,
  };
}
