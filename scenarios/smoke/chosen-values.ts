// Values of smoke that both the incident and the list of its assumptions need.

export const traffic = { ordersPerSecond: 20, browsersPerSecond: 8 } as const;
export const rehearsal = { pace: 60, share: 1 } as const;
export const shop = {
  calmUtilisation: 0.6,
  responseTimeoutMs: 800,
  paymentDeadlineMs: 300,
  serviceMs: 10,
  queueBoundMs: 250,
} as const;
