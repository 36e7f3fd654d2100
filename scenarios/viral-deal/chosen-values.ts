// Values of the viral deal that we chose and that more than one file needs: incident.ts puts them in,
// assumptions.ts gives their reasons, facts.ts measures by them.

/** Real customers a second at full scale. */
export const traffic = {
  ordersPerSecond: 16,
  browsersPerSecond: 300,
  /** Browsers are rehearsed this many times thinner than buyers. */
  browsersThinner: 50,
  orderValueEur: 52,
  /** People who look into the forum in the evening, a second, once the voucher is live. */
  readersPerSecond: 48,
} as const;

/** The time lapse and the twin. */
export const rehearsal = { pace: 72, share: 1 } as const;

/** Minutes of the incident clock: 0 is 18:00, 20 is 18:20, 112 is 19:52, 168 is 20:48, 900 is 09:00. */
export const minutes = {
  live: 20,
  stageTwo: 65,
  plugPulled: 112,
  fixed: 145,
  reopened: 168,
  eveningEnds: 195,
  nextDay: 900,
  cancelled: 903,
  end: 920,
} as const;

/** The hunters: rehearsed people, each with so many tabs. */
export const hunters = { count: 9, tabs: 4, fromMinute: 21, toMinute: 26 } as const;

/** The shop: wall milliseconds, and utilisation from 0 to 1. */
export const shop = {
  calmUtilisation: 0.45,
  responseTimeoutMs: 3000,
  paymentDeadlineMs: 500,
  serviceMs: 10,
  queueBoundMs: 250,
} as const;

/** How long a buyer may wait in line: the limit of the objective waiting-time; half of the mean patience. */
export const waitingLimitMinutes = 10;

/** The voucher as it was meant. */
export const voucher = { code: "DEAL10", cents: 1000, capPerAccount: 1, categories: ["offers"] } as const;

/** Full scale: what the promotion may cost, and uses an incident minute that are out of the ordinary. */
export const promotion = { budgetCents: 30_000_000, usesPerMinute: 150 } as const;
