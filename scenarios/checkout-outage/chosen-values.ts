// Values of the outage that we chose and that more than one file needs: incident.ts puts them in,
// assumptions.ts gives their reasons, facts.ts measures by them.

/** Real customers a second at full scale, and what they spend. */
export const traffic = {
  ordersPerSecond: 41,
  browsersPerSecond: 1000,
  /** Browsers are rehearsed this many times thinner than buyers. */
  browsersThinner: 50,
  orderValueUsd: 52,
} as const;

/** The time lapse and the twin. */
export const rehearsal = { pace: 200, share: 0.4 } as const;

/** Minutes of the incident clock: 60 is 19:30, 150 is 21:00, 330 is midnight, 750 is 07:00. */
export const minutes = {
  precursors: 60,
  outage: 150,
  takenBack: 330,
  ordinaryNight: 390,
  nightEnds: 450,
  morning: 750,
  end: 810,
} as const;

/** From the page alert to the roll-back: somebody reads it, finds the change in the log and decides. */
export const rollbackReactionMinutes = 5;

/** The shop: wall milliseconds, and utilisation from 0 to 1. */
export const shop = {
  calmUtilisation: 0.6,
  responseTimeoutMs: 3000,
  paymentDeadlineMs: 500,
  serviceMs: 10,
  queueBoundMs: 250,
} as const;

/** Share of the orders that the outside sales monitor sees. */
export const monitorShare = 0.01;
